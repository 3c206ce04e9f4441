package sandbox

import (
	"strings"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// userTransitionRequest is the body of POST /usertransitions.
type userTransitionRequest struct {
	Token      *string `json:"token"`
	UserToken  string  `json:"user_token"`
	Status     string  `json:"status"`
	ReasonCode string  `json:"reason_code"`
	Reason     string  `json:"reason"`
	Channel    string  `json:"channel"`
}

func (in userTransitionRequest) Check() error {
	var c rest.Check
	c.Required("user_token", in.UserToken, 36)
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
	var in userTransitionRequest
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	return created(create(s, c, s.book.UserTransitions, in.Token, rest.TokenTaken, func(tx *state.Tx, token string) (wire.UserTransition, error) {
		u, ok := s.book.Users.Get(tx, in.UserToken)
		if !ok {
			return wire.UserTransition{}, rest.ErrHolderBody
		}
		if !wire.UserMayMove(u.Status, in.Status) {
			return wire.UserTransition{}, rest.Precondition("A user cannot go from " + u.Status + " to " + in.Status)
		}
		u.Status, u.Active, u.Modified = in.Status, rest.Flag(wire.StatusIsActive(in.Status)), s.book.Now()
		s.book.Users.Put(tx, u.Token, u)
		t := wire.UserTransition{Token: token, Status: in.Status, ReasonCode: in.ReasonCode, Reason: in.Reason, Channel: in.Channel}
		return s.userTransitionOf(tx, u, t), nil
	}))
}

// userTransitionOf completes a transition and notifies of it.
func (s *Server) userTransitionOf(tx *state.Tx, u wire.User, t wire.UserTransition) wire.UserTransition {
	t.UserToken, t.Metadata, t.Times = u.Token, u.Metadata, wire.Born(s.book.Now())
	s.book.Notify(tx, "usertransition."+strings.ToLower(t.Status), t)
	return t
}

func (s *Server) userTransition(c *rest.Call) (rest.Reply, error) {
	return answered(one(c, s.book.UserTransitions, rest.NotFound("User transition")))
}

func (s *Server) listUserTransitions(c *rest.Call) (rest.Reply, error) {
	user := c.Param("token")
	if _, ok := s.book.Users.Read(user); !ok {
		return rest.Reply{}, rest.ErrHolderPath
	}
	paging := rest.General
	paging.Sort = "-id"
	return list(c, s.book.UserTransitions, paging, state.Query[wire.UserTransition]{Index: s.book.TransitionsOf, Key: user}, asIs)
}
