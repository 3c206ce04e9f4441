package sandbox

import (
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// holderTransitionRequest is the body of POST /usertransitions and of POST
// /businesstransitions.
type holderTransitionRequest struct {
	Token *string `json:"token"`
	wire.Party
	Status         string `json:"status"`
	ReasonCode     string `json:"reason_code"`
	Reason         string `json:"reason"`
	Channel        string `json:"channel"`
	IdempotentHash string `json:"idempotentHash"` // of the caller's; the sandbox makes its own
}

func (in holderTransitionRequest) Check() error {
	var c rest.Check
	c.Required("status", in.Status, 36)
	c.Required("reason_code", in.ReasonCode, 36)
	c.Required("channel", in.Channel, 36)
	c.Size("reason", in.Reason, 0, 255)
	c.OneOf("status", in.Status, wire.StatusUnverified, wire.StatusLimited, wire.StatusActive, wire.StatusSuspended, wire.StatusClosed, wire.StatusTerminated)
	c.OneOf("reason_code", in.ReasonCode, wire.ReasonCodes...)
	c.OneOf("channel", in.Channel, wire.Channels...)
	return c.Err()
}

func (s *Server) createUserTransition(c *rest.Call) (rest.Reply, error) {
	var in holderTransitionRequest
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	in.BusinessToken = ""
	return s.moveHolder(c, in, "user_token", s.book.UserTransitions)
}

func (s *Server) createBusinessTransition(c *rest.Call) (rest.Reply, error) {
	var in holderTransitionRequest
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	in.UserToken = ""
	return s.moveHolder(c, in, "business_token", s.book.BusinessTransitions)
}

// moveHolder changes the status of the holder that the field names.
func (s *Server) moveHolder(c *rest.Call, in holderTransitionRequest, field string, on *state.Collection[wire.HolderTransition]) (rest.Reply, error) {
	var check rest.Check
	check.Required(field, in.Party.Token(), 36)
	if err := check.Err(); err != nil {
		return rest.Reply{}, err
	}
	return created(create(s, c, on, in.Token, rest.AlreadyProcessed, func(tx *state.Tx, token string) (wire.HolderTransition, error) {
		t := wire.HolderTransition{Token: token, Status: in.Status, ReasonCode: in.ReasonCode, Reason: in.Reason, Channel: in.Channel}
		holder, err := s.book.Holder(tx, in.UserToken, in.BusinessToken)
		switch {
		case err != nil:
			return t, err
		case !holder.MayMove(holder.Status, in.Status):
			return t, rest.Precondition("A cardholder cannot go from " + holder.Status + " to " + in.Status)
		}
		s.book.MoveHolder(tx, holder, in.Status)
		return s.book.Moved(tx, holder, t), nil
	}))
}

// firstMove is the transition that a new holder comes with.
func firstMove(status string) wire.HolderTransition {
	return wire.HolderTransition{Status: status, ReasonCode: "14", Reason: "CardHolder creation"}
}

func (s *Server) userTransition(c *rest.Call) (rest.Reply, error) {
	return answered(one(c, s.book.UserTransitions, rest.NotFound("User transition")))
}

func (s *Server) businessTransition(c *rest.Call) (rest.Reply, error) {
	return answered(one(c, s.book.BusinessTransitions, rest.NotFound("Business transition")))
}

func (s *Server) listUserTransitions(c *rest.Call) (rest.Reply, error) {
	user := c.Param("token")
	if _, ok := s.book.Users.Read(user); !ok {
		return rest.Reply{}, rest.ErrHolderPath
	}
	return list(c, s.book.UserTransitions, newestFirst, state.Query[wire.HolderTransition]{Index: s.book.TransitionsOf, Key: user}, asIs)
}

func (s *Server) listBusinessTransitions(c *rest.Call) (rest.Reply, error) {
	business := c.Param("token")
	if _, ok := s.book.Businesses.Read(business); !ok {
		return rest.Reply{}, noBusiness
	}
	return list(c, s.book.BusinessTransitions, newestFirst, state.Query[wire.HolderTransition]{Index: s.book.BusinessMovesOf, Key: business}, asIs)
}

// newestFirst is the paging of the transitions of users and businesses.
var newestFirst = rest.Paging{Count: rest.General.Count, Most: rest.General.Most, Sort: "-id"}
