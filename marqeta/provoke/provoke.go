// Package provoke brings a chosen decline about in a sandbox: it sets up the cause, sends
// a purchase, and puts everything back.
package provoke

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/scenario"
)

// Plan is how one decline comes about on an active card of an active user. What cannot be
// put back, such as a card's end, happens to a card that is issued for it.
type Plan struct {
	Name    string // tells plans of one code apart
	Code    marqeta.ResponseCode
	Cause   string // what is done to bring it about, a clause
	Needs   []Act  // what it takes beside the purchase, in order
	changes func(Subject) []Change
	another bool                 // the purchase is made with the card that is issued for it
	buy     []message            // the last one is declined
	unfit   func(Subject) string // why this card cannot show it; empty where it can
	gateway string               // decline reason of a gateway of our own, for a card program of its own
}

// Plans gives the declines that can be provoked, by code.
func Plans() []Plan { return slices.Clone(plans) }

// Find gives a plan by its name.
func Find(name string) (Plan, bool) {
	i := slices.IndexFunc(plans, func(p Plan) bool { return p.Name == name })
	if i < 0 {
		return Plan{}, false
	}
	return plans[i], true
}

var plans = slices.SortedStableFunc(slices.Values(slices.Concat(asked, ofCards, ofPeople, ofProducts, ofMoney, ofGateways)), func(a, b Plan) int {
	return cmp.Compare(a.Code, b.Code)
})

// Changes gives what is changed about a subject, in order, each with what takes it back. A
// plan with a gateway of its own makes a card program as it goes, and changes nothing.
func (p Plan) Changes(s Subject) []Change {
	if p.changes == nil {
		return nil
	}
	return p.changes(s)
}

// Unfit says in a sentence why a card cannot show the decline; empty where it can.
func (p Plan) Unfit(s Subject) string {
	if p.unfit == nil {
		return ""
	}
	return p.unfit(s)
}

// Writer makes the writes of a run.
type Writer interface {
	// Make makes a change. What takes it back is on record before that, so that it outlives
	// the process; undo takes it back and strikes it off. A nil undo says that nothing has
	// to be taken back: nothing was changed, or nothing can be.
	Make(ctx context.Context, c Change) (undo func(context.Context) error, err error)
}

// NotPutBack says that a cause is still there, with what to do about it.
type NotPutBack struct {
	ByHand string
	Err    error
}

func (e *NotPutBack) Error() string { return "what was set up could not be put back: " + e.Err.Error() }
func (e *NotPutBack) Unwrap() error { return e.Err }

// Outcome is what came of the purchase. Another check may have refused it before the one
// that was meant, or none.
type Outcome struct {
	Token string // of the transaction
	Code  marqeta.ResponseCode
}

// patience is how long setting up and purchase may take. Putting back takes its own time.
const patience = 30 * time.Second

// Run sets up the cause, simulates a purchase and puts everything back, in the opposite
// order, also when ctx ends on the way or the purchase fails. A *NotPutBack is in the error
// for whatever could not be put back; what came of the purchase is given all the same.
func (p Plan) Run(ctx context.Context, api scenario.API, w Writer, s Subject) (came Outcome, err error) {
	setting, stop := context.WithTimeout(ctx, patience)
	defer stop()
	if p.gateway != "" {
		return p.play(setting, api, w, s)
	}
	for _, c := range p.Changes(s) {
		undo, failed := w.Make(setting, c)
		if undo != nil {
			defer func() {
				if undone := undo(context.WithoutCancel(ctx)); undone != nil {
					err = errors.Join(err, &NotPutBack{c.ByHand, undone})
				}
			}()
		}
		if failed != nil {
			return Outcome{}, fmt.Errorf("%s: %w", c.What, failed)
		}
	}
	return p.purchase(setting, api, s)
}
