package sandbox

import (
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// createMerchantCard makes the card that takes a merchant on board. Our call: the
// API has no merchants, so every token is one; the card has the merchant's token
// and belongs to a user of that token, who is made if missing.
func (s *Server) createMerchantCard(c *rest.Call) (rest.Reply, error) {
	merchant := c.Param("merchant_token")
	in := cardRequest{UserToken: merchant}
	if err := c.Decode(&struct {
		CardProductToken *string              `json:"card_product_token"`
		Expedite         *rest.Flag           `json:"expedite"`
		Metadata         *rest.Metadata       `json:"metadata"`
		ExpirationOffset **wire.PartialOffset `json:"expiration_offset"`
	}{&in.CardProductToken, &in.Expedite, &in.Metadata, &in.ExpirationOffset}); err != nil {
		return rest.Reply{}, err
	}
	if err := in.Check(); err != nil {
		return rest.Reply{}, err
	}
	made, err := create(s, c, s.book.Cards, &merchant, rest.TokenTaken, func(tx *state.Tx, token string) (wire.Card, error) {
		if p, ok := s.book.CardProducts.Get(tx, in.CardProductToken); ok && !bool(p.Config.Special.MerchantOnBoarding) {
			return wire.Card{}, rest.Invalid("card_product_token must name a card product with config.special.merchant_on_boarding")
		}
		s.holderOf(tx, merchant)
		v, err := s.newCard(tx, token, in)
		if err != nil {
			return v, err
		}
		v.Merchant = true
		return s.issue(tx, v)
	})
	if err != nil {
		return rest.Reply{}, err
	}
	return rest.Created(made.Shown(wire.Reveal{}))
}

// holderOf makes the user of a card that names none, unless there is one.
func (s *Server) holderOf(tx *state.Tx, token string) {
	if _, ok := s.book.HolderOf(tx, token); !ok {
		s.book.Users.Put(tx, token, s.welcome(tx, wire.User{Token: token, UserFields: newUser(), Times: wire.Born(s.book.Now())}))
	}
}

func (s *Server) merchantCard(c *rest.Call) (rest.Reply, error) {
	v, err := s.cardOfMerchant(c)
	if err != nil {
		return rest.Reply{}, err
	}
	return answered(s.expand(c, v.Shown(wire.Reveal{})))
}

func (s *Server) showMerchantPAN(c *rest.Call) (rest.Reply, error) {
	v, err := s.cardOfMerchant(c)
	if err != nil {
		return rest.Reply{}, err
	}
	return s.present(c, v)
}

func (s *Server) cardOfMerchant(c *rest.Call) (wire.Card, error) {
	v, ok := s.book.Cards.Read(c.Param("merchant_token"))
	if !ok || !v.Merchant {
		return v, noCard
	}
	return v, nil
}
