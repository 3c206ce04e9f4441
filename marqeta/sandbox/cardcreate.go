package sandbox

import (
	"cmp"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// cardRequest is the body of POST /cards.
type cardRequest struct {
	Token             *string                 `json:"token"`
	UserToken         string                  `json:"user_token"`
	CardProductToken  string                  `json:"card_product_token"`
	Metadata          rest.Metadata           `json:"metadata"`
	Expedite          rest.Flag               `json:"expedite"`
	ExpirationOffset  *wire.PartialOffset     `json:"expiration_offset"`
	Fulfillment       *wire.CardFulfillment   `json:"fulfillment"`
	ActivationActions *wire.ActivationActions `json:"activation_actions"`
	ReissuePANFrom    string                  `json:"reissue_pan_from_card_token"`
	NewPANFrom        string                  `json:"new_pan_from_card_token"`
	TranslatePINFrom  string                  `json:"translate_pin_from_card_token"`
	BulkIssuance      string                  `json:"bulk_issuance_token"`
}

func (in cardRequest) Check() error {
	var c rest.Check
	c.Size("user_token", in.UserToken, 1, 36)
	c.Size("card_product_token", in.CardProductToken, 1, 36)
	c.That(in.ReissuePANFrom == "" || in.TranslatePINFrom == "", "translate_pin_from_card_token", "must not come with reissue_pan_from_card_token")
	c.That(in.ReissuePANFrom == "" || in.NewPANFrom == "", "new_pan_from_card_token", "must not come with reissue_pan_from_card_token")
	c.Size("reissue_pan_from_card_token", in.ReissuePANFrom, 0, 36)
	c.Size("new_pan_from_card_token", in.NewPANFrom, 0, 36)
	c.Size("translate_pin_from_card_token", in.TranslatePINFrom, 0, 36)
	if a := in.ActivationActions; a != nil {
		c.That(a.TerminateReissuedSource == nil || a.SwapWalletTokensFrom == "", "activation_actions", "must have one action")
		c.Size("swap_digital_wallet_tokens_from_card_token", a.SwapWalletTokensFrom, 0, 36)
	}
	c.Metadata("metadata", in.Metadata)
	if err := c.Err(); err != nil {
		return err
	}
	return checkFulfillment(in.Fulfillment)
}

func (s *Server) createCard(c *rest.Call) (rest.Reply, error) {
	var in cardRequest
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	pan, err := flagParam(c, "show_pan")
	if err != nil {
		return rest.Reply{}, err
	}
	cvv, err := flagParam(c, "show_cvv_number")
	if err != nil {
		return rest.Reply{}, err
	}
	made, err := create(s, c, s.book.Cards, in.Token, rest.TokenTaken, func(tx *state.Tx, token string) (wire.Card, error) {
		v, err := s.newCard(tx, token, in)
		if err != nil {
			return v, err
		}
		if v, err = s.issue(tx, v); err != nil {
			return v, err
		}
		if pan && cvv {
			// As documented; one tester of a real sandbox saw ISSUED here.
			s.fulfill(tx, &v, wire.CardPresented)
		}
		return v, nil
	})
	if err != nil {
		return rest.Reply{}, err
	}
	return rest.Created(made.Shown(wire.Reveal{PAN: pan, CVV: cvv}))
}

// newCard makes a card as it is before its first transition.
func (s *Server) newCard(tx *state.Tx, token string, in cardRequest) (wire.Card, error) {
	u, ok := s.book.Users.Get(tx, in.UserToken)
	if !ok {
		return wire.Card{}, rest.ErrHolderBody
	}
	product, ok := s.book.CardProducts.Get(tx, in.CardProductToken)
	if !ok {
		return wire.Card{}, rest.ErrProductBody
	}
	making := product.Config.Fulfillment
	if !making.AllowCardCreation {
		return wire.Card{}, rest.Invalid("card_product_token must name a card product that allows card creation")
	}
	now, offset := s.book.Now(), in.ExpirationOffset
	if in.BulkIssuance != "" {
		order, ok := s.book.BulkIssuances.Get(tx, in.BulkIssuance)
		if !ok {
			return wire.Card{}, rest.ErrBulkIssuance
		}
		offset = cmp.Or(offset, order.ExpirationOffset)
	}
	life, err := lifeOf(now, product.Config.CardLifeCycle.ExpirationOffset, offset)
	if err != nil {
		return wire.Card{}, err
	}
	v := wire.Card{
		Times: wire.Born(now), Token: token, UserToken: u.Token, CardProductToken: product.Token,
		Life: life, CVV: book.SecurityCode(), Barcode: book.Digits(20),
		State: wire.CardUnactivated, StateReason: "New card", FulfillmentStatus: wire.CardIssued, InstrumentType: making.PaymentInstrument,
		Expedite: in.Expedite, Metadata: in.Metadata, Fulfillment: in.Fulfillment, ActivationActions: in.ActivationActions,
		BulkIssuance: in.BulkIssuance, ReissuePANFrom: in.ReissuePANFrom, NewPANFrom: in.NewPANFrom, TranslatePINFrom: in.TranslatePINFrom,
	}
	v.Expire(now)
	if v.Metadata == nil {
		v.Metadata = rest.Metadata{}
	}
	if v.HasChip() {
		v.ChipCVV = book.SecurityCode()
	}
	if err := s.number(tx, &v, making.BINPrefix); err != nil {
		return v, err
	}
	return v, nil
}

// lifeOf is how long the card lives: as its own request says, or its bulk order's,
// where that is not too short for the product, or as the product says.
func lifeOf(now rest.Time, product wire.ExpirationOffset, own *wire.PartialOffset) (wire.Offset, error) {
	if own == nil {
		return product.Offset, nil
	}
	life, least := own.Or(product.Offset), product.Offset
	if product.MinOffset != nil {
		least = product.MinOffset.Or(product.Offset)
	}
	var check rest.Check
	life.Check(&check, "expiration_offset")
	if err := check.Err(); err != nil {
		return life, err
	}
	if life.From(now.Time).Before(least.From(now.Time).Time) {
		return life, rest.Invalid("expiration_offset must not be shorter than the card product allows")
	}
	return life, nil
}

// issue writes the card's first transition, and the second where the product
// activates at once and the user may have an active card.
func (s *Server) issue(tx *state.Tx, v wire.Card) (wire.Card, error) {
	first := wire.CardTransition{
		Token: s.book.NewToken(), State: wire.CardUnactivated, Reason: "New card", ReasonCode: "00", Channel: "SYSTEM", Type: "fulfillment.issued",
	}
	s.addCardTransition(tx, v, first)
	if source, ok := s.book.Cards.Get(tx, v.NewPANFrom); ok && source.State != wire.CardTerminated {
		s.terminate(tx, source, "Replaced by a card with a new number")
	}
	u, _ := s.book.Users.Get(tx, v.UserToken)
	product, _ := s.book.CardProducts.Get(tx, v.CardProductToken)
	if bool(product.Config.CardLifeCycle.ActivateUponIssue) && bool(product.Active) && bool(u.Active) {
		v.State, v.StateReason, v.ReasonCode = wire.CardActive, "New card activated", "00"
		if err := s.activated(tx, &v); err != nil {
			return v, err
		}
		s.addCardTransition(tx, v, wire.CardTransition{
			Token: s.book.NewToken(), State: v.State, Reason: v.StateReason, ReasonCode: "00", Channel: "SYSTEM", Type: "state.activated",
		})
	}
	return v, nil
}
