package state

// shelf holds the rows of a growing table that are worth remembering: those being
// staged, which the file does not have yet, and the ones last written.
type shelf[V any] struct {
	staged map[string]*V
	cached map[string]*V
	ring   []string // tokens in the order they were cached
	oldest int
}

const shelfSize = 4096

func newShelf[V any]() shelf[V] {
	return shelf[V]{staged: map[string]*V{}, cached: map[string]*V{}}
}

// live gives what an update sees, nil if only the file can tell.
func (s *shelf[V]) live(token string) *V {
	if v := s.staged[token]; v != nil {
		return v
	}
	return s.cached[token]
}

func (s *shelf[V]) stage(token string, v *V) (publish, undo func()) {
	before := s.staged[token]
	s.staged[token] = v
	publish = func() {
		if s.staged[token] == v {
			delete(s.staged, token)
		}
		s.remember(token, v)
	}
	undo = func() {
		if before == nil {
			delete(s.staged, token)
		} else {
			s.staged[token] = before
		}
	}
	return publish, undo
}

func (s *shelf[V]) remember(token string, v *V) {
	if _, known := s.cached[token]; !known {
		if len(s.ring) < shelfSize {
			s.ring = append(s.ring, token)
		} else {
			delete(s.cached, s.ring[s.oldest])
			s.ring[s.oldest] = token
			s.oldest = (s.oldest + 1) % shelfSize
		}
	}
	s.cached[token] = v
}
