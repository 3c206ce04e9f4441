package sandbox

import (
	"strings"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// cardTransitionRequest is the body of POST /cardtransitions.
type cardTransitionRequest struct {
	Token       *string `json:"token"`
	CardToken   string  `json:"card_token"`
	State       string  `json:"state"`
	Channel     string  `json:"channel"`
	Reason      string  `json:"reason"`
	ReasonCode  string  `json:"reason_code"`
	Validations struct {
		User userValidation `json:"user"`
	} `json:"validations"`
}

type userValidation struct {
	BirthDate rest.Date `json:"birth_date"`
	Phone     string    `json:"phone"`
	SSN       string    `json:"ssn"`
	NameLine1 string    `json:"random_name_line1_postfix"`
}

func (in cardTransitionRequest) Check() error {
	var c rest.Check
	c.Size("card_token", in.CardToken, 1, 36)
	c.Required("state", in.State, 36)
	c.Required("channel", in.Channel, 36)
	c.Size("reason", in.Reason, 0, 255)
	c.OneOf("state", in.State, wire.CardActive, wire.CardSuspended, wire.CardTerminated, wire.CardLimited)
	c.OneOf("channel", in.Channel, wire.Channels...)
	c.OneOf("reason_code", in.ReasonCode, wire.ReasonCodes...)
	return c.Err()
}

func (s *Server) createCardTransition(c *rest.Call) (rest.Reply, error) {
	var in cardTransitionRequest
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	return created(create(s, c, s.book.CardTransitions, in.Token, rest.TokenTaken, func(tx *state.Tx, token string) (wire.CardTransition, error) {
		v, ok := s.book.Cards.Get(tx, in.CardToken)
		if !ok {
			return wire.CardTransition{}, rest.NotFoundBody("Card")
		}
		kind, ok := wire.CardMove(v.State, in.State)
		if !ok {
			return wire.CardTransition{}, rest.Precondition("A card cannot go from " + v.State + " to " + in.State)
		}
		u, _ := s.book.Users.Get(tx, v.UserToken)
		if in.State == wire.CardActive && !bool(u.Active) {
			return wire.CardTransition{}, rest.ErrHolderState
		}
		first := v.State == wire.CardUnactivated && in.State == wire.CardActive
		v.State, v.StateReason, v.ReasonCode, v.Modified = in.State, in.Reason, in.ReasonCode, s.book.Now()
		if first {
			s.activated(tx, &v)
		}
		s.book.Cards.Put(tx, v.Token, v)
		t := wire.CardTransition{Token: token, State: in.State, Reason: in.Reason, ReasonCode: in.ReasonCode, Channel: in.Channel, Type: kind}
		t.Validations.User.BirthDate = in.Validations.User.BirthDate != "" && in.Validations.User.BirthDate == u.BirthDate
		t.Validations.User.Phone = in.Validations.User.Phone != "" && in.Validations.User.Phone == u.Phone
		t.Validations.User.SSN = in.Validations.User.SSN != "" && in.Validations.User.SSN == u.SSN
		return s.cardTransitionOf(tx, v, t), nil
	}))
}

// activated does what comes with a card's first activation.
func (s *Server) activated(tx *state.Tx, v *wire.Card) {
	if product, ok := s.book.CardProducts.Get(tx, v.CardProductToken); ok && bool(product.Config.CardLifeCycle.UpdateExpirationOnActivated) {
		v.ExpirationTime = product.Config.CardLifeCycle.ExpirationOffset.From(s.book.Now().Time)
		v.Expiration = v.ExpirationTime.Format("0106")
	}
	keep := v.ActivationActions != nil && v.ActivationActions.TerminateReissuedSource != nil && !bool(*v.ActivationActions.TerminateReissuedSource)
	if source, ok := s.book.Cards.Get(tx, v.ReissuePANFrom); ok && !keep && source.State != wire.CardTerminated {
		s.terminate(tx, source, "Replaced by a reissued card")
	}
}

func (s *Server) terminate(tx *state.Tx, v wire.Card, why string) {
	v.State, v.StateReason, v.ReasonCode, v.Modified = wire.CardTerminated, why, "14", s.book.Now()
	s.book.Cards.Put(tx, v.Token, v)
	s.addCardTransition(tx, v, wire.CardTransition{
		Token: s.book.NewToken(), State: v.State, Reason: why, ReasonCode: "14", Channel: "SYSTEM", Type: "state.terminated",
	})
}

func (s *Server) addCardTransition(tx *state.Tx, v wire.Card, t wire.CardTransition) {
	s.book.CardTransitions.Put(tx, t.Token, s.cardTransitionOf(tx, v, t))
}

// cardTransitionOf completes a transition with what it repeats of the card and
// notifies of it.
func (s *Server) cardTransitionOf(tx *state.Tx, v wire.Card, t wire.CardTransition) wire.CardTransition {
	shown := v.Shown(wire.Reveal{})
	t.CardToken, t.UserToken, t.CardProductToken = v.Token, v.UserToken, v.CardProductToken
	t.FulfillmentStatus, t.LastFour, t.PAN, t.Expiration = v.FulfillmentStatus, v.LastFour, shown.PAN, v.Expiration
	t.ExpirationTime = strings.TrimSuffix(v.ExpirationTime.String(), "Z") + ".000Z"
	t.Barcode, t.PINIsSet, t.Created = v.Barcode, v.PINIsSet, s.book.Now()
	t.Card.Metadata = v.Metadata
	if u, ok := s.book.Users.Get(tx, v.UserToken); ok {
		t.User.Metadata = u.Metadata
	}
	s.book.Notify(tx, "cardtransition."+t.Type, t)
	return t
}

func (s *Server) cardTransition(c *rest.Call) (rest.Reply, error) {
	return answered(one(c, s.book.CardTransitions, rest.NotFound("Card transition")))
}

func (s *Server) listCardTransitions(c *rest.Call) (rest.Reply, error) {
	card := c.Param("token")
	if _, ok := s.book.Cards.Read(card); !ok {
		return rest.Reply{}, noCard
	}
	paging := rest.General
	paging.Sort = "-createdTime"
	return list(c, s.book.CardTransitions, paging, state.Query[wire.CardTransition]{Index: s.book.CardMovesOf, Key: card}, asIs)
}
