package marqeta_test

import (
	"context"
	"errors"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"carddeck/marqeta"
)

func TestCircuitOpensAndCloses(t *testing.T) {
	t.Parallel()
	var up atomic.Bool
	p := newPlatform(t, func(w http.ResponseWriter, r *http.Request) {
		if up.Load() {
			says(200, aUser)(w, r)
			return
		}
		says(503, "")(w, r)
	})
	var now atomic.Int64
	c := p.client(t, func(c *marqeta.Config) { c.Now = func() time.Time { return time.Unix(0, now.Load()) } })
	for range 5 {
		_, _ = c.CreateUser(t.Context(), marqeta.UserRequest{Token: "ada"})
	}
	if n := len(p.requests()); n != 10 {
		t.Errorf("%d requests before the circuit opened, want 10", n)
	}
	_, err := c.CreateUser(t.Context(), marqeta.UserRequest{Token: "ada"})
	if !errors.Is(err, marqeta.ErrUnreachable) || !marqeta.OutcomeUnknown(err) || len(p.requests()) != 10 {
		t.Errorf("open circuit: %v after %d requests", err, len(p.requests()))
	}
	now.Add(int64(time.Second))
	if _, err := c.User(t.Context(), "ada"); err == nil || len(p.requests()) != 11 {
		t.Errorf("after a second one call is let through: %v after %d requests", err, len(p.requests()))
	}
	up.Store(true)
	now.Add(int64(time.Second))
	for i := range 3 {
		if _, err := c.User(t.Context(), "ada"); err != nil {
			t.Errorf("call %d after recovery: %v", i, err)
		}
	}
	up.Store(false)
	before := len(p.requests())
	for range 5 {
		_, _ = c.User(t.Context(), "ada")
	}
	if n := len(p.requests()) - before; n != 10 {
		t.Errorf("%d requests until it opened again, want 10", n)
	}
}

func TestOpenCircuitLetsOneCallThrough(t *testing.T) {
	t.Parallel()
	arrived, answer := make(chan struct{}, 2), make(chan struct{})
	var slow atomic.Bool
	p := newPlatform(t, func(w http.ResponseWriter, r *http.Request) {
		if slow.Load() {
			arrived <- struct{}{}
			<-answer
			says(200, aUser)(w, r)
			return
		}
		says(503, "")(w, r)
	})
	var now atomic.Int64
	c := p.client(t, func(c *marqeta.Config) { c.Now = func() time.Time { return time.Unix(0, now.Load()) } })
	for range 3 {
		_, _ = c.User(t.Context(), "ada")
	}
	slow.Store(true)
	now.Add(int64(time.Second))
	first := make(chan error)
	go func() {
		_, err := c.User(t.Context(), "ada")
		first <- err
	}()
	<-arrived
	if _, err := c.User(t.Context(), "ada"); !errors.Is(err, marqeta.ErrUnreachable) || len(p.requests()) != 11 {
		t.Errorf("a second call beside the first: %v after %d requests", err, len(p.requests()))
	}
	close(answer)
	if err := <-first; err != nil {
		t.Error(err)
	}
}

func TestCallersWhoLeaveDoNotOpenTheCircuit(t *testing.T) {
	t.Parallel()
	p := newPlatform(t, hangs)
	c := p.client(t)
	for range 12 {
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		_, _ = c.User(ctx, "ada")
		cancel()
	}
	p.mu.Lock()
	p.answers = []http.HandlerFunc{says(200, aUser)}
	p.mu.Unlock()
	if _, err := c.User(t.Context(), "ada"); err != nil {
		t.Error(err)
	}
}
