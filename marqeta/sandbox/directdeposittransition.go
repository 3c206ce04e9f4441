package sandbox

import (
	"cmp"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// depositMoveRequest is the body of POST /directdeposits/transitions.
type depositMoveRequest struct {
	Token        *string `json:"token"`
	DepositToken string  `json:"direct_deposit_token"`
	State        string  `json:"state"`
	Channel      string  `json:"channel"`
	Reason       string  `json:"reason"`
	ReasonCode   string  `json:"reason_code"`
}

func (in depositMoveRequest) Check() error {
	var c rest.Check
	c.Size("direct_deposit_token", in.DepositToken, 1, 36)
	c.Required("state", in.State, 36)
	c.Required("channel", in.Channel, 36)
	c.Required("reason", in.Reason, 255)
	c.OneOf("state", in.State, wire.DepositMoves...)
	c.OneOf("channel", in.Channel, wire.DepositMoveChannels...)
	c.OneOf("reason_code", in.ReasonCode, wire.ReturnCodes...)
	c.That(in.ReasonCode != "" || in.State != wire.Reversed && in.State != wire.Rejected, "reason_code", "may not be empty unless the state is APPLIED")
	return c.Err()
}

// createDirectDepositTransition answers 200, as Marqeta documents for this one.
func (s *Server) createDirectDepositTransition(c *rest.Call) (rest.Reply, error) {
	var in depositMoveRequest
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	made, err := create(s, c, s.book.DirectDepositTransitions, in.Token, rest.TokenTaken, func(tx *state.Tx, token string) (t book.DirectDepositTransition, err error) {
		d, err := kept(tx, s.book.DirectDeposits, in.DepositToken, rest.NotFoundBody("Direct deposit"))
		if err != nil {
			return t, err
		}
		d, t, err = s.book.MoveDeposit(tx, d, book.DepositMove{Token: token, To: in.State, Channel: in.Channel, Reason: in.Reason, Code: in.ReasonCode})
		if err != nil {
			return t, err
		}
		return t, s.book.DirectDeposits.Put(tx, d.Token, d)
	})
	return answered(made.DirectDepositTransition, err)
}

func (s *Server) directDepositTransition(c *rest.Call) (rest.Reply, error) {
	t, err := journaled(c, s.book.DirectDepositTransitions, rest.NotFound("Direct deposit transition"))
	return answered(t.DirectDepositTransition, err)
}

// listDirectDepositTransitions looks for those of one deposit among its holder's.
func (s *Server) listDirectDepositTransitions(c *rest.Call) (rest.Reply, error) {
	q := c.URL.Query()
	states, err := oneOfEach("states", q.Get("states"), wire.DepositMoves)
	if err != nil {
		return rest.Reply{}, err
	}
	holder, deposit := s.narrowed(q), q.Get("direct_deposit_token")
	if deposit != "" && holder == "" {
		d, _, err := s.book.DirectDeposits.Read(c.Context(), deposit)
		if err != nil {
			return rest.Reply{}, err
		}
		holder = cmp.Or(d.Party.Token(), nobody)
	}
	paging := rest.General
	paging.Sort = "-createdTime"
	return listJournal(c, s.book.DirectDepositTransitions, paging, state.Children{
		Parent: holder, Where: append(among("direct_deposit_token", deposit), state.Where{Member: "state", In: states}),
	}, func(t book.DirectDepositTransition) wire.DirectDepositTransition { return t.DirectDepositTransition })
}
