// Package book holds the sandbox's whole program in one place: funding sources,
// card products, users, cards, accounts, orders, purchases and transactions, each
// under its keys, over one durable state. It also queues the notifications that
// changes bring with them.
package book

import (
	"context"
	"errors"
	"time"

	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// Book is the open program. Its methods that take a *state.Tx work inside an
// update; collections are read outside of one.
type Book struct {
	State    *state.Store
	NewToken func() string
	clock
	timers
	commando
	deposits
	disputes
	cards
	holders
	access

	sources
	fees
	transfers
	ProgramSources *state.Collection[wire.ProgramFundingSource]
	GatewaySources *state.Collection[wire.GatewayFundingSource]
	CardProducts   *state.Collection[wire.CardProduct]
	Webhooks       *state.Collection[wire.Webhook]
	Accounts       *state.Collection[engine.Account] // by AccountKey
	Orders         *state.Journal[Order]
	Unloads        *state.Journal[Unload]
	Purchases      *state.Journal[Purchase]
	Transactions   *state.Transactions
	controls
}

// Open reads or creates the book in a folder, or in memory.
func Open(ctx context.Context, dir string, machine func() time.Time, newToken func() string) (*Book, error) {
	st, err := state.Open(ctx, dir)
	if err != nil {
		return nil, err
	}
	b := &Book{State: st, NewToken: newToken, timers: newTimers()}
	b.clock.open(machine, st)
	if err := b.read(ctx); err != nil {
		return nil, errors.Join(err, st.Close())
	}
	return b, nil
}

func (b *Book) read(ctx context.Context) (err error) {
	b.sources = newSources(b.State)
	b.fees = newFees(b.State)
	b.transfers = newTransfers(b.State)
	b.ProgramSources = state.NewCollection[wire.ProgramFundingSource](b.State, "program_funding_source")
	b.GatewaySources = state.NewCollection[wire.GatewayFundingSource](b.State, "program_gateway_funding_source")
	b.CardProducts = state.NewCollection[wire.CardProduct](b.State, "card_product")
	b.holders = newHolders(b.State)
	b.access = newAccess(b.State)
	b.cards = newCards(b.State)
	b.commando = newCommando(b.State)
	b.deposits = newDeposits(b.State)
	b.disputes = newDisputes(b.State)
	b.Webhooks = state.NewCollection[wire.Webhook](b.State, "webhook")
	b.Accounts = state.NewCollection[engine.Account](b.State, "account")
	b.Orders = state.NewJournal(b.State, "gpa_order", func(o Order) string { return o.Party.Token() })
	b.Unloads = state.NewJournal(b.State, "gpa_unload", func(u Unload) string { return u.Owner }).Sorted("last_modified_time")
	b.Purchases = state.NewJournal(b.State, "purchase", func(p Purchase) string { return p.CardToken })
	b.controls = newControls(b.State)
	b.OnDue(bankLoad, b.release)
	if b.Transactions, err = state.NewTransactions(ctx, b.State); err != nil {
		return err
	}
	if err := b.State.Load(ctx); err != nil {
		return err
	}
	b.Rewind()
	return b.Furnish(ctx)
}

// Close finishes the writes under way and closes the state.
func (b *Book) Close() error { return b.State.Close() }
