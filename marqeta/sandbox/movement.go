package sandbox

import (
	"strconv"
	"time"

	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// movement is money moved by hand, without a card.
type movement struct {
	kind   string
	token  string
	user   wire.User
	money  money
	effect engine.Effect
	source string
	order  *wire.GPAOrder
	unload *wire.GPAUnload
}

// post books a movement as a transaction that is complete, and notifies of it.
func (s *Server) post(tx *state.Tx, v movement) {
	owner := s.owner(tx, v.user)
	account := s.move(tx, owner.Token, v.money.code, v.effect)
	now := s.now()
	midnight := rest.At(now.Truncate(24 * time.Hour))
	amount := v.money.amount(v.effect.Impact).Abs()
	identifier := s.transactions.NextIdentifier(tx)
	t := &wire.Transaction{
		Type: v.kind, State: wire.Completion, Token: v.token, Identifier: strconv.FormatInt(identifier, 10),
		UserToken: owner.Token, ActingUserToken: v.user.Token, GPA: v.money.balance(account, &v.effect.Impact),
		GPAOrder: v.order, GPAOrderUnload: v.unload, Duration: 1, Created: now, Happened: now, SettlementDate: &midnight,
		RequestAmount: amount, Amount: amount, CurrencyCode: v.money.code, Response: approved, Network: "MARQETA",
		User: &wire.MetadataBlock{Metadata: v.user.Metadata},
	}
	direction := "CREDIT"
	if v.effect.Impact < 0 {
		direction = "DEBIT"
	}
	s.transactions.Create(tx, nil, state.Transaction{
		Token: t.Token, Identifier: identifier, Type: t.Type, State: t.State, User: t.UserToken, ActingUser: t.ActingUserToken,
		FundingSource: v.source, Direction: direction, Purchase: t.Token, Happened: now.Time, Created: now.Time, Body: encode(t),
	})
	s.notify(tx, "transaction."+t.Type, t)
}
