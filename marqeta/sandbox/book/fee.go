package book

import (
	"slices"

	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// fees are what the program asks of its holders, and what it got.
type fees struct {
	Fees         *state.Collection[wire.Fee]
	FeeGroups    *state.Collection[wire.FeeGroup]
	FeeTransfers *state.Journal[wire.FeeTransfer]
	Charges      *state.Journal[Charge]            // by the token of their transaction
	Purses       *state.Collection[engine.Account] // accounts of the program, by AccountKey
}

func newFees(s *state.Store) fees {
	return fees{
		Fees:         state.NewCollection[wire.Fee](s, "fee"),
		FeeGroups:    state.NewCollection[wire.FeeGroup](s, "real_time_fee_group"),
		FeeTransfers: state.NewJournal(s, "fee_transfer", func(v wire.FeeTransfer) string { return v.Party.Token() }),
		Charges:      state.NewJournal(s, "fee_charge", func(v Charge) string { return v.Holder }),
		Purses:       state.NewCollection[engine.Account](s, "purse"),
	}
}

// The accounts of the program.
const (
	FeePurse     = "fees"    // what fees have brought
	ReservePurse = "reserve" // the program reserve
	PushPurse    = "push"    // what was pushed to cards of others, below zero
)

// Charge is one fee that a holder pays, in minor units.
type Charge struct {
	Detail   wire.FeeDetail `json:"detail"`
	Amount   int64          `json:"amount"`
	Holder   string         `json:"holder"`
	Currency string         `json:"currency"`
	Refunded bool           `json:"refunded,omitzero"`
}

// Price finds the fees a request names, what each comes to on an amount, and what
// all of them do. Only a flat fee can be charged on no amount.
func (b *Book) Price(tx *state.Tx, h Holder, m Money, on int64, asked []wire.FeeRequest) (charges []Charge, sum int64, err error) {
	if len(asked) > 0 && b.asksGateway(tx, h) {
		return nil, 0, rest.Unprocessable("Fees cannot be assessed where a program gateway funds the cards")
	}
	for _, a := range asked {
		fee, ok := b.Fees.Get(tx, a.Token)
		switch {
		case !ok:
			return nil, 0, rest.NotFoundBody("Fee")
		case !bool(fee.Active):
			return nil, 0, rest.Unprocessable("Fee is not active")
		case fee.Category != wire.Standalone:
			return nil, 0, rest.Unprocessable("Fee is assessed in real time only")
		case fee.CurrencyCode != m.Code:
			return nil, 0, rest.Unprocessable("Fee is in another currency")
		}
		c := Charge{Holder: h.Token(), Currency: m.Code, Detail: wire.FeeDetail{
			Token: a.Token, Memo: a.Memo, Tags: a.Tags, TransactionToken: b.NewToken(), Override: a.Override, Fee: fee.Charged(),
		}}
		if a.Override != nil {
			c.Detail.Fee.Amount = *a.Override
		}
		if c.Amount, err = price(fee, c.Detail, m, on); err != nil {
			return nil, 0, err
		}
		if sum, err = m.Sum("fees", sum, c.Amount); err != nil {
			return nil, 0, err
		}
		charges = append(charges, c)
	}
	return charges, sum, nil
}

func price(fee wire.Fee, d wire.FeeDetail, m Money, on int64) (int64, error) {
	if fee.Type != wire.Percentage {
		return m.Minor("fees.amount", d.Fee.Amount)
	}
	if on == 0 {
		return 0, rest.Unprocessable("Fee is a percentage and there is no amount")
	}
	share, err := d.Fee.Amount.Minor(6)
	if err != nil {
		return 0, rest.Invalid("fees.amount must not be that large")
	}
	n, ok := engine.Percent(on, share)
	if !ok {
		return 0, rest.Invalid("fees.amount must not be that large")
	}
	return n, nil
}

// asksGateway reports whether a program's own gateway pays for a holder's cards.
func (b *Book) asksGateway(tx *state.Tx, h Holder) bool {
	return slices.ContainsFunc(b.CardsByUser.Get(tx, h.UserToken), func(v wire.Card) bool {
		product, _ := b.CardProducts.Get(tx, v.CardProductToken)
		kind, _ := product.Funded()
		return kind == wire.ByGateway && v.State != wire.CardTerminated
	})
}

// Charge moves fees from a holder's account to the program. They belong to another
// transaction if one precedes them.
func (b *Book) Charge(tx *state.Tx, h Holder, m Money, of wire.FeeTransfer, charges []Charge, preceding string) error {
	for _, c := range charges {
		v := Movement{Kind: "fee.charge", Preceding: preceding, Holder: h, Money: m, Effect: engine.Effect{Spend: c.Amount, Impact: -c.Amount}}
		if err := b.collect(tx, v, of, c.Detail); err != nil {
			return err
		}
		if err := b.Charges.Put(tx, c.Detail.TransactionToken, c); err != nil {
			return err
		}
	}
	return nil
}

// Refund gives a fee back.
func (b *Book) Refund(tx *state.Tx, h Holder, m Money, of wire.FeeTransfer, c Charge) (wire.FeeTransfer, error) {
	back := c.Detail
	back.TransactionToken = b.NewToken()
	of.Fees = []wire.FeeDetail{back}
	v := Movement{
		Kind: "fee.charge.refund", Preceding: c.Detail.TransactionToken, Holder: h, Money: m, Effect: engine.Effect{Return: c.Amount, Impact: c.Amount},
	}
	if err := b.collect(tx, v, of, back); err != nil {
		return of, err
	}
	c.Refunded = true
	return of, b.Charges.Put(tx, c.Detail.TransactionToken, c)
}

// collect posts a fee, or its refund, and keeps the program's side of it.
func (b *Book) collect(tx *state.Tx, v Movement, of wire.FeeTransfer, d wire.FeeDetail) error {
	of.Fees = []wire.FeeDetail{d}
	v.Token, v.Cause = d.TransactionToken, wire.Cause{FeeTransfer: &of, Fee: &d.Fee}
	if err := b.Post(tx, v); err != nil {
		return err
	}
	_, err := move(tx, b.Purses, FeePurse, v.Money, engine.Effect{Return: -v.Effect.Impact})
	return err
}

// Details are charges as answers show them.
func Details(charges []Charge) []wire.FeeDetail {
	var all []wire.FeeDetail
	for _, c := range charges {
		all = append(all, c.Detail)
	}
	return all
}
