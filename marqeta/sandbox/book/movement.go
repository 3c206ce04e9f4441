package book

import (
	"strconv"
	"time"

	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// Movement is money moved by hand, without a card.
type Movement struct {
	Kind   string
	Token  string
	Holder Holder
	Money  Money
	Effect engine.Effect
	Source string
	Order  *wire.GPAOrder
	Unload *wire.GPAUnload
}

// Post books a movement as a transaction that is complete, and notifies of it.
func (b *Book) Post(tx *state.Tx, v Movement) error {
	owner := b.Owner(tx, v.Holder)
	account, err := b.Move(tx, owner.Token(), v.Money, v.Effect)
	if err != nil {
		return err
	}
	now := b.Now()
	midnight := rest.At(now.Truncate(24 * time.Hour))
	amount := v.Money.Amount(v.Effect.Impact).Abs()
	identifier := b.Transactions.NextIdentifier(tx)
	t := &wire.Transaction{
		Type: v.Kind, State: wire.Completion, Token: v.Token, Identifier: strconv.FormatInt(identifier, 10),
		Party: owner.Party, ActingUserToken: v.Holder.UserToken, GPA: v.Money.Balance(account, &v.Effect.Impact),
		GPAOrder: v.Order, GPAOrderUnload: v.Unload, Duration: 1, Created: now, Happened: now, SettlementDate: &midnight,
		RequestAmount: amount, Amount: amount, CurrencyCode: v.Money.Code, Response: wire.Approved(), Network: "MARQETA", Business: owner.Business(),
	}
	if v.Holder.UserToken != "" {
		t.User = &wire.MetadataBlock{Metadata: v.Holder.Metadata}
	}
	direction := "CREDIT"
	if v.Effect.Impact < 0 {
		direction = "DEBIT"
	}
	b.Transactions.Create(tx, nil, state.Transaction{
		Token: t.Token, Identifier: identifier, Type: t.Type, State: t.State, User: owner.Token(), ActingUser: t.ActingUserToken,
		FundingSource: v.Source, Direction: direction, Purchase: t.Token, Happened: now.Time, Created: now.Time, Body: Encode(t),
	})
	b.Notify(tx, "transaction."+t.Type, t)
	return nil
}
