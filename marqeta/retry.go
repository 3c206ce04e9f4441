package marqeta

import (
	"context"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"
)

const (
	maxTries     = 4
	firstBackoff = 100 * time.Millisecond
)

// backoff doubles from try to try, less up to a quarter so that callers spread out.
func backoff(tries int) time.Duration {
	d := firstBackoff << max(0, tries-1)
	return d - rand.N(d/4)
}

// retryAfter reads the header as seconds or as a date (RFC 9110, 10.2.3); 0 when it
// says nothing readable.
func retryAfter(header string, now time.Time) time.Duration {
	if seconds, err := strconv.ParseUint(header, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if at, err := http.ParseTime(header); err == nil {
		return max(0, at.Sub(now))
	}
	return 0
}

// fits reports whether a wait leaves time for an answer before the deadline.
func fits(ctx context.Context, wait time.Duration) bool {
	deadline, ok := ctx.Deadline()
	return !ok || time.Until(deadline) > wait
}

func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
