package sandbox

import (
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// cardTransitionRequest is the body of POST /cardtransitions.
type cardTransitionRequest struct {
	Token       *string   `json:"token"`
	CardToken   string    `json:"card_token"`
	State       string    `json:"state"`
	Channel     string    `json:"channel"`
	Reason      string    `json:"reason"`
	ReasonCode  string    `json:"reason_code"`
	SyncWallets rest.Flag `json:"sync_state_with_dwts"`
	Validations struct {
		User userValidation `json:"user"`
	} `json:"validations"`
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
	in.Validations.User.check(&c)
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
			return wire.CardTransition{}, rest.Invalid("state cannot go from " + v.State + " to " + in.State)
		}
		u, _ := s.book.Users.Get(tx, v.UserToken)
		if in.State == wire.CardActive && !bool(u.Active) {
			return wire.CardTransition{}, rest.ErrHolderState
		}
		first := v.State == wire.CardUnactivated && in.State == wire.CardActive
		v.State, v.StateReason, v.ReasonCode, v.Modified = in.State, in.Reason, in.ReasonCode, s.book.Now()
		if first {
			if err := s.activated(tx, &v); err != nil {
				return wire.CardTransition{}, err
			}
		}
		s.book.Cards.Put(tx, v.Token, v)
		if in.SyncWallets {
			if err := s.syncWallets(tx, v, in.Channel, in.ReasonCode); err != nil {
				return wire.CardTransition{}, err
			}
		}
		t := s.cardTransitionOf(tx, v, wire.CardTransition{
			Token: token, State: in.State, Reason: in.Reason, ReasonCode: in.ReasonCode, Channel: in.Channel, Type: kind,
			Validations: in.Validations.User.against(u, v),
		})
		return t, nil
	}))
}

// addCardTransition stages a transition that nobody asked for by its own request.
func (s *Server) addCardTransition(tx *state.Tx, v wire.Card, t wire.CardTransition) wire.CardTransition {
	t = s.cardTransitionOf(tx, v, t)
	s.book.CardTransitions.Put(tx, t.Token, t)
	return t
}

// cardTransitionOf completes a transition with what it repeats of the card and
// notifies of it.
func (s *Server) cardTransitionOf(tx *state.Tx, v wire.Card, t wire.CardTransition) wire.CardTransition {
	u, _ := s.book.Users.Get(tx, v.UserToken)
	t = t.Of(v, u)
	t.Created = s.book.Now()
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
