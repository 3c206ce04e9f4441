package book

import (
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// Unloading is what a GPA unload asks for.
type Unloading struct {
	Token   string
	Order   Order
	Money   Money  // of the order
	Amount  int64  // minor units
	Address string // in place of the order's
	Memo    string
	Tags    string
}

// Unload moves money of a load back to where it came from, as far as the account
// still has it. Fees that were loaded on top stay with the program.
func (b *Book) Unload(tx *state.Tx, u Unloading) (Unload, error) {
	o, m := u.Order, u.Money
	loaded, err := m.Minor("amount", o.Amount)
	if err != nil {
		return Unload{}, err
	}
	holder, _ := b.HolderOf(tx, o.Party.Token())
	switch {
	case o.State != wire.Completion || o.Unloaded+u.Amount > loaded:
		return Unload{}, rest.Precondition("Unload amount is greater than load amount")
	case b.Account(tx, b.Owner(tx, holder).Token(), m.Code).Available() < u.Amount:
		return Unload{}, rest.Precondition("Unload amount is greater than the available balance")
	}
	address := o.Funding.Address
	if u.Address != "" {
		other, err := b.billing(tx, b.payer(tx, o), u.Address)
		if err != nil {
			return Unload{}, err
		}
		address = &other
	}
	amount := m.Amount(u.Amount)
	v := Unload{Owner: o.Party.Token(), Source: o.Source, GPAUnload: wire.GPAUnload{
		Token: u.Token, Amount: amount, Times: wire.Born(b.Now()), TransactionToken: b.NewToken(), State: wire.Completion, Response: wire.Approved(),
		Funding:            wire.Funding{Amount: amount, Source: b.FundingSource(tx, o.Source), Address: address},
		FundingSourceToken: o.FundingSourceToken,
		OriginalOrderToken: o.Token, Memo: u.Memo, Tags: u.Tags,
	}}
	if address != nil {
		v.FundingSourceAddressToken = address.Token
	}
	o.Unloaded += u.Amount
	if err := b.Orders.Put(tx, o.Token, o); err != nil {
		return Unload{}, err
	}
	b.draw(tx, o.Source, m, -u.Amount)
	seen := v.GPAUnload
	return v, b.Post(tx, Movement{
		Kind: "gpa.debit", Token: v.TransactionToken, Holder: holder, Money: m, Effect: engine.Effect{Unload: u.Amount, Impact: -u.Amount},
		Source: o.Source, Cause: wire.Cause{GPAOrderUnload: &seen},
	})
}
