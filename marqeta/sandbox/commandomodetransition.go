package sandbox

import (
	"cmp"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// commandoTransitionRequest is the body of POST /commandomodes/transitions.
type commandoTransitionRequest struct {
	Token        *string `json:"token"`
	CommandoMode string  `json:"commando_mode_token"`
	Transition   struct {
		Enabled  *rest.Flag `json:"commando_enabled"`
		Reason   string     `json:"reason"`
		Channel  string     `json:"channel"`
		Username string     `json:"username"`
	} `json:"transition"`
}

func (in commandoTransitionRequest) Check() error {
	var c rest.Check
	c.Size("commando_mode_token", in.CommandoMode, 1, 36)
	c.That(in.Transition.Enabled != nil, "transition.commando_enabled", "may not be null")
	c.Size("transition.reason", in.Transition.Reason, 0, 255)
	c.Size("transition.username", in.Transition.Username, 0, 255)
	c.OneOf("transition.channel", in.Transition.Channel, wire.CommandoChannels...)
	return c.Err()
}

func (s *Server) createCommandoTransition(c *rest.Call) (rest.Reply, error) {
	var in commandoTransitionRequest
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	return created(create(s, c, s.book.CommandoTransitions, in.Token, rest.TokenTaken, func(tx *state.Tx, token string) (wire.CommandoModeTransition, error) {
		m, ok := s.book.CommandoModes.Get(tx, in.CommandoMode)
		if !ok {
			return wire.CommandoModeTransition{}, rest.NotFoundBody("Commando mode")
		}
		m.Current = wire.CommandoState{
			Enabled: *in.Transition.Enabled, Reason: in.Transition.Reason,
			Channel: cmp.Or(in.Transition.Channel, "API"), Username: in.Transition.Username,
		}
		m.Modified = s.book.Now()
		s.book.CommandoModes.Put(tx, m.Token, m)
		return s.book.CommandoMove(tx, m, token, m.Current.Type()), nil
	}))
}

func (s *Server) commandoTransition(c *rest.Call) (rest.Reply, error) {
	return answered(one(c, s.book.CommandoTransitions, rest.NotFound("Commando mode transition")))
}

func (s *Server) listCommandoTransitions(c *rest.Call) (rest.Reply, error) {
	mode := c.Param("token")
	if _, ok := s.book.CommandoModes.Read(mode); !ok {
		return rest.Reply{}, noCommandoMode
	}
	paging := commandoPaging
	paging.Sort = "-createdTime"
	return list(c, s.book.CommandoTransitions, paging, state.Query[wire.CommandoModeTransition]{Index: s.book.CommandoMovesOf, Key: mode}, asIs)
}
