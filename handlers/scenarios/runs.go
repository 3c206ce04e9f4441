package scenarios

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"carddeck/marqeta/scenario"
	"carddeck/views/ui"
)

// Bounds of what is kept in memory, and for how long a run may go on.
const (
	remembered = 50
	atOnce     = 4
	longest    = 10 * time.Minute
)

// runs are the scenarios that are being played, and that were lately. They live as long
// as the process; the transactions that they made stay.
type runs struct {
	mu  sync.Mutex
	all []*run // oldest first
}

func newRuns() *runs { return &runs{} }

// run is one scenario being played.
type run struct {
	seen
	cancel context.CancelFunc
	mu     sync.Mutex
}

// seen is what a run looks like at a moment.
type seen struct {
	id       string
	name     string
	title    string
	who      string
	steps    []scenario.Step
	taken    []scenario.Result
	card     string
	began    time.Time
	ended    time.Time // zero while it goes on
	failed   error     // why it did not come to its end
	canceled bool
}

func (s seen) path() string { return root + "/runs/" + s.id }

func (s seen) passed() int {
	n := 0
	for _, t := range s.taken {
		if t.Passed {
			n++
		}
	}
	return n
}

func (s seen) counts() string { return fmt.Sprintf("%d of %d", s.passed(), len(s.steps)) }

func (s seen) mark() ui.Mark {
	switch {
	case s.ended.IsZero():
		return ui.Mark{Tone: ui.Note, Icon: "pending", Text: "Playing"}
	case s.canceled:
		return ui.Mark{Tone: ui.Caution, Icon: "warn", Text: "Stopped"}
	case s.failed == nil && s.passed() == len(s.steps):
		return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "As expected"}
	}
	return ui.Mark{Tone: ui.Bad, Icon: "fail", Text: "Not as expected"}
}

// errBusy says that enough runs go on already.
var errBusy = errors.New("enough scenarios are being played")

// start plays a scenario in the background.
func (rs *runs) start(ctx context.Context, first seen, now func() time.Time, play func(ctx context.Context, step func(scenario.Result)) (scenario.Report, error)) error {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	playing := 0
	for _, r := range rs.all {
		if r.view().ended.IsZero() {
			playing++
		}
	}
	if playing >= atOnce {
		return errBusy
	}
	if len(rs.all) >= remembered {
		rs.all = slices.DeleteFunc(rs.all, func(r *run) bool { return r == rs.oldestEnded() })
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), longest)
	r := &run{seen: first, cancel: cancel}
	rs.all = append(rs.all, r)
	go func() {
		defer cancel()
		report, err := play(ctx, r.note)
		r.mu.Lock()
		defer r.mu.Unlock()
		r.taken, r.card, r.failed, r.ended = report.Steps, report.CardToken, err, now()
		r.canceled = errors.Is(ctx.Err(), context.Canceled)
	}()
	return nil
}

func (rs *runs) oldestEnded() *run {
	for _, r := range rs.all {
		if !r.view().ended.IsZero() {
			return r
		}
	}
	return nil
}

func (rs *runs) find(id string) (*run, bool) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	i := slices.IndexFunc(rs.all, func(r *run) bool { return r.id == id })
	if i < 0 {
		return nil, false
	}
	return rs.all[i], true
}

// latest gives the newest runs first, ten at most.
func (rs *runs) latest() []*run {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	out := slices.Clone(rs.all[max(0, len(rs.all)-10):])
	slices.Reverse(out)
	return out
}

func (r *run) note(taken scenario.Result) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.taken = append(r.taken, taken)
}

// view gives what the run looks like now.
func (r *run) view() seen {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := r.seen
	out.taken = slices.Clone(out.taken)
	return out
}
