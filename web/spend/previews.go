package spend

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"carddeck/marqeta/control"
	"carddeck/store"
)

// Walker gives stored transactions, newest first.
type Walker interface {
	WalkEvents(ctx context.Context, f store.EventFilter, each func([]control.Event) bool) error
}

// Plan is one replay that somebody asks for.
type Plan struct {
	Title  string // what would change, in a sentence
	Back   string // address of the form with the same answers
	Of     string // whose transactions are replayed; empty for everybody's
	Notes  []string
	Most   int // transactions to be judged
	Filter store.EventFilter
	Since  func(first time.Time) time.Time // from when on earlier ones fill the windows; zero for none
	Replay func() (*control.Replay, error)
}

// Previews runs replays in the background, one after another asked for, and remembers
// them for a while. They live in memory: after a restart they are asked for again.
type Previews struct {
	events Walker
	now    func() time.Time
	newID  func() string
	log    *slog.Logger

	mu   sync.Mutex
	jobs []*job // oldest first
}

// NewPreviews makes a place for replays.
func NewPreviews(w Walker, now func() time.Time, newID func() string, log *slog.Logger) *Previews {
	return &Previews{events: w, now: now, newID: newID, log: log}
}

// Bounds of what is run and remembered.
const (
	mostRunning  = 2
	mostKept     = 50
	mostEarlier  = 100_000
	judgedAtOnce = 5_000
)

// ErrBusy says that as many replays run as this console runs at once.
var ErrBusy = errors.New("two previews are running already")

// The states of a preview.
const (
	Running   = "running"
	Done      = "done"
	Cancelled = "cancelled"
	Failed    = "failed"
)

// Preview is how far a replay has come.
type Preview struct {
	ID     string
	Plan   Plan
	State  string
	Read   int // transactions read
	Judged int
	Result control.Result
	Cut    bool // windows reach further back than was read
	Took   time.Duration
}

type job struct {
	Preview
	began  time.Time
	cancel context.CancelFunc
}

// Start begins a replay, which goes on when nobody looks. ErrBusy when too many run.
func (p *Previews) Start(ctx context.Context, plan Plan) (id string, err error) {
	replay, err := plan.Replay()
	if err != nil {
		return "", err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	running := 0
	for _, j := range p.jobs {
		if j.State == Running {
			running++
		}
	}
	if running >= mostRunning {
		return "", ErrBusy
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	j := &job{Preview: Preview{ID: p.newID(), Plan: plan, State: Running}, began: p.now(), cancel: cancel}
	p.jobs = append(p.jobs, j)
	if len(p.jobs) > mostKept {
		i := slices.IndexFunc(p.jobs, func(j *job) bool { return j.State != Running })
		p.jobs = slices.Delete(p.jobs, i, i+1)
	}
	go func() {
		defer cancel()
		p.run(ctx, j, replay)
	}()
	return j.ID, nil
}

// Find gives how far a replay has come; false for one that nobody remembers.
func (p *Previews) Find(id string) (Preview, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, j := range p.jobs {
		if j.ID == id {
			out := j.Preview
			if out.State == Running {
				out.Took = p.now().Sub(j.began)
			}
			return out, true
		}
	}
	return Preview{}, false
}

// Cancel stops a replay; one that has ended stays as it is.
func (p *Previews) Cancel(id string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, j := range p.jobs {
		if j.ID == id && j.State == Running {
			j.State, j.Took = Cancelled, p.now().Sub(j.began)
			j.cancel()
		}
	}
}

// run reads, then judges.
func (p *Previews) run(ctx context.Context, j *job, replay *control.Replay) {
	events, cut, err := p.read(ctx, j)
	if err != nil {
		if ctx.Err() == nil {
			p.log.ErrorContext(ctx, "read transactions for a preview", "preview", j.ID, "error", err.Error())
		}
		p.end(j, Failed)
		return
	}
	p.mu.Lock()
	j.Cut = cut
	p.mu.Unlock()
	control.InOrder(events)
	for chunk := range slices.Chunk(events, judgedAtOnce) {
		if ctx.Err() != nil {
			break
		}
		for _, e := range chunk {
			replay.Add(e)
		}
		p.mu.Lock()
		j.Judged += len(chunk)
		p.mu.Unlock()
	}
	p.mu.Lock()
	j.Result = replay.Result()
	p.mu.Unlock()
	p.end(j, Done)
}

func (p *Previews) end(j *job, state string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if j.State == Running {
		j.State, j.Took = state, p.now().Sub(j.began)
	}
}

// read gathers the newest transactions, and those before them that fill the windows; cut
// tells that the windows reach further back than that.
func (p *Previews) read(ctx context.Context, j *job) (events []control.Event, cut bool, err error) {
	var since time.Time
	most := j.Plan.Most
	err = p.events.WalkEvents(ctx, j.Plan.Filter, func(more []control.Event) bool {
		had := len(events)
		events = append(events, more...)
		p.mu.Lock()
		j.Read = len(events)
		p.mu.Unlock()
		if len(events) < most {
			return true
		}
		if had < most {
			first := slices.MinFunc(events[:most], func(a, b control.Event) int { return a.At.Compare(b.At) })
			if since = j.Plan.Since(first.At); since.IsZero() {
				return false
			}
		}
		cut = len(events) >= most+mostEarlier
		return !cut && !events[len(events)-1].At.Before(since)
	})
	for i := most; i < len(events); i++ {
		events[i].Early = true
	}
	if len(events) > most {
		kept := slices.DeleteFunc(events[most:], func(e control.Event) bool { return since.IsZero() || e.At.Before(since) })
		events = events[:most+len(kept)]
	}
	return events, cut, err
}
