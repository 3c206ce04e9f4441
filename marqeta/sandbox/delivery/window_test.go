package delivery

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"carddeck/marqeta/sandbox/state"
)

// Whatever happens in whatever order, a queue knows everything that stands before the
// place it has read to, sends nothing that has ended, and stays small.
func TestWindow(t *testing.T) {
	t.Parallel()
	for seed := range uint64(3) {
		r := rand.New(rand.NewPCG(seed, 1))
		epoch := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
		q, line := newQueue("w"), map[int64]state.Delivery{} // line is what the file has
		var id int64
		now := epoch
		queued := func() state.Delivery {
			id++
			v := state.Delivery{ID: id, Event: "a", State: state.Waiting, Due: now}
			line[id] = v
			return v
		}
		for range 3 * mostWaiting {
			queued()
		}
		page := func(behind state.Place) (page []state.Delivery) {
			for _, v := range line {
				if v.State == state.Waiting && v.Place().Compare(behind) > 0 {
					page = append(page, v)
				}
			}
			slices.SortFunc(page, func(a, b state.Delivery) int { return a.Place().Compare(b.Place()) })
			return page[:min(len(page), mostWaiting)]
		}
		var away []state.Delivery
		settle := func() {
			v := away[0]
			away = away[1:]
			if v.State, v.Attempts = state.Delivered, v.Attempts+1; r.IntN(3) == 0 {
				v.State, v.Due = state.Waiting, now.Add(backoff(min(v.Attempts, 3)))
			}
			q.away[v.ID].decide(&v)
			line[v.ID] = v
			q.settle(v)
		}
		for step := range 1000 {
			switch r.IntN(6) {
			case 0:
				for range r.IntN(50) {
					q.add(queued())
				}
			case 1:
				now = now.Add(time.Duration(r.IntN(8000)) * time.Millisecond)
			case 2:
				v := line[1+r.Int64N(id)]
				v.State, v.Due = state.Waiting, epoch.Add(time.Duration(v.ID))
				v.Due = v.Due.Truncate(time.Millisecond)
				line[v.ID] = v
				q.add(v)
			case 3:
				for range min(r.IntN(100), len(away)) {
					settle()
				}
			default:
				if q.short(now) {
					behind := q.lookOn()
					read := page(behind)
					for range min(r.IntN(50), len(away)) {
						settle()
					}
					q.add(queued())
					q.extend(read, mostWaiting)
				}
				batch, _ := q.due(now)
				q.send(batch)
				for _, v := range batch {
					if line[v.ID].State != state.Waiting {
						t.Fatalf("seed %d: %d is sent and has ended", seed, v.ID)
					}
				}
				away = append(away, batch...)
			}
			if len(q.waiting) > 2*mostWaiting+mostAway+batchSize || len(q.holds) > 0 {
				t.Fatalf("seed %d: %d are in memory, %d were asked about", seed, len(q.waiting), len(q.holds))
			}
			if step%50 > 0 {
				continue
			}
			for _, v := range line {
				if _, found := q.find(v.ID); !found && v.State == state.Waiting && !q.beyond(v) {
					t.Fatalf("seed %d: %d is forgotten", seed, v.ID)
				}
			}
		}
	}
}
