package book_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/state"
)

var start = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

func open(t *testing.T, dir string, now *time.Time) *book.Book {
	t.Helper()
	b, err := book.Open(t.Context(), dir, func() time.Time { return *now }, uuid.NewString)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	return b
}

func update(t *testing.T, b *book.Book, do func(*state.Tx)) {
	t.Helper()
	if err := b.State.Update(t.Context(), func(tx *state.Tx) error { do(tx); return nil }); err != nil {
		t.Fatal(err)
	}
}

// fire fires up to now and gives the time to what is next in hours from the start,
// -1 for nothing.
func fire(t *testing.T, b *book.Book, now time.Time) float64 {
	t.Helper()
	if _, err := b.Fire(t.Context(), now); err != nil {
		t.Fatal(err)
	}
	next, err := b.NextDue(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if next.IsZero() {
		return -1
	}
	return next.Sub(start).Hours()
}

// bell rings every day at the hour of its token and at once after that for an
// echo; it writes down what the clock read.
func bell(b *book.Book, heard *[]string) {
	b.OnDue("bell", func(tx *state.Tx, token string, due time.Time) error {
		if !b.Clock().Equal(due) || !b.Now().Equal(due.Truncate(time.Second)) {
			*heard = append(*heard, "wrong clock")
		}
		*heard = append(*heard, due.Format("02 15h ")+token)
		b.At(tx, due.AddDate(0, 0, 1), "bell", token)
		b.At(tx, due, "echo", token)
		return nil
	})
	b.OnDue("echo", func(_ *state.Tx, token string, due time.Time) error {
		*heard = append(*heard, due.Format("02 15h ")+"echo "+token)
		return nil
	})
}

// Many fire together, yet in the order of time, and what one sets is not overtaken.
func TestManyTimers(t *testing.T) {
	t.Parallel()
	now := start
	b := open(t, t.TempDir(), &now)
	var last time.Time
	b.OnDue("x", func(tx *state.Tx, token string, due time.Time) error {
		if due.Before(last) {
			t.Errorf("%s of %v came after %v", token, due, last)
		}
		last = due
		if strings.HasSuffix(token, "7") {
			b.At(tx, due.Add(time.Millisecond/2), "x", token+" again")
			b.At(tx, due.Add(1500*time.Millisecond), "x", token+" later")
		}
		return nil
	})
	update(t, b, func(tx *state.Tx) {
		for i := range 700 {
			b.At(tx, start.Add(time.Duration(i*997%700)*time.Second), "x", fmt.Sprint(i))
		}
	})
	if fired, err := b.Fire(t.Context(), start.Add(time.Hour)); err != nil || fired != 840 {
		t.Errorf("Fire = %d, %v", fired, err)
	}
}

// A month at once is the same as a month hour by hour.
func TestJumpsAreLikeWaiting(t *testing.T) {
	t.Parallel()
	history := func(step time.Duration) []string {
		now, heard := start, []string(nil)
		b := open(t, state.Memory, &now)
		bell(b, &heard)
		update(t, b, func(tx *state.Tx) {
			b.At(tx, start.Add(5*time.Hour), "bell", "late")
			b.At(tx, start.Add(2*time.Hour), "bell", "early")
			b.At(tx, start.Add(5*time.Hour), "bell", "also late")
		})
		for end := start.AddDate(0, 0, 30); now.Before(end); {
			now = now.Add(step)
			fire(t, b, now)
		}
		return heard
	}
	waited, jumped := history(time.Hour), history(30*24*time.Hour)
	if len(waited) != 30*3*2 || !slices.Equal(waited, jumped) {
		t.Errorf("waited (%d):\n%v\njumped (%d):\n%v", len(waited), waited, len(jumped), jumped)
	}
	want := []string{"02 12h early", "02 12h echo early", "02 15h late", "02 15h also late", "02 15h echo late", "02 15h echo also late", "03 12h early"}
	if !slices.Equal(jumped[:len(want)], want) {
		t.Errorf("history = %v, want %v", jumped[:len(want)], want)
	}
}

func TestTimersMoveAndEnd(t *testing.T) {
	t.Parallel()
	now, heard := start, []string(nil)
	b := open(t, state.Memory, &now)
	b.OnDue("once", func(_ *state.Tx, token string, due time.Time) error {
		heard = append(heard, fmt.Sprint(token, due.Sub(start).Hours()))
		return nil
	})
	in := func(hours int) time.Time { return start.Add(time.Duration(hours) * time.Hour) }
	update(t, b, func(tx *state.Tx) {
		b.At(tx, in(1), "once", "a")
		b.At(tx, in(2), "once", "b")
		b.At(tx, in(3), "once", "c")
		b.Cancel(tx, "once", "none")
	})
	update(t, b, func(tx *state.Tx) {
		b.At(tx, in(4), "once", "a")
		b.Cancel(tx, "once", "b")
	})
	_ = b.State.Update(t.Context(), func(tx *state.Tx) error { // comes to nothing
		b.Cancel(tx, "once", "c")
		b.At(tx, in(1), "once", "d")
		return errors.New("stop")
	})
	now = in(1)
	if next := fire(t, b, now); next != 3 || heard != nil {
		t.Errorf("after an hour: %v, next %v", heard, next)
	}
	now = in(9)
	if next := fire(t, b, now); next != -1 || !slices.Equal(heard, []string{"c3", "a4"}) {
		t.Errorf("in the end: %v, next %v", heard, next)
	}
	update(t, b, func(tx *state.Tx) { b.At(tx, in(5), "once", "past") })
	if fire(t, b, now); !slices.Contains(heard, "past5") {
		t.Errorf("an instant that has passed: %v", heard)
	}
}

// A timer that fires late is in its own past, and nobody else is.
func TestLateTimersTakeNobodyBack(t *testing.T) {
	t.Parallel()
	now := start.AddDate(1, 0, 0)
	b := open(t, state.Memory, &now)
	var inside, outside time.Time
	b.OnDue("late", func(*state.Tx, string, time.Time) error {
		inside, outside = b.Clock(), b.Present()
		return nil
	})
	update(t, b, func(tx *state.Tx) { b.At(tx, start, "late", "x") })
	fire(t, b, now)
	if !inside.Equal(start) || !outside.Equal(now) {
		t.Errorf("the timer reads %v and others %v, want %v and %v", inside, outside, start, now)
	}
}

// What fell due while the program was not running fires at its next start, once.
func TestTimersSurviveARestart(t *testing.T) {
	t.Parallel()
	dir, now, heard := t.TempDir(), start, []string(nil)
	b := open(t, dir, &now)
	update(t, b, func(tx *state.Tx) { b.At(tx, start.Add(time.Hour+time.Millisecond), "bell", "x") })
	for _, days := range []int{2, 2, 3} {
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
		b = open(t, dir, &now)
		bell(b, &heard)
		now = start.AddDate(0, 0, days)
		fire(t, b, now)
	}
	want := []string{"02 11h x", "02 11h echo x", "03 11h x", "03 11h echo x", "04 11h x", "04 11h echo x"}
	if !slices.Equal(heard, want) {
		t.Errorf("heard = %v, want %v", heard, want)
	}
}

// A timer that fails does nothing, says so, stays, and keeps no other waiting.
func TestTimersThatFail(t *testing.T) {
	t.Parallel()
	now, heard := start, []string(nil)
	dir := t.TempDir()
	b := open(t, dir, &now)
	bell(b, &heard)
	b.OnDue("broken", func(tx *state.Tx, _ string, _ time.Time) error {
		b.At(tx, start, "bell", "undone")
		return errors.New("does not work")
	})
	update(t, b, func(tx *state.Tx) {
		b.At(tx, start, "broken", "x")
		b.At(tx, start, "unknown", "y")
		b.At(tx, start, "echo", "z")
	})
	fired, err := b.Fire(t.Context(), now)
	for _, want := range []string{"timer broken x of 2026-03-02T10:00:00Z: does not work", `"unknown" is not a kind`} {
		if fired != 1 || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Fire = %v, %v, want %q", fired, err, want)
		}
	}
	if next := fire(t, b, now); next != -1 || !slices.Equal(heard, []string{"02 10h echo z"}) {
		t.Errorf("heard %v, next %v", heard, next)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	b = open(t, dir, &now)
	bell(b, &heard)
	b.OnDue("broken", func(_ *state.Tx, token string, _ time.Time) error { heard = append(heard, "mended "+token); return nil })
	b.OnDue("unknown", func(_ *state.Tx, token string, _ time.Time) error {
		heard = append(heard, "learned "+token)
		return nil
	})
	fire(t, b, now)
	if !slices.Equal(heard[1:], []string{"mended x", "learned y"}) {
		t.Errorf("heard %v after the repair", heard)
	}
}

// A cancellation that is on its way when the timer falls due counts.
func TestTimersUnderLoad(t *testing.T) {
	t.Parallel()
	now, fired, cancelled := start, map[string]bool{}, map[string]bool{}
	b := open(t, t.TempDir(), &now)
	b.OnDue("x", func(_ *state.Tx, token string, _ time.Time) error {
		if fired[token] || cancelled[token] {
			t.Errorf("%s fired again, or after its end", token)
		}
		fired[token] = true
		return nil
	})
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		for ctx.Err() == nil {
			if _, err := b.Fire(ctx, now); err != nil && ctx.Err() == nil {
				t.Error(err)
			}
		}
	}()
	for i := range 300 {
		token := fmt.Sprint(i)
		update(t, b, func(tx *state.Tx) { b.At(tx, start, "x", token) })
		update(t, b, func(tx *state.Tx) {
			if _, set, err := b.State.Timer(tx, "x", token); err != nil || set == fired[token] {
				t.Errorf("%s: set %v, fired %v, %v", token, set, fired[token], err)
			}
			cancelled[token] = !fired[token]
			b.Cancel(tx, "x", token)
		})
	}
	stop()
	<-done
	if left := fire(t, b, now); left != -1 {
		t.Errorf("left: %v", left)
	}
}
