package sandbox

import (
	"cmp"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// number gives the card a number of its own, or the one of the card it reissues,
// and the PIN of the card it takes one from.
func (s *Server) number(tx *state.Tx, v *wire.Card, prefix string) error {
	for _, from := range []string{v.ReissuePANFrom, v.NewPANFrom, v.TranslatePINFrom, v.ActivationActions.SwapsFrom()} {
		if from == "" {
			continue
		}
		source, ok := s.book.Cards.Get(tx, from)
		switch {
		case !ok:
			return rest.NotFoundBody("Card")
		case source.UserToken != v.UserToken:
			return rest.Invalid("the source card must belong to the same user")
		}
		if from == v.ReissuePANFrom {
			v.PAN = source.PAN
		}
		if from == v.ReissuePANFrom || from == v.TranslatePINFrom {
			v.PIN, v.PINIsSet = source.PIN, source.PINIsSet
		}
	}
	if v.PAN == "" {
		v.PAN = s.book.NewPAN(tx, prefix)
	}
	v.LastFour = v.PAN[len(v.PAN)-4:]
	return nil
}

// activated does what comes with a card's first activation. Our call: the wallet
// tokens of a reissued card go where its number goes.
func (s *Server) activated(tx *state.Tx, v *wire.Card) error {
	if product, ok := s.book.CardProducts.Get(tx, v.CardProductToken); ok && bool(product.Config.CardLifeCycle.UpdateExpirationOnActivated) {
		v.Life = cmp.Or(v.Life, product.Config.CardLifeCycle.ExpirationOffset.Offset)
		v.Expire(s.book.Now())
	}
	moves := v.ActivationActions.SwapsFrom()
	if source, ok := s.book.Cards.Get(tx, v.ReissuePANFrom); ok && !v.ActivationActions.KeepsSource() {
		moves = source.Token
		if source.State != wire.CardTerminated {
			s.terminate(tx, source, "Replaced by a reissued card")
		}
	}
	if moves == "" {
		return nil
	}
	return s.swapWallets(tx, moves, v.Token)
}

// terminate ends a card that another replaces.
func (s *Server) terminate(tx *state.Tx, v wire.Card, why string) {
	v.State, v.StateReason, v.ReasonCode, v.Modified = wire.CardTerminated, why, "14", s.book.Now()
	s.book.Cards.Put(tx, v.Token, v)
	s.addCardTransition(tx, v, wire.CardTransition{
		Token: s.book.NewToken(), State: v.State, Reason: why, ReasonCode: "14", Channel: "SYSTEM", Type: "state.terminated",
	})
}
