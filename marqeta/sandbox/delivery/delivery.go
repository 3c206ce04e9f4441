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
	Undelivered(context.Context) ([]state.Delivery, error)
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
// send.
type Dispatcher struct {
	Options

	mu      sync.Mutex
	queues  map[string]*queue
	running context.Context // nil until Run
	tried   chan struct{}   // closed when attempts have been recorded
	workers sync.WaitGroup
}

// New makes a dispatcher that knows what an earlier run left undelivered. It sends
// nothing before Run.
func New(ctx context.Context, o Options) (*Dispatcher, error) {
	d := &Dispatcher{Options: o, queues: map[string]*queue{}, tried: make(chan struct{})}
	left, err := o.Store.Undelivered(ctx)
	if err != nil {
		return nil, err
	}
	d.Add(left)
	return d, nil
}

// Add takes deliveries that have just become durable. It does not wait.
func (d *Dispatcher) Add(ds []state.Delivery) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, v := range ds {
		q := d.queues[v.Endpoint]
		if q == nil {
			q = &queue{endpoint: v.Endpoint, wake: make(chan struct{}, 1), holds: map[int64]hold{}}
			d.queues[v.Endpoint] = q
		}
		q.waiting = append(q.waiting, v)
		d.start(q)
	}
}

// Run delivers until ctx ends, and waits for the attempts under way.
func (d *Dispatcher) Run(ctx context.Context) {
	d.mu.Lock()
	d.running = ctx
	for _, q := range d.queues {
		d.start(q)
	}
	d.mu.Unlock()
	<-ctx.Done()
	d.mu.Lock()
	d.running = nil
	d.mu.Unlock()
	d.workers.Wait()
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

// Next is the first instant behind at when a delivery is due, zero for none.
func (d *Dispatcher) Next(at time.Time) (next time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, q := range d.queues {
		for _, v := range q.waiting {
			if v.Due.After(at) && (next.IsZero() || v.Due.Before(next)) {
				next = v.Due
			}
		}
	}
	return next
}

// Catch waits until everything that is due was tried once and gives what is due
// still: nothing, unless ctx ends before or Run does not run.
func (d *Dispatcher) Catch(ctx context.Context) (due int) {
	d.Wake()
	for {
		d.mu.Lock()
		due, now := 0, d.Now()
		for _, q := range d.queues {
			for _, v := range q.waiting {
				if !v.Due.After(now) {
					due++
				}
			}
		}
		tried, running := d.tried, d.running != nil
		d.mu.Unlock()
		if due == 0 || !running {
			return due
		}
		select {
		case <-ctx.Done():
			return due
		case <-tried:
		}
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
