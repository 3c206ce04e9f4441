package delivery

import (
	"context"
	"time"

	"carddeck/marqeta/sandbox/state"
)

// Next is the first instant behind at when a delivery may be due, zero for none. It
// may be too early, not too late, once what was due at that instant was caught.
func (d *Dispatcher) Next(at time.Time) (next time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	sooner := func(due time.Time) {
		if due.After(at) && (next.IsZero() || due.Before(next)) {
			next = due
		}
	}
	for _, q := range d.queues {
		for _, v := range q.waiting {
			sooner(v.Due)
		}
		if !q.whole {
			sooner(q.until.Due)
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
		left, now := false, d.Now()
		for _, q := range d.queues {
			left = left || q.anyDue(now)
		}
		changed, running := d.changed, d.running != nil
		d.mu.Unlock()
		if !left {
			return 0
		}
		if !running {
			return d.countDue(now)
		}
		select {
		case <-ctx.Done():
			return d.countDue(now)
		case <-changed:
		}
	}
}

// countDue counts what is due, also what no queue has in memory.
func (d *Dispatcher) countDue(now time.Time) (due int) {
	behind := map[string]state.Place{}
	d.mu.Lock()
	for _, q := range d.queues {
		for _, v := range q.waiting {
			if !v.Due.After(now) {
				due++
			}
		}
		if !q.whole {
			behind[q.endpoint] = q.until
		}
	}
	d.mu.Unlock()
	for endpoint, until := range behind {
		more, err := d.Store.LineUntil(context.Background(), endpoint, until, now)
		if err != nil {
			d.Log.Error("count deliveries", "endpoint", endpoint, "error", err)
		}
		due += int(more)
	}
	return due
}
