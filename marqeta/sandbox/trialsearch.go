package sandbox

import (
	"context"
	"errors"
	"slices"

	"carddeck/marqeta/sandbox/cure"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/simulate"
)

const (
	mostSteps  = 3  // in a row
	mostTrials = 60 // of one search
)

// suggestion is what would let a declined request pass: one step, or as many in a row as
// it takes.
type suggestion struct {
	Steps []cure.Step `json:"steps"`
}

// search tries what would satisfy the check that declined: each step by itself, and
// where none does it alone each after another, from the next check that then fails. It
// gives the shortest that pass, the smallest first, and how many it tried.
func (s *Server) search(ctx context.Context, in trialRequest, declined simulate.Tried) (found []suggestion, tried int, err error) {
	type attempt struct {
		steps []cure.Step
		came  simulate.Tried
	}
	front := []attempt{{came: declined}}
	for range mostSteps {
		var next []attempt
		for _, at := range front {
			for _, step := range cure.For(at.came.Trace, at.came.Subject) {
				if tried == mostTrials {
					return sorted(found), tried, nil
				}
				tried++
				steps := append(slices.Clip(at.steps), step)
				came, err := s.take(ctx, in, steps)
				if _, refused := errors.AsType[*rest.Error](err); refused {
					continue // the program would not have it
				}
				if err != nil {
					return nil, tried, err
				}
				if came.Outcome == simulate.Approved {
					found = append(found, suggestion{steps})
				}
				next = append(next, attempt{steps, came})
			}
		}
		if len(found) > 0 {
			break
		}
		front = next
	}
	return sorted(found), tried, nil
}

func sorted(found []suggestion) []suggestion {
	slices.SortStableFunc(found, func(a, b suggestion) int { return cure.Compare(a.Steps, b.Steps) })
	return found
}

// take tries a request with steps on top of what the caller changed already.
func (s *Server) take(ctx context.Context, in trialRequest, steps []cure.Step) (simulate.Tried, error) {
	t, changes := in.trial(), slices.Clip(in.Changes)
	for _, step := range steps {
		if step.Change != nil {
			changes = append(changes, *step.Change)
		}
		if step.Gateway != "" {
			t.Gateway = step.Gateway
		}
		t.Enter = step.Enter.Over(t.Enter)
		t.Also = append(t.Also, step.Request)
	}
	return s.rehearse(ctx, t, changes)
}
