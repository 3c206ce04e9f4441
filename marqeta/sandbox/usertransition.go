package sandbox

import (
	"strings"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

func (s *Server) createUserTransition(c *rest.Call) (rest.Reply, error) {
	var in struct {
		Token      *string `json:"token"`
		UserToken  string  `json:"user_token"`
		Status     string  `json:"status"`
		ReasonCode string  `json:"reason_code"`
		Reason     string  `json:"reason"`
		Channel    string  `json:"channel"`
	}
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	var check rest.Check
	check.Required("user_token", in.UserToken, 36)
	check.Required("status", in.Status, 36)
	check.Required("reason_code", in.ReasonCode, 36)
	check.Required("channel", in.Channel, 36)
	check.Size("reason", in.Reason, 0, 255)
	check.OneOf("status", in.Status, wire.StatusUnverified, wire.StatusLimited, wire.StatusActive, wire.StatusSuspended, wire.StatusClosed, wire.StatusTerminated)
	check.OneOf("reason_code", in.ReasonCode, wire.ReasonCodes...)
	check.OneOf("channel", in.Channel, wire.Channels...)
	if err := check.Err(); err != nil {
		return rest.Reply{}, err
	}
	made, err := create(s, c, s.book.UserTransitions, in.Token, rest.TokenTaken, func(tx *state.Tx, token string) (wire.UserTransition, error) {
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
	})
	if err != nil {
		return rest.Reply{}, err
	}
	return rest.Created(made)
}

// userTransitionOf completes a transition and notifies of it.
func (s *Server) userTransitionOf(tx *state.Tx, u wire.User, t wire.UserTransition) wire.UserTransition {
	t.UserToken, t.Metadata, t.Times = u.Token, u.Metadata, wire.Born(s.book.Now())
	s.book.Notify(tx, "usertransition."+strings.ToLower(t.Status), t)
	return t
}

func (s *Server) userTransition(c *rest.Call) (rest.Reply, error) {
	t, ok := s.book.UserTransitions.Read(c.Param("token"))
	if !ok {
		return rest.Reply{}, rest.NotFound("User transition")
	}
	return rest.OK(t)
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
