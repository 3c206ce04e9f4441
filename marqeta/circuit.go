package marqeta

import (
	"errors"
	"sync"
	"time"
)

const (
	failuresToOpen = 10
	openFor        = time.Second
)

var errCircuitOpen = errors.New("not asked, since it has just failed repeatedly")

// circuit spares callers the wait for a platform that is down: after ten failures in a
// row only one call a second is let through, until one of them is answered.
type circuit struct {
	mu       sync.Mutex
	failures int
	nextTry  time.Time // while open, calls before this instant are refused
}

func (c *circuit) allows(now time.Time) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.failures < failuresToOpen {
		return true
	}
	if now.Before(c.nextTry) {
		return false
	}
	c.nextTry = now.Add(openFor)
	return true
}

func (c *circuit) note(worked bool, now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if worked {
		c.failures = 0
		return
	}
	c.failures++
	c.nextTry = now.Add(openFor)
}
