package book

import (
	"strings"

	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// Purse gives an account of the program as the running update sees it.
func (b *Book) Purse(tx *state.Tx, name string, m Money) engine.Account {
	a, _ := b.Purses.Get(tx, AccountKey(name, m.Code))
	return a
}

// ReserveMoney moves money into the program reserve or out of it, or promises or
// holds it, and notifies of it. Nobody's account is moved.
func (b *Book) ReserveMoney(tx *state.Tx, m Money, amount int64, v wire.ReserveTransaction) (wire.ReserveTransaction, error) {
	debit := strings.HasSuffix(v.Type, "DEBIT")
	if debit && b.Purse(tx, ReservePurse, m).Available() < amount {
		return v, rest.Invalid("amount must not be more than the reserve has available")
	}
	moved := Movement{Kind: "programreserve.credit", Token: b.NewToken(), Money: m, Amount: amount}
	if debit {
		moved.Kind, moved.Amount = "programreserve.debit", -amount
	}
	var e engine.Effect
	v.State = "COMPLETE"
	switch v.Type {
	case "CREDIT":
		e.Load = amount
	case "DEBIT":
		e.Unload = amount
	case "PENDING_CREDIT":
		e.Pending = amount
	case "PENDING_DEBIT":
		e.Hold = amount
	}
	if e.Pending > 0 || e.Hold > 0 {
		v.State, moved.State = wire.Pending, wire.Pending
	}
	if _, err := move(tx, b.Purses, ReservePurse, m, e); err != nil {
		return v, err
	}
	v.TransactionToken = moved.Token
	return v, b.record(tx, moved, moved.transaction(b.Now()))
}
