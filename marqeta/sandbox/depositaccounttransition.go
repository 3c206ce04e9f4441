package sandbox

import (
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// depositTransitionRequest is the body of POST /depositaccounts/transitions.
type depositTransitionRequest struct {
	Token        *string `json:"token"`
	AccountToken string  `json:"account_token"`
	State        string  `json:"state"`
	Channel      string  `json:"channel"`
	Reason       string  `json:"reason"`
}

func (in depositTransitionRequest) Check() error {
	var c rest.Check
	c.Size("account_token", in.AccountToken, 1, 36)
	c.Required("state", in.State, 36)
	c.Required("channel", in.Channel, 36)
	c.Size("reason", in.Reason, 0, 255)
	c.OneOf("state", in.State, wire.DepositStates...)
	c.OneOf("channel", in.Channel, wire.DepositChannels...)
	return c.Err()
}

func (s *Server) createDepositTransition(c *rest.Call) (rest.Reply, error) {
	var in depositTransitionRequest
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	return created(create(s, c, s.book.DepositTransitions, in.Token, rest.TokenTaken, func(tx *state.Tx, token string) (wire.DepositAccountTransition, error) {
		a, ok := s.book.DepositAccounts.Get(tx, in.AccountToken)
		if !ok {
			return wire.DepositAccountTransition{}, noDepositAccount // documented as 404
		}
		if !wire.DepositAccountMayMove(a.State, in.State) {
			return wire.DepositAccountTransition{}, rest.Precondition("A deposit account cannot go from " + a.State + " to " + in.State)
		}
		a.State, a.Modified = in.State, s.book.Now()
		s.book.DepositAccounts.Put(tx, a.Token, a)
		return s.depositTransitionOf(tx, a, wire.DepositAccountTransition{Token: token, Channel: in.Channel, Reason: in.Reason}), nil
	}))
}

// depositTransitionOf completes a transition and notifies of it.
func (s *Server) depositTransitionOf(tx *state.Tx, a wire.DepositAccount, t wire.DepositAccountTransition) wire.DepositAccountTransition {
	t.Party, t.AccountToken, t.State, t.Created = a.Party, a.Token, a.State, s.book.Now()
	s.book.Notify(tx, t.Event(), t)
	return t
}

func (s *Server) depositTransition(c *rest.Call) (rest.Reply, error) {
	return answered(one(c, s.book.DepositTransitions, rest.NotFound("Deposit account transition")))
}

func (s *Server) listDepositTransitions(c *rest.Call) (rest.Reply, error) {
	holder := c.Param("token")
	if _, ok := s.book.ReadHolder(holder); !ok {
		return rest.Reply{}, rest.ErrHolderPath
	}
	paging := rest.General
	paging.Sort = "-createdTime"
	return list(c, s.book.DepositTransitions, paging, state.Query[wire.DepositAccountTransition]{Index: s.book.DepositMovesOf, Key: holder}, asIs)
}
