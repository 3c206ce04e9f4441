package sandbox

import (
	"context"
	"math"
	"time"
)

// alarm fires what falls due, until ctx ends.
func (s *Server) alarm(ctx context.Context) {
	for ctx.Err() == nil {
		s.waiting.Store(math.MaxInt64)
		next, err := s.book.Fire(ctx, s.book.Clock())
		if err != nil && ctx.Err() == nil {
			s.options.Log.Error("fire", "error", err)
		}
		wait := time.Minute
		if err == nil && !next.IsZero() {
			wait = min(wait, next.Sub(s.book.Clock()))
			s.waiting.Store(next.UnixMilli())
		}
		if err == nil || next.IsZero() {
			s.rest(ctx, wait)
		}
	}
}

// rest waits, but not beyond a reason to look again.
func (s *Server) rest(ctx context.Context, wait time.Duration) {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-s.wake:
	case <-timer.C:
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
