package book

import (
	"strconv"
	"time"

	"github.com/go-json-experiment/json"

	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// Movement is money moved without a card, or after the card's part in it.
type Movement struct {
	Kind      string // transaction.type
	State     string // Completion if empty
	Token     string // of the transaction
	Preceding string // the transaction it belongs to, empty for a first one
	Holder    Holder
	Money     Money
	Effect    engine.Effect
	Amount    int64  // what it is about while nothing is spendable or spent of it, signed as an impact is
	Source    string // the funding source that has a part in it
	Cause     wire.Cause
	Purchase  *Purchase // that of the card it is about, nil for none
	Hidden    bool      // a record of the funding, without identifier and notification
}

// Post books a movement as a transaction and notifies of it.
func (b *Book) Post(tx *state.Tx, v Movement) error {
	owner := b.Owner(tx, v.Holder)
	if err := b.load(tx, owner, v); err != nil {
		return err
	}
	account, err := b.Move(tx, owner.Token(), v.Money, v.Effect)
	if err != nil {
		return err
	}
	impact := &v.Effect.Impact
	if v.Amount == 0 {
		v.Amount = *impact
	} else if *impact == 0 {
		impact = nil
	}
	t := v.transaction(b.Now())
	t.Party, t.ActingUserToken, t.GPA, t.Business = owner.Party, v.Holder.UserToken, b.Shown(tx, owner.Token(), v.Money, account, impact), owner.Business()
	if v.Holder.UserToken != "" {
		t.User = &wire.MetadataBlock{Metadata: v.Holder.Metadata}
	}
	product := ""
	if v.Purchase != nil {
		product = v.Purchase.CardProductToken
		v.Purchase.shownIn(t)
		if card, ok := b.Cards.Get(tx, t.CardToken); ok {
			t.Card = &wire.TransactionCard{LastFour: card.LastFour, Metadata: card.Metadata}
		}
	}
	if err := b.record(tx, v, t); err != nil || !v.Effect.Takes() || v.Cause.GPAOrderUnload != nil {
		return err
	}
	return b.Reload(tx, v.Holder, product, v.Money)
}

// shownIn repeats in a transaction what it has in common with the purchase.
func (p Purchase) shownIn(t *wire.Transaction) {
	t.CardToken, t.CardProductToken, t.Network = p.CardToken, p.CardProductToken, p.Network
	t.NetworkReferenceID, t.CardAcceptor = p.Reference, p.Acceptor
}

// transaction is what the movement says of itself.
func (v Movement) transaction(now rest.Time) *wire.Transaction {
	midnight := rest.At(now.Truncate(24 * time.Hour))
	amount := v.Money.Amount(v.Amount).Abs()
	t := &wire.Transaction{
		Type: v.Kind, State: v.State, Token: v.Token, Preceding: v.Preceding, Cause: v.Cause, Duration: 1, Created: now, Happened: now,
		RequestAmount: amount, Amount: amount, CurrencyCode: v.Money.Code, Response: wire.Approved(), Network: "MARQETA",
	}
	if t.State == "" {
		t.State, t.SettlementDate = wire.Completion, &midnight
	}
	return t
}

// record gives a movement's transaction its identifier and files it.
func (b *Book) record(tx *state.Tx, v Movement, t *wire.Transaction) error {
	row := state.Transaction{
		Token: t.Token, Type: t.Type, State: t.State, User: t.Party.Token(), ActingUser: t.ActingUserToken, Card: t.CardToken, FundingSource: v.Source,
		Direction: "CREDIT", Purchase: t.Token, Happened: t.Happened.Time, Created: t.Created.Time,
	}
	if v.Amount < 0 {
		row.Direction = "DEBIT"
	}
	if v.Preceding != "" {
		first, _, err := b.Transactions.Get(tx, v.Preceding)
		if err != nil {
			return err
		}
		row.Purchase = first.Purchase
	}
	if !v.Hidden {
		row.Identifier = b.Transactions.NextIdentifier(tx)
		t.Identifier = strconv.FormatInt(row.Identifier, 10)
		b.Notify(tx, "transaction."+t.Type, t)
	}
	row.Body = Encode(t)
	b.Transactions.Create(tx, nil, row)
	return nil
}

// End moves a pending transaction to its end. Marqeta sends no notification of
// that, so neither does the sandbox.
func (b *Book) End(tx *state.Tx, token string) error {
	row, ok, err := b.Transactions.Get(tx, token)
	if err != nil || !ok {
		return err
	}
	var t wire.Transaction
	if err := json.Unmarshal(row.Body, &t); err != nil {
		return err
	}
	t.State = wire.Cleared
	b.Transactions.Move(tx, row, t.State, Encode(&t))
	return nil
}
