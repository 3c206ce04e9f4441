package delivery

import (
	"cmp"
	"slices"
	"time"

	"carddeck/marqeta/sandbox/state"
)

// queue is what one endpoint has still to get: of its line in the state, the part
// that is due next. Bodies stay in the state until they are sent.
type queue struct {
	endpoint string
	waiting  []state.Delivery // in order of ID
	whole    bool             // nothing waits that is not here
	until    state.Place      // else: nothing that stands here or before
	away     map[int64]fate   // of waiting, those that are being sent or recorded
	holds    map[int64]hold   // by ID, of what was asked about
	ended    map[int64]bool   // while the line is read, what that may still show
	working  bool
	wake     chan struct{}
}

// fate is what is to become of a delivery that is away.
type fate struct {
	again time.Time // if asked for meanwhile: when it is due once more
}

func (f fate) decide(v *state.Delivery) {
	if !f.again.IsZero() {
		v.State, v.Due = state.Waiting, f.again
	}
}

// How many deliveries of an endpoint are in memory (twice as many for a while), how
// few there may be before others are read, and how many may be tried before the first
// of them is recorded.
const (
	mostWaiting = 500
	fewWaiting  = 100
	mostAway    = 200
)

func newQueue(endpoint string) *queue {
	return &queue{endpoint: endpoint, wake: make(chan struct{}, 1), away: map[int64]fate{}, holds: map[int64]hold{}}
}

func (q *queue) poke() {
	select {
	case q.wake <- struct{}{}:
	default:
	}
}

func (q *queue) find(id int64) (at int, found bool) {
	return slices.BinarySearchFunc(q.waiting, id, func(v state.Delivery, id int64) int { return cmp.Compare(v.ID, id) })
}

// beyond says that a delivery need not be in memory yet.
func (q *queue) beyond(v state.Delivery) bool {
	return !q.whole && v.Place().Compare(q.until) > 0
}

// add takes a delivery that is due anew.
func (q *queue) add(v state.Delivery) {
	at, found := q.find(v.ID)
	_, away := q.away[v.ID]
	switch {
	case away:
		q.away[v.ID] = fate{v.Due}
	case q.beyond(v):
		if found {
			q.remove(at)
		}
	case found:
		q.waiting[at] = v
	default:
		q.waiting = slices.Insert(q.waiting, at, v)
	}
	q.trim()
}

// lookOn is for while the line is read: whatever comes meanwhile is kept, since the
// page may or may not have it.
func (q *queue) lookOn() (behind state.Place) {
	q.whole, q.ended = true, map[int64]bool{}
	return q.until
}

// extend takes the next page of the line; a short one was the last.
func (q *queue) extend(page []state.Delivery, asked int) {
	for _, v := range page {
		if at, found := q.find(v.ID); !found && !q.ended[v.ID] {
			q.waiting = slices.Insert(q.waiting, at, v)
		}
	}
	q.ended = nil
	if q.whole = len(page) < asked; !q.whole {
		q.cut(page[len(page)-1].Place())
	}
	q.trim()
}

// trim lets go of what is due last, if there is too much.
func (q *queue) trim() {
	if len(q.waiting) <= 2*mostWaiting {
		return
	}
	places := make([]state.Place, len(q.waiting))
	for i, v := range q.waiting {
		places[i] = v.Place()
	}
	slices.SortFunc(places, state.Place.Compare)
	until := places[mostWaiting-1]
	if !q.whole && until.Compare(q.until) > 0 {
		until = q.until
	}
	q.cut(until)
}

// cut lets go of what stands behind a place, but not of what is away or was asked
// about.
func (q *queue) cut(until state.Place) {
	q.whole, q.until = false, until
	q.waiting = slices.DeleteFunc(q.waiting, func(v state.Delivery) bool {
		_, away := q.away[v.ID]
		if away || q.holds[v.ID] != (hold{}) || !q.beyond(v) {
			return false
		}
		delete(q.holds, v.ID)
		return true
	})
}

// short says that others have to be read before the next is sent.
func (q *queue) short(now time.Time) bool {
	return !q.whole && !q.until.Due.After(now) && len(q.waiting)-len(q.away) < fewWaiting
}

// anyDue says that something was not tried yet, as far as is known.
func (q *queue) anyDue(now time.Time) bool {
	return !q.whole && !q.until.Due.After(now) || slices.ContainsFunc(q.waiting, func(v state.Delivery) bool { return !v.Due.After(now) })
}

// due gives the next batch: the first delivery whose time has come and others of
// its type, or how long to wait for one.
func (q *queue) due(now time.Time) (batch []state.Delivery, wait time.Duration) {
	wait = time.Hour
	if len(q.away) > mostAway {
		return nil, wait
	}
	if !q.whole {
		wait = min(wait, max(0, q.until.Due.Sub(now)))
	}
	ready := func(v state.Delivery) bool {
		_, away := q.away[v.ID]
		return !away && !v.Due.After(now)
	}
	for _, v := range slices.Backward(q.waiting) {
		if q.holds[v.ID].lastFirst && ready(v) {
			return []state.Delivery{v}, 0
		}
	}
	for _, v := range q.waiting {
		switch {
		case v.Due.After(now):
			wait = min(wait, v.Due.Sub(now))
		case ready(v) && (len(batch) == 0 || (v.Event == batch[0].Event && v.Target == nil)):
			batch = append(batch, v)
		}
		if len(batch) == batchSize || (len(batch) == 1 && batch[0].Target != nil) {
			break
		}
	}
	return batch, wait
}

// send marks deliveries as away.
func (q *queue) send(batch []state.Delivery) {
	for _, v := range batch {
		q.away[v.ID] = fate{}
	}
}

// unsent takes back what was not tried.
func (q *queue) unsent(batch []state.Delivery) {
	for _, v := range batch {
		at, _ := q.find(v.ID)
		q.away[v.ID].decide(&q.waiting[at])
		delete(q.away, v.ID)
	}
}

// settle replaces a tried delivery by what became of it.
func (q *queue) settle(v state.Delivery) {
	q.away[v.ID].decide(&v)
	delete(q.away, v.ID)
	at, _ := q.find(v.ID)
	if v.State == state.Waiting && !q.beyond(v) {
		q.waiting[at] = v
		return
	}
	delete(q.holds, v.ID)
	if q.ended != nil {
		q.ended[v.ID] = true
	}
	q.remove(at)
}

func (q *queue) remove(at int) { q.waiting = slices.Delete(q.waiting, at, at+1) }
