package book

import (
	"errors"
	"fmt"
	"time"

	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// clearing is how long money of a bank account takes to be spendable. Our call:
// Marqeta sets it by program.
const clearing = 3 * 24 * time.Hour

// bankLoad is the kind of the timer that releases an order.
const bankLoad = "gpa_order"

// Loading is what a GPA order asks for.
type Loading struct {
	Token   string
	Holder  Holder
	Money   Money
	Amount  int64 // minor units, without the fees
	Source  string
	Address string
	Memo    string
	Tags    string
	Fees    []wire.FeeRequest
	Reload  *wire.AutoReload // that asks for it
}

// Load moves money from a funding source to an account, and what the fees come to
// on top of it and on to the program. Money of a bank account is promised, and comes
// when the bank has had its time; all other comes at once.
func (b *Book) Load(tx *state.Tx, l Loading) (Order, error) {
	if !l.Holder.Active() {
		return Order{}, rest.ErrHolderState
	}
	from, err := b.origin(tx, l.Holder, l.Source, l.Address)
	if err != nil {
		return Order{}, err
	}
	charges, sum, err := b.Price(tx, l.Holder, l.Money, l.Amount, l.Fees)
	if err != nil {
		return Order{}, err
	}
	total, err := l.Money.Sum("amount with fees", l.Amount, sum)
	if err != nil {
		return Order{}, err
	}
	amount, shown := l.Money.Amount(l.Amount), from.shown.Token
	o := Order{Source: from.token, Total: total, Charges: charges, GPAOrder: wire.GPAOrder{
		Token: l.Token, Amount: amount, Times: wire.Born(b.Now()), State: wire.Completion, Response: wire.Approved(),
		Funding: wire.Funding{Amount: l.Money.Amount(total), Source: from.shown, Address: from.address}, FundingSourceToken: shown,
		Memo: l.Memo, Tags: l.Tags, Party: l.Holder.Party, CurrencyCode: l.Money.Code, Fees: Details(charges),
	}}
	if from.address != nil {
		o.FundingSourceAddressToken = from.address.Token
	}
	if from.slow {
		err = b.promise(tx, &o, l)
	} else {
		err = b.credit(tx, &o, l.Holder, l.Money, engine.Effect{}, l.Reload)
	}
	if err == nil {
		b.draw(tx, from.token, l.Money, total)
	}
	return o, err
}

// promise tells an account of what a bank will pay, and when.
func (b *Book) promise(tx *state.Tx, o *Order, l Loading) error {
	o.State, o.TransactionToken = wire.Pending, b.NewToken()
	seen := o.GPAOrder
	if err := b.Post(tx, Movement{
		Kind: "gpa.credit.pending", State: wire.Pending, Token: o.TransactionToken, Holder: l.Holder, Money: l.Money, Source: o.Source,
		Effect: engine.Effect{Pending: o.Total}, Amount: o.Total, Cause: wire.Cause{GPAOrder: &seen, AutoReload: l.Reload},
	}); err != nil {
		return err
	}
	b.At(tx, b.Clock().Add(clearing), bankLoad, o.Token)
	return nil
}

// credit gives an account what an order brings. e is what else that does to it.
func (b *Book) credit(tx *state.Tx, o *Order, h Holder, m Money, e engine.Effect, reload *wire.AutoReload) error {
	before := o.TransactionToken
	o.State, o.TransactionToken, o.Modified = wire.Completion, b.NewToken(), b.Now()
	e.Load, e.Impact = o.Total, o.Total
	seen := o.GPAOrder
	if err := b.Post(tx, Movement{
		Kind: "gpa.credit", Token: o.TransactionToken, Preceding: before, Holder: h, Money: m, Source: o.Source, Effect: e,
		Cause: wire.Cause{GPAOrder: &seen, AutoReload: reload},
	}); err != nil {
		return err
	}
	of := wire.FeeTransfer{Token: o.Token, Party: o.Party, Tags: o.Tags, Created: b.Now()}
	return b.Charge(tx, h, m, of, o.Charges, o.TransactionToken)
}

// release ends the wait of an order from a bank account.
func (b *Book) release(tx *state.Tx, token string, _ time.Time) error {
	o, _, ok, err := b.Orders.Find(tx, token)
	if err != nil || !ok || o.State != wire.Pending {
		return err
	}
	h, ok := b.HolderOf(tx, o.Party.Token())
	if !ok {
		return fmt.Errorf("release order %s: no holder %s", token, o.Party.Token())
	}
	m, err := MoneyIn(o.CurrencyCode)
	if err != nil {
		return err
	}
	promised := o.TransactionToken
	err = b.credit(tx, &o, h, m, engine.Effect{Pending: -o.Total}, nil)
	if _, refused := errors.AsType[*rest.Error](err); refused {
		err = b.sendBack(tx, &o, h, m, promised)
	}
	if err != nil {
		return err
	}
	if err := b.End(tx, promised); err != nil {
		return err
	}
	return b.Orders.Put(tx, token, o)
}

// sendBack returns money that came too late: the account does not take it any more.
func (b *Book) sendBack(tx *state.Tx, o *Order, h Holder, m Money, promised string) error {
	o.State, o.TransactionToken = wire.Declined, b.NewToken()
	o.Response = wire.Response{Code: "1842", Memo: engine.Memo("1842")}
	b.draw(tx, o.Source, m, -o.Total)
	seen := o.GPAOrder
	return b.Post(tx, Movement{
		Kind: "gpa.credit.pending.reversal", Token: o.TransactionToken, Preceding: promised, Holder: h, Money: m, Source: o.Source,
		Effect: engine.Effect{Pending: -o.Total}, Amount: -o.Total, Cause: wire.Cause{GPAOrder: &seen},
	})
}
