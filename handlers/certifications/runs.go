package certifications

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/go-json-experiment/json"

	"carddeck/marqeta/certify"
	"carddeck/store"
)

// Bounds of what goes on in this process, and for how long.
const (
	together = 2
	longest  = 30 * time.Minute
)

// runs are those that this process makes, by name.
type runs struct {
	mu     sync.Mutex
	cancel map[string]context.CancelFunc
}

var errBusy = errors.New("enough certifications are under way")

// begin takes a place for a run that lasts until done is called.
func (rs *runs) begin(ctx context.Context, name string) (running context.Context, done func(), err error) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	if len(rs.cancel) >= together {
		return nil, nil, errBusy
	}
	running, cancel := context.WithTimeout(context.WithoutCancel(ctx), longest)
	rs.cancel[name] = cancel
	return running, func() {
		cancel()
		rs.mu.Lock()
		defer rs.mu.Unlock()
		delete(rs.cancel, name)
	}, nil
}

func (rs *runs) here(name string) bool {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	return rs.cancel[name] != nil
}

// stop ends a run of this process; false is not one.
func (rs *runs) stop(name string) bool {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	cancel, ok := rs.cancel[name]
	if ok {
		cancel()
	}
	return ok
}

// start writes a run down and makes it in the background.
func (h *Handler) start(ctx context.Context, c store.Certification, s certify.Settings) error {
	running, done, err := h.runs.begin(ctx, c.Name)
	if err != nil {
		return err
	}
	if c.ID, err = h.store.AddCertification(ctx, c); err != nil {
		done()
		return fmt.Errorf("begin certification: %w", err)
	}
	go func() {
		defer done()
		h.run(running, c, s)
	}()
	return nil
}

// run makes a run to its end. What was played is stored though it is stopped.
func (h *Handler) run(ctx context.Context, c store.Certification, s certify.Settings) {
	keep := context.WithoutCancel(ctx)
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	_, err := certify.Run(ctx, s, certify.Options{Step: func(r certify.Result) {
		if err := h.store.AddCertificationResult(keep, row(c.ID, r)); err != nil {
			stop(fmt.Errorf("the result of scenario %d could not be stored", r.Number))
		}
	}})
	state, failure := store.CertificationDone, ""
	if cause := context.Cause(ctx); err != nil {
		state, failure = store.CertificationStopped, err.Error()
		switch {
		case errors.Is(cause, context.Canceled):
			failure = "It was stopped by hand."
		case errors.Is(cause, context.DeadlineExceeded):
			failure = "It took longer than " + longest.String() + "."
		case cause != nil:
			failure = cause.Error()
		}
	}
	// That it ended can be told only there; without it the run goes silent.
	_ = h.store.EndCertification(keep, c.ID, state, failure)
}

func row(id int64, r certify.Result) store.CertificationResult {
	evidence, err := json.Marshal(r, json.Deterministic(true))
	if err != nil {
		evidence = []byte("{}") // all of its text is UTF-8
	}
	return store.CertificationResult{
		CertificationID: id, Number: int64(r.Number), Title: r.Title, Outcome: string(r.Outcome), Verdict: r.Verdict,
		SlowestMicros: r.Slowest().Microseconds(), Evidence: evidence,
	}
}
