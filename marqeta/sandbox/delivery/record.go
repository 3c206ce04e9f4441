package delivery

import (
	"context"
	"time"

	"carddeck/marqeta/sandbox/state"
)

// How attempts are recorded: what ended within a moment together, and not so much at
// once that the writers who share the commit would feel it.
const (
	moment     = 3 * time.Millisecond
	mostAtOnce = 100
)

// recordTried makes durable what became of deliveries, until told to end; then all
// there is. It leaves the disk to others at least as long as it used it.
func (d *Dispatcher) recordTried(ended <-chan struct{}) {
	rest := moment
	for {
		select {
		case <-d.record:
		case <-ended:
			d.recordAll()
			return
		}
		select {
		case <-time.After(rest):
		case <-ended:
		}
		began := time.Now()
		if d.recordSome() {
			select {
			case d.record <- struct{}{}:
			default:
			}
		}
		rest = max(moment, time.Since(began))
	}
}

func (d *Dispatcher) recordAll() {
	for d.recordSome() {
	}
}

// recordSome records the attempts that ended first, and says whether there are others.
func (d *Dispatcher) recordSome() (more bool) {
	d.mu.Lock()
	some := d.tried[:min(len(d.tried), mostAtOnce)]
	d.tried = d.tried[len(some):]
	for i, v := range some {
		q := d.queues[v.Endpoint]
		q.away[v.ID].decide(&some[i])
		q.away[v.ID] = fate{}
	}
	d.mu.Unlock()
	// What was tried is recorded although nothing is sent any more.
	if err := d.Store.Settle(context.Background(), some); err != nil {
		d.Log.Error("record deliveries", "error", err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	changed := map[*queue]bool{}
	for _, v := range some {
		v.Tries = nil
		q := d.queues[v.Endpoint]
		q.settle(v)
		changed[q] = true
	}
	for q := range changed {
		q.poke()
	}
	d.announce()
	return len(d.tried) > 0
}

var _ Store = (*state.Store)(nil)
