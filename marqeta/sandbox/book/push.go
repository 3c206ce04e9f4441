package book

import (
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// pushes are what goes to cards of other issuers.
type pushes struct {
	PushCards     *state.Collection[PushCard]
	PushCardsOf   *state.Index[PushCard] // by user
	Disbursements *state.Journal[wire.PushDisbursement]
}

func newPushes(s *state.Store) (p pushes) {
	p.PushCards = state.NewCollection[PushCard](s, "push_card")
	p.PushCardsOf = state.NewIndex(p.PushCards, func(v PushCard) string { return v.UserToken })
	p.Disbursements = state.NewJournal(s, "push_disbursement", func(v wire.PushDisbursement) string { return v.Card }).Sorted("created_time")
	return p
}

// PushCard is a card of another issuer and whose it is.
type PushCard struct {
	wire.PushCard
	UserToken string `json:"stored_user"`
}

// Disburse pays money out to a card, and notifies of it as the card's user's.
func (b *Book) Disburse(tx *state.Tx, m Money, amount int64, v wire.PushDisbursement) error {
	card, ok := b.PushCards.Get(tx, v.Card)
	if !ok {
		return rest.NotFoundBody("Payment instrument")
	}
	u, _ := b.Users.Get(tx, card.UserToken)
	h := OfUser(u)
	if !h.Active() {
		return rest.ErrHolderState
	}
	if _, err := move(tx, b.Purses, PushPurse, m, engine.Effect{Spend: amount}); err != nil {
		return err
	}
	moved := Movement{Kind: "pushtocard.debit", Token: b.NewToken(), Money: m, Amount: -amount}
	t := moved.transaction(b.Now())
	t.Party, t.ActingUserToken = h.Party, h.UserToken
	return b.record(tx, moved, t)
}
