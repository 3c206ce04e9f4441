package sandbox

import (
	"context"
	"errors"
	"math"
	"time"
)

// alarm fires what falls due, until ctx ends.
func (w *world) alarm(ctx context.Context) {
	for ctx.Err() == nil {
		w.waiting.Store(math.MaxInt64)
		_, err := w.book.Fire(ctx, w.book.Present())
		next, unread := w.book.NextDue(ctx)
		if err = errors.Join(err, unread); err != nil && ctx.Err() == nil {
			w.log.Error("fire", "error", err)
		}
		wait := time.Minute
		if !next.IsZero() {
			wait = min(wait, next.Sub(w.book.Present()))
			w.waiting.Store(next.UnixMilli())
		}
		w.rest(ctx, wait)
	}
}

// rest waits, but not beyond a reason to look again. A clock that stands still gives
// none by itself: whoever moves it calls Wake.
func (w *world) rest(ctx context.Context, wait time.Duration) {
	before := w.book.Present()
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return
	case <-w.wake:
		return
	case <-timer.C:
	}
	if w.book.Present().Equal(before) {
		select {
		case <-ctx.Done():
		case <-w.wake:
		}
	}
}

// timerSet wakes the alarm for a timer that is due before the one it waits for.
func (w *world) timerSet(due time.Time) {
	if due.UnixMilli() < w.waiting.Load() {
		w.rouse()
	}
}

// lookAgain is for after the clock was moved.
func (w *world) lookAgain() {
	w.rouse()
	w.dispatcher.Wake()
}

func (w *world) rouse() {
	select {
	case w.wake <- struct{}{}:
	default:
	}
}
