package delivery

import (
	"context"
	"slices"
	"time"

	"carddeck/marqeta/sandbox/state"
)

// queue is what one endpoint has still to get, in order. Bodies stay in the state
// until they are sent.
type queue struct {
	endpoint string
	waiting  []state.Delivery
	working  bool
	wake     chan struct{}
	holds    map[int64]hold // by ID, of what was asked about
}

func (q *queue) poke() {
	select {
	case q.wake <- struct{}{}:
	default:
	}
}

// due gives the next batch: the first delivery whose time has come and others of
// its type, or how long to wait for one.
func (q *queue) due(now time.Time) (batch []state.Delivery, wait time.Duration) {
	wait = time.Hour
	for _, v := range slices.Backward(q.waiting) {
		if q.holds[v.ID].lastFirst && !v.Due.After(now) {
			return []state.Delivery{v}, 0
		}
	}
	for _, v := range q.waiting {
		switch early := v.Due.Sub(now); {
		case early > 0:
			wait = min(wait, early)
		case len(batch) == 0 || (v.Event == batch[0].Event && v.Target == nil):
			batch = append(batch, v)
		}
		if len(batch) == batchSize || (len(batch) == 1 && batch[0].Target != nil) {
			break
		}
	}
	return batch, wait
}

// settle replaces tried deliveries by what became of them.
func (q *queue) settle(tried []state.Delivery) {
	for _, v := range tried {
		i := slices.IndexFunc(q.waiting, func(w state.Delivery) bool { return w.ID == v.ID })
		if v.State == state.Waiting {
			q.waiting[i] = v
		} else {
			q.waiting = slices.Delete(q.waiting, i, i+1)
			delete(q.holds, v.ID)
		}
	}
}

// work sends until the queue is empty or ctx ends.
func (d *Dispatcher) work(ctx context.Context, q *queue) {
	for {
		d.mu.Lock()
		if len(q.waiting) == 0 || ctx.Err() != nil {
			q.working = false
			if len(q.waiting) == 0 {
				delete(d.queues, q.endpoint)
			}
			d.mu.Unlock()
			return
		}
		now := d.Now()
		if d.Faults != nil {
			q.gather(d.Faults, now)
		}
		batch, wait := q.due(now)
		if len(batch) == 0 {
			d.announce()
		}
		d.mu.Unlock()
		if len(batch) == 0 {
			d.sleep(ctx, q, wait)
			continue
		}
		tried := d.attempt(ctx, batch)
		if tried == nil {
			continue // interrupted: it counts as not tried
		}
		if err := d.Store.Settle(ctx, tried); err != nil {
			d.Log.Error("record deliveries", "endpoint", q.endpoint, "error", err)
		}
		d.mu.Lock()
		q.settle(tried)
		d.announce()
		d.mu.Unlock()
	}
}

// announce tells those who wait that the queues have changed.
func (d *Dispatcher) announce() {
	close(d.tried)
	d.tried = make(chan struct{})
}

// sleep waits, but not beyond a reason to look again. A clock that stands still
// gives none by itself: whoever moves it calls Wake.
func (d *Dispatcher) sleep(ctx context.Context, q *queue, wait time.Duration) {
	before := d.Now()
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return
	case <-q.wake:
		return
	case <-timer.C:
	}
	if d.Now().Equal(before) {
		select {
		case <-ctx.Done():
		case <-q.wake:
		}
	}
}

// backoff is the wait after the n-th failed attempt: 4, 16, 64 seconds and so on.
func backoff(n int) time.Duration { return time.Second << (2 * n) }
