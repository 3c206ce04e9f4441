package delivery

import (
	"testing"
	"time"

	"carddeck/marqeta/sandbox/state"
)

// What a queue sends next: the first delivery that is due, with the due ones of its
// type, up to ten; bare ones alone.
func TestDue(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	item := func(id int64, event string, in time.Duration, target string) state.Delivery {
		d := state.Delivery{ID: id, Event: event, Due: now.Add(in)}
		if target != "" {
			d.Target = []byte(target)
		}
		return d
	}
	many := make([]state.Delivery, 25)
	for i := range many {
		many[i] = item(int64(i), "a", 0, "")
	}
	for name, c := range map[string]struct {
		waiting []state.Delivery
		ids     []int64
		wait    time.Duration
	}{
		"nothing":         {nil, nil, time.Hour},
		"one":             {[]state.Delivery{item(1, "a", 0, "")}, []int64{1}, 0},
		"early":           {[]state.Delivery{item(1, "a", 9*time.Second, ""), item(2, "b", 4*time.Second, "")}, nil, 4 * time.Second},
		"one type":        {[]state.Delivery{item(1, "a", 0, ""), item(2, "b", 0, ""), item(3, "a", 0, "")}, []int64{1, 3}, 0},
		"overtaking":      {[]state.Delivery{item(1, "a", time.Second, ""), item(2, "b", 0, "")}, []int64{2}, 0},
		"bare":            {[]state.Delivery{item(1, "a", 0, "{}"), item(2, "a", 0, "{}")}, []int64{1}, 0},
		"ten at the most": {many, []int64{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, 0},
	} {
		q := &queue{waiting: c.waiting, whole: true}
		batch, wait := q.due(now)
		var ids []int64
		for _, d := range batch {
			ids = append(ids, d.ID)
		}
		if len(ids) != len(c.ids) || (len(ids) == 0 && wait != c.wait) {
			t.Errorf("%s: due = %v after %v, want %v after %v", name, ids, wait, c.ids, c.wait)
			continue
		}
		for i := range ids {
			if ids[i] != c.ids[i] {
				t.Errorf("%s: due = %v, want %v", name, ids, c.ids)
			}
		}
	}
}

// The waits grow by powers of four and add up to a bit over sixteen days.
func TestBackoff(t *testing.T) {
	t.Parallel()
	total := time.Duration(0)
	for n, want := range []time.Duration{4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576} {
		got := backoff(n + 1)
		if got != want*time.Second {
			t.Errorf("backoff(%d) = %v, want %v", n+1, got, want*time.Second)
		}
		total += got
	}
	if days := total.Hours() / 24; days < 16 || days > 17 {
		t.Errorf("all retries take %.1f days", days)
	}
}
