// Package book holds the sandbox's whole program in one place: funding sources,
// card products, users, cards, accounts, orders, purchases and transactions, each
// under its keys, over one durable state. It also queues the notifications that
// changes bring with them.
//
// # What velocity controls count
//
// Every purchase and every decline is counted, whether there is a control or not: one
// that is made later counts what its window already holds. Counted is by user and
// currency, three times over: in all, by merchant category, and by merchant. A slot
// is a day, so a control adds up as many slots as its window has days, times the
// classes and card products the user has, however many transactions there were. A
// lifetime begins with its control, which need not be at midnight: from then on the
// user is counted in new slots.
//
// A purchase counts for what it has come to: what is held of it and what has been
// cleared. What is added counts on the day it is added; what is given back, by a
// reversal, an expiry or a final clearing of less, is taken from the day it was
// counted on, the latest first. A refund is linked to no purchase and counts on its
// own day, against what was spent. Keep does all this, in the update that decides.
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
	// Dry reports whether a funding source cannot be drawn on, for no reason of its own.
	Dry func(tx *state.Tx, token string) bool
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
	reloads
	bankTransfers
	pushes
	ProgramSources *state.Collection[wire.ProgramFundingSource]
	GatewaySources *state.Collection[wire.GatewayFundingSource]
	CardProducts   *state.Collection[wire.CardProduct]
	Webhooks       *state.Collection[wire.Webhook]
	Accounts       *state.Collection[engine.Account] // by AccountKey
	Orders         *state.Journal[Order]
	Unloads        *state.Journal[Unload]
	Purchases      *state.Journal[Purchase]
	Transactions   *state.Transactions
	GatewayCalls   *state.Journal[GatewayCall] // by transaction
	controls
}

// Open reads or creates the book in a folder, or in memory.
func Open(ctx context.Context, dir string, machine func() time.Time, newToken func() string) (*Book, error) {
	st, err := state.Open(ctx, dir)
	if err != nil {
		return nil, err
	}
	return On(ctx, st, machine, newToken)
}

// On reads the book that a state holds, which is closed if that fails.
func On(ctx context.Context, st *state.Store, machine func() time.Time, newToken func() string) (*Book, error) {
	b := &Book{State: st, NewToken: newToken, Dry: func(*state.Tx, string) bool { return false }, timers: newTimers()}
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
	b.reloads = newReloads(b.State)
	b.bankTransfers = newBankTransfers(b.State)
	b.pushes = newPushes(b.State)
	b.ProgramSources = state.NewCollection[wire.ProgramFundingSource](b.State, "program_funding_source")
	b.GatewaySources = state.NewCollection[wire.GatewayFundingSource](b.State, "program_gateway_funding_source")
	b.CardProducts = state.NewCollection[wire.CardProduct](b.State, "card_product")
	b.holders = newHolders(b.State)
	b.access = newAccess(b.State)
	b.cards = newCards(b.State)
	b.commando = newCommando(b.State)
	b.deposits = newDeposits(b.State)
	b.OnDue(dueDeposit, b.settleDeposit)
	b.disputes = newDisputes(b.State)
	b.Webhooks = state.NewCollection[wire.Webhook](b.State, "webhook")
	b.Accounts = state.NewCollection[engine.Account](b.State, "account")
	b.Orders = state.NewJournal(b.State, "gpa_order", func(o Order) string { return o.Party.Token() }).Packed()
	b.Unloads = state.NewJournal(b.State, "gpa_unload", func(u Unload) string { return u.Owner }).Sorted("last_modified_time")
	b.Purchases = state.NewJournal(b.State, "purchase", func(p Purchase) string { return p.CardToken }).Packed()
	b.GatewayCalls = state.NewJournal(b.State, "gateway_call", func(c GatewayCall) string { return c.FundingSource }).Packed()
	b.controls = newControls(b.State)
	b.OnDue(bankLoad, b.release)
	b.OnDue(bankTimer, b.proceed)
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
