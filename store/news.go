package store

import "sync"

// news wakes everybody who waits for something to change. It says that, not what:
// whoever wakes looks again.
type news struct {
	mu      sync.Mutex
	waiting map[chan struct{}]struct{}
}

// Subscribe gives a channel that receives after local copies or notifications have
// changed. Changes that come while nobody reads fold into one. cancel ends it.
func (s *Store) Subscribe() (changed <-chan struct{}, cancel func()) {
	return s.news.subscribe()
}

func (n *news) subscribe() (changed <-chan struct{}, cancel func()) {
	c := make(chan struct{}, 1)
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.waiting == nil {
		n.waiting = make(map[chan struct{}]struct{})
	}
	n.waiting[c] = struct{}{}
	return c, func() {
		n.mu.Lock()
		defer n.mu.Unlock()
		delete(n.waiting, c)
	}
}

func (n *news) tell() {
	n.mu.Lock()
	defer n.mu.Unlock()
	for c := range n.waiting {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}
