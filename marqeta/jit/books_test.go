package jit_test

import (
	"context"
	"errors"
	"sync"
	"time"

	"carddeck/marqeta/jit"
)

// memory are books without a database, with faults on demand.
type memory struct {
	mu       sync.Mutex
	account  jit.Account
	known    map[string]jit.Decision
	digests  map[string][32]byte
	asked    []jit.Question
	fail     error
	delay    time.Duration
	panics   bool
	lies     func(*jit.Decision)
	observed int
}

func (m *memory) Decide(ctx context.Context, q jit.Question) (jit.Decision, error) {
	if m.delay > 0 {
		time.Sleep(m.delay) // only where the clock is not real
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.asked = append(m.asked, q)
	switch {
	case m.panics:
		panic("a fault of the books")
	case m.fail != nil:
		return jit.Decision{Token: q.Token, Verdict: jit.Verdict{Approved: true}, Status: 200, Answer: []byte(`{}`)}, m.fail
	case time.Now().After(q.Deadline):
		return jit.Decision{}, errors.New("too late to commit")
	case ctx.Err() != nil:
		return jit.Decision{}, ctx.Err()
	}
	if d, ok := m.known[q.Token]; ok && m.digests[q.Token] == q.Digest() {
		d.Repeated = true
		return d, nil
	} else if ok {
		v := jit.Decline(q.Ask, "known token", jit.Duplicate, "")
		d := jit.Decision{Token: q.Token, Verdict: v, Conflict: true}
		d.Status, d.Answer = jit.Compose(q.Ask, v, m.account)
		return d, nil
	}
	d := jit.Decision{Token: q.Token, Verdict: q.Judge(m.account), At: q.Received, Waited: time.Millisecond}
	if q.Mode == jit.Observe {
		m.observed++
		return d, nil
	}
	if d.Approved && q.Effect() == jit.Hold {
		m.account.Held += d.Amount
	}
	d.Status, d.Answer = jit.Compose(q.Ask, d.Verdict, m.account)
	if m.known == nil {
		m.known, m.digests = map[string]jit.Decision{}, map[string][32]byte{}
	}
	m.known[q.Token], m.digests[q.Token] = d, q.Digest()
	if m.lies != nil {
		m.lies(&d)
	}
	return d, nil
}

// journal keeps what was noted.
type journal chan jit.Answered

func (j journal) Note(a jit.Answered) { j <- a }
