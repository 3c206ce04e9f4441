package delivery

import (
	"context"
	"time"

	"carddeck/marqeta/sandbox/state"
)

// work sends until nothing waits or ctx ends.
func (d *Dispatcher) work(ctx context.Context, q *queue) {
	for {
		d.mu.Lock()
		if done := q.whole && len(q.waiting) == 0; done || ctx.Err() != nil {
			q.working = false
			if done {
				delete(d.queues, q.endpoint)
				d.announce()
			}
			d.mu.Unlock()
			return
		}
		now := d.Now()
		if q.short(now) {
			behind := q.lookOn()
			d.mu.Unlock()
			d.readLine(ctx, q, behind)
			continue
		}
		if d.Faults != nil {
			q.gather(d.Faults, now)
		}
		batch, wait := q.due(now)
		q.send(batch)
		if len(batch) == 0 {
			d.announce()
		}
		d.mu.Unlock()
		if len(batch) == 0 {
			d.sleep(ctx, q, wait)
			continue
		}
		tried := d.attempt(ctx, batch)
		d.mu.Lock()
		if tried == nil {
			q.unsent(batch) // interrupted: it counts as not tried
		}
		d.tried = append(d.tried, tried...)
		d.mu.Unlock()
		select {
		case d.record <- struct{}{}:
		default:
		}
	}
}

// readLine reads what is due next.
func (d *Dispatcher) readLine(ctx context.Context, q *queue, behind state.Place) {
	page, err := d.Store.Line(ctx, q.endpoint, behind, mostWaiting)
	d.mu.Lock()
	if err == nil {
		q.extend(page, mostWaiting)
	} else {
		q.cut(behind)
	}
	d.mu.Unlock()
	if err != nil && ctx.Err() == nil {
		d.Log.Error("read what is due", "endpoint", q.endpoint, "error", err)
		d.sleep(ctx, q, time.Second)
	}
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
