package sandbox

import (
	"context"

	"github.com/go-json-experiment/json/jsontext"

	"carddeck/marqeta/sandbox/cure"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/simulate"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// trialRequest is the body of POST /_sandbox/trials.
type trialRequest struct {
	TransactionToken string `json:"transaction_token"`
	Simulation       *struct {
		Kind   string         `json:"kind"`
		Fields jsontext.Value `json:"fields"`
	} `json:"simulation"`
	Request jsontext.Value   `json:"request"` // over that of the transaction
	Enter   simulate.Entered `json:"enter"`
	Gateway string           `json:"gateway"`
	Changes []cure.Change    `json:"changes"`
	Search  rest.Flag        `json:"search"`
}

const mostChanges = 50

// Check refuses a trial of nothing, or of two things.
func (in trialRequest) Check() error {
	var c rest.Check
	c.That((in.TransactionToken == "") != (in.Simulation == nil), "transaction_token", "or simulation must be given, and not both")
	c.That(in.Simulation == nil || in.Request == nil, "request", "goes with transaction_token")
	c.That(len(in.Changes) <= mostChanges, "changes", "must be at most 50")
	in.Enter.Check(&c)
	c.OneOf("gateway", in.Gateway, simulate.Approves, simulate.Declines)
	return c.Err()
}

func (in trialRequest) trial() simulate.Trial {
	t := simulate.Trial{Transaction: in.TransactionToken, Fields: in.Request, Enter: in.Enter, Gateway: in.Gateway}
	if in.Simulation != nil {
		t.Kind, t.Fields = in.Simulation.Kind, in.Simulation.Fields
	}
	return t
}

// trialAnswer is what would come of it.
type trialAnswer struct {
	Outcome     string            `json:"outcome"`
	Request     any               `json:"request"`
	Kept        bool              `json:"request_kept"`
	Transaction *wire.Transaction `json:"transaction,omitzero"`
	Trace       simulate.Trace    `json:"trace"`
	Suggestions []suggestion      `json:"suggestions,omitzero"`
	Tried       int               `json:"tried,omitzero"`
}

// try answers how a request would be decided now, or were something changed. Nothing is
// written.
func (s *Server) try(c *rest.Call) (rest.Reply, error) {
	var in trialRequest
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	tried, err := s.rehearse(c.Context(), in.trial(), in.Changes)
	if err != nil {
		return rest.Reply{}, err
	}
	out := trialAnswer{Outcome: tried.Outcome, Request: tried.Request, Kept: tried.Kept, Transaction: tried.Transaction, Trace: tried.Trace}
	out.Trace.Request = nil
	if in.Search && tried.Outcome != simulate.Approved {
		if out.Suggestions, out.Tried, err = s.search(c.Context(), in, tried); err != nil {
			return rest.Reply{}, err
		}
	}
	return rest.OK(out)
}

// rehearse makes the changes and runs the message, and takes it all back.
func (s *Server) rehearse(ctx context.Context, t simulate.Trial, changes []cure.Change) (tried simulate.Tried, err error) {
	err = s.book.State.Rehearse(ctx, func(ctx context.Context, tx *state.Tx) error {
		if err := s.change(ctx, changes); err != nil {
			return err
		}
		tried, err = s.simulator.Try(ctx, tx, t)
		return err
	})
	return tried, err
}
