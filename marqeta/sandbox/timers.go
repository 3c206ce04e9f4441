package sandbox

import (
	"context"
	"errors"
	"math"
	"time"
)

// alarm fires what falls due, until ctx ends.
func (s *Server) alarm(ctx context.Context) {
	for ctx.Err() == nil {
		s.waiting.Store(math.MaxInt64)
		_, err := s.book.Fire(ctx, s.book.Clock())
		next, unread := s.book.NextDue(ctx)
		if err = errors.Join(err, unread); err != nil && ctx.Err() == nil {
			s.options.Log.Error("fire", "error", err)
		}
		wait := time.Minute
		if !next.IsZero() {
			wait = min(wait, next.Sub(s.book.Clock()))
			s.waiting.Store(next.UnixMilli())
		}
		s.rest(ctx, wait)
	}
}

// rest waits, but not beyond a reason to look again. A clock that stands still gives
// none by itself: whoever moves it calls Wake.
func (s *Server) rest(ctx context.Context, wait time.Duration) {
	before := s.book.Clock()
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return
	case <-s.wake:
		return
	case <-timer.C:
	}
	if s.book.Clock().Equal(before) {
		select {
		case <-ctx.Done():
		case <-s.wake:
		}
	}
}

// timerSet wakes the alarm for a timer that is due before the one it waits for.
func (s *Server) timerSet(due time.Time) {
	if due.UnixMilli() < s.waiting.Load() {
		s.rouse()
	}
}

func (s *Server) rouse() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}
