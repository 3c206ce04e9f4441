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

// circuit spares callers the wait for a platform that does not answer: after ten
// failures in a row one call a second is let through, until one is answered.
type circuit struct {
	mu       sync.Mutex
	failures int
	closedAt time.Time // calls before this instant are refused
}

func (c *circuit) allows(now time.Time) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.failures < failuresToOpen {
		return true
	}
	if now.Before(c.closedAt) {
		return false
	}
	c.closedAt = now.Add(openFor)
	return true
}

func (c *circuit) failed(now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.failures++
	c.closedAt = now.Add(openFor)
}

func (c *circuit) worked() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.failures = 0
}

// forget leaves a call uncounted that its caller gave up.
func (c *circuit) forget() {}
