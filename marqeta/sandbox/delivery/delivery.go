// Package delivery sends notifications to webhooks: over HTTP, in batches of one
// event type, again and again until an endpoint answers 200, each endpoint at its
// own pace. What is to be sent lives in the state, so nothing is lost between two
// runs of the program.
package delivery

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"carddeck/marqeta/sandbox/state"
)

// Marqeta's promises about webhooks, https://www.marqeta.com/docs/developer-guides/about-webhooks.
const (
	batchSize = 10
	retries   = 10
)

// Store is what the dispatcher needs of the state.
type Store interface {
	Lines(context.Context) (endpoints []string, err error)
	Line(ctx context.Context, endpoint string, behind state.Place, count int) ([]state.Delivery, error)
	LineUntil(ctx context.Context, endpoint string, behind state.Place, due time.Time) (int64, error)
	Bodies(ctx context.Context, ids []int64) (map[int64]state.Delivery, error)
	Settle(context.Context, []state.Delivery) error
}

// Endpoint is where and how to send.
type Endpoint struct {
	URL       string            `json:"url"`
	Username  string            `json:"username"`
	Password  string            `json:"password"`
	Secret    string            `json:"secret,omitzero"`
	Algorithm string            `json:"algorithm,omitzero"` // HMAC_SHA_1 unless HMAC_SHA_256
	Headers   map[string]string `json:"headers,omitempty"`
	Bare      bool              `json:"bare,omitzero"` // the item alone, without envelope and batch
}

// Options make a Dispatcher.
type Options struct {
	Store    Store
	Resolve  func(webhook string) (Endpoint, bool) // false: gone or switched off
	Client   *http.Client
	Now      func() time.Time
	NewToken func() string
	Log      *slog.Logger
	Faults   Faults // nil is none
}

// Dispatcher delivers. One goroutine works per endpoint that has something to
// send, and one records what became of it.
type Dispatcher struct {
	Options

	mu      sync.Mutex
	queues  map[string]*queue
	tried   []state.Delivery // to be recorded
	running context.Context  // nil until Run
	begin   sync.Once
	started chan struct{} // closed by Run
	changed chan struct{} // closed when a queue has changed
	workers sync.WaitGroup
	record  chan struct{} // tried has something
}

// New makes a dispatcher that knows whom an earlier run left waiting, and reads for
// what when it comes to it. It sends nothing before Run.
func New(ctx context.Context, o Options) (*Dispatcher, error) {
	d := &Dispatcher{Options: o, queues: map[string]*queue{}, changed: make(chan struct{}), started: make(chan struct{}), record: make(chan struct{}, 1)}
	waitedFor, err := o.Store.Lines(ctx)
	if err != nil {
		return nil, err
	}
	for _, endpoint := range waitedFor {
		d.queues[endpoint] = newQueue(endpoint)
	}
	return d, nil
}

// Add takes deliveries that have just become durable. It does not wait.
func (d *Dispatcher) Add(ds []state.Delivery) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, v := range ds {
		q := d.queues[v.Endpoint]
		if q == nil {
			q = newQueue(v.Endpoint)
			q.whole = true
			d.queues[v.Endpoint] = q
		}
		q.add(v)
		d.start(q)
	}
}

// Started is closed once Run has begun.
func (d *Dispatcher) Started() <-chan struct{} { return d.started }

// Run delivers until ctx ends, and waits for the attempts under way.
func (d *Dispatcher) Run(ctx context.Context) {
	d.mu.Lock()
	d.running = ctx
	d.begin.Do(func() { close(d.started) })
	for _, q := range d.queues {
		d.start(q)
	}
	d.mu.Unlock()
	var recorder sync.WaitGroup
	ended := make(chan struct{})
	recorder.Go(func() { d.recordTried(ended) })
	<-ctx.Done()
	d.mu.Lock()
	d.running = nil
	d.mu.Unlock()
	d.workers.Wait()
	close(ended)
	recorder.Wait()
}

// Wake makes every endpoint look again at what is due. Call it after the clock
// behind Now was moved.
func (d *Dispatcher) Wake() {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, q := range d.queues {
		q.poke()
	}
}

// start sets a worker to the queue, or wakes the one it has.
func (d *Dispatcher) start(q *queue) {
	if d.running == nil {
		return
	}
	if q.working {
		q.poke()
		return
	}
	q.working = true
	ctx := d.running
	d.workers.Go(func() { d.work(ctx, q) })
}

// announce tells those who wait that the queues have changed.
func (d *Dispatcher) announce() {
	close(d.changed)
	d.changed = make(chan struct{})
}
