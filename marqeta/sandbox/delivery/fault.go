package delivery

import (
	"context"
	"time"

	"carddeck/marqeta/sandbox/state"
)

// Faults are what goes wrong with deliveries on purpose.
type Faults interface {
	// Hold is asked once about each delivery that is due: how many of its endpoint it
	// is to wait for, 0 for none, and whether they then go one by one, the last first.
	Hold(endpoint, event string) (size int, lastFirst bool)
	// Strike is asked about each batch that is to be sent.
	Strike(endpoint, event string) Strike
}

// Strike is what goes wrong with a batch.
type Strike struct {
	Delay    time.Duration
	Status   int  // as if it was sent and answered so
	Lost     bool // it is never sent
	Twice    bool
	Unsigned bool
}

// hold is how a delivery is held back for others to come.
type hold struct {
	size      int // 0 when it is no longer
	lastFirst bool
}

// holdPatience is how long a delivery is held back at most.
const holdPatience = 10 * time.Second

// gather puts off what is due and is to wait for others, and lets it go when they
// are there.
func (q *queue) gather(f Faults, now time.Time) {
	back, size := 0, 0
	for i, v := range q.waiting {
		if _, away := q.away[v.ID]; away {
			continue
		}
		h, asked := q.holds[v.ID]
		switch due := !v.Due.After(now); {
		case due && !asked:
			h.size, h.lastFirst = f.Hold(v.Endpoint, v.Event)
			if h.size > 0 {
				q.waiting[i].Due = now.Add(holdPatience)
			}
		case due:
			h.size = 0 // for the last one's sake it was held long enough
		}
		if q.holds[v.ID] = h; h.size > 0 {
			back, size = back+1, h.size
		}
	}
	if size == 0 || back < size {
		return
	}
	for i, v := range q.waiting {
		if h := q.holds[v.ID]; h.size > 0 {
			q.holds[v.ID] = hold{lastFirst: h.lastFirst}
			q.waiting[i].Due = now
		}
	}
}

// suffer does to a batch what a strike says, and gives how it was answered. lost
// says that it is not to be tried again.
func (d *Dispatcher) suffer(ctx context.Context, x Strike, to Endpoint, body []byte) (answer Answer, lost bool, err error) {
	if x.Delay > 0 {
		timer := time.NewTimer(x.Delay)
		defer timer.Stop()
		select {
		case <-ctx.Done():
			return Answer{}, false, ctx.Err()
		case <-timer.C:
		}
	}
	switch {
	case x.Lost:
		return Answer{Body: []byte("lost by a fault")}, true, nil
	case x.Status != 0:
		return Answer{Status: x.Status, Body: []byte("answered by a fault")}, false, nil
	}
	if x.Unsigned {
		to.Secret = ""
	}
	send := func() (Answer, error) {
		ctx, cancel := context.WithTimeout(ctx, Timeout)
		defer cancel()
		return d.Post(ctx, to, body)
	}
	if answer, err = send(); x.Twice {
		answer, err = send()
	}
	return answer, false, err
}

func (d *Dispatcher) strike(v state.Delivery) Strike {
	if d.Faults == nil {
		return Strike{}
	}
	return d.Faults.Strike(v.Endpoint, v.Event)
}
