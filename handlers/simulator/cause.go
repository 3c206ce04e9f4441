package simulator

import (
	"context"
	"fmt"

	"carddeck/marqeta"
	"carddeck/marqeta/provoke"
	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/change"
)

// doing is where an act is in the audit trail, and the permission that it takes.
type doing struct {
	area string
	need auth.Permission
}

var acts = map[provoke.Act]doing{
	provoke.MoveCard:      {"cards", auth.MoveCards},
	provoke.IssueCard:     {"cards", auth.CreateCards},
	provoke.TerminateCard: {"cards", auth.TerminateCards},
	provoke.MoveUser:      {"users", auth.MoveUsers},
	provoke.EditUser:      {"users", auth.WriteUsers},
	provoke.MakeUser:      {"users", auth.WriteUsers},
	provoke.MakeGroup:     {"account-holder-groups", auth.WriteUsers},
	provoke.EditProduct:   {"card-products", auth.WriteCardProducts},
	provoke.MakeProduct:   {"card-products", auth.WriteCardProducts},
	provoke.EditSource:    {"funding-sources", auth.WriteFundingSources},
	provoke.MakeSource:    {"funding-sources", auth.WriteFundingSources},
	provoke.MakeVelocity:  {"spend-controls/velocity", auth.WriteSpendControls},
	provoke.MakeControl:   {"spend-controls/authorization", auth.WriteSpendControls},
	provoke.TurnClock:     {"clock", auth.Simulate},
}

// lacking gives the permissions that the operator has not and a plan takes.
func lacking(ctx context.Context, p provoke.Plan) []auth.Permission {
	var out []auth.Permission
	for _, act := range p.Needs {
		if need := acts[act].need; !auth.From(ctx).May(need) {
			out = append(out, need)
		}
	}
	return out
}

// writer makes the changes of one run, each with an audit entry of its own.
type writer struct {
	*Handler
	cause string
}

func (w writer) Make(ctx context.Context, c provoke.Change) (undo func(context.Context) error, err error) {
	row, err := w.remember(ctx, c)
	if err != nil {
		return nil, err
	}
	shown := c.Shown
	if shown == nil {
		shown = c.Do.Body
	}
	err = w.changes.Part(ctx, change.Change{Area: acts[c.Act].area, Action: c.What + ", to see a decline", Target: c.Target, Request: shown},
		func(ctx context.Context) error { return c.Make(ctx, w.program) })
	if c.Back == "" {
		return nil, err
	}
	if _, refused := marqeta.AsError(err); refused && !marqeta.OutcomeUnknown(err) {
		return nil, w.forget(ctx, row, err)
	}
	return func(ctx context.Context) error { return w.putBack(ctx, row, c) }, err
}

// remember keeps how a change is put back, before it is made.
func (w writer) remember(ctx context.Context, c provoke.Change) (store.PutBack, error) {
	if c.Back == "" {
		return store.PutBack{}, nil
	}
	who := auth.From(ctx)
	return w.store.AddPutBack(ctx, store.PutBack{Cause: w.cause, Change: c.Text(), OperatorID: who.ID, OperatorEmail: who.Email})
}

func (w writer) forget(ctx context.Context, row store.PutBack, refused error) error {
	if err := w.store.DeletePutBack(ctx, row.ID); err != nil {
		return fmt.Errorf("%w; and it could not be noted: %w", refused, err)
	}
	return refused
}
