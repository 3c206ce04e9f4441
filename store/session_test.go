package store_test

import (
	"crypto/sha256"
	"errors"
	"testing"
	"time"

	"carddeck/store"
	"carddeck/store/storetest"

	"github.com/google/go-cmp/cmp"
)

func hashed(s string) []byte {
	h := sha256.Sum256([]byte(s))
	return h[:]
}

func TestSessions(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		o, err := s.AddOperator(ctx, store.Operator{Email: "ada@example.com"})
		if err != nil {
			t.Fatal(err)
		}
		put := func(id string, operator int64, idle, end time.Duration) store.Session {
			x := store.Session{Hash: hashed(id), OperatorID: operator, Data: []byte{0, 0xff, 1}, CreatedAt: noon,
				IdleEndsAt: noon.Add(idle), EndsAt: noon.Add(end)}
			if err := s.PutSession(ctx, x); err != nil {
				t.Fatal(err)
			}
			return x
		}
		want := put("one", o.ID, 15*time.Minute, 8*time.Hour)
		put("guest", 0, 15*time.Minute, 8*time.Hour)
		put("spent", o.ID, 15*time.Minute, time.Minute)

		got, err := s.Session(ctx, want.Hash, noon)
		want.SeenAt = got.SeenAt
		if diff := cmp.Diff(want, got); err != nil || diff != "" || got.SeenAt.IsZero() {
			t.Errorf("Session: %v (-want +got):\n%s", err, diff)
		}
		for name, tc := range map[string]struct {
			hash []byte
			at   time.Time
		}{
			"unknown":      {hashed("two"), noon},
			"idle":         {want.Hash, noon.Add(15 * time.Minute)},
			"at its end":   {hashed("spent"), noon.Add(time.Minute)},
			"an empty key": {nil, noon},
		} {
			if _, err := s.Session(ctx, tc.hash, tc.at); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("Session %s = %v, want ErrNotFound", name, err)
			}
		}

		if err := s.TouchSession(ctx, want.Hash, noon.Add(10*time.Minute), noon.Add(25*time.Minute)); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Session(ctx, want.Hash, noon.Add(20*time.Minute)); err != nil || !got.Live(noon.Add(24*time.Minute)) {
			t.Errorf("Session after a touch = %+v, %v", got, err)
		}
		if err := s.TouchSession(ctx, want.Hash, noon.Add(26*time.Minute), noon.Add(40*time.Minute)); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("TouchSession of an idle one = %v, want ErrNotFound", err)
		}

		want.Data = []byte("more")
		if err := s.PutSession(ctx, want); err != nil {
			t.Fatal(err)
		}
		if got, _ := s.Session(ctx, want.Hash, noon); string(got.Data) != "more" {
			t.Errorf("data after a second put: %q", got.Data)
		}

		if n, err := s.DeleteExpiredSessions(ctx, noon.Add(time.Minute)); err != nil || n != 1 {
			t.Errorf("DeleteExpiredSessions = %d, %v, want 1", n, err)
		}
		if err := s.EndSessionsOf(ctx, o.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Session(ctx, want.Hash, noon); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("Session after EndSessionsOf = %v, want ErrNotFound", err)
		}
		if _, err := s.Session(ctx, hashed("guest"), noon); err != nil {
			t.Errorf("somebody else's session after EndSessionsOf = %v", err)
		}
		if err := errors.Join(s.EndSession(ctx, hashed("guest")), s.EndSession(ctx, hashed("guest"))); err != nil {
			t.Errorf("EndSession twice = %v", err)
		}
	})
}

func TestSignInLinkWorksOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		o, err := s.AddOperator(ctx, store.Operator{Email: "ada@example.com"})
		if err != nil {
			t.Fatal(err)
		}
		later := time.Now().Add(time.Hour)
		if err := s.AddSignInLink(ctx, hashed("l"), o.ID, later); err != nil {
			t.Fatal(err)
		}
		if err := s.AddSignInLink(ctx, hashed("l"), o.ID, later); !errors.Is(err, store.ErrConflict) {
			t.Errorf("AddSignInLink twice = %v, want ErrConflict", err)
		}
		if _, err := s.UseSignInLink(ctx, hashed("l"), later); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("UseSignInLink at its end = %v, want ErrNotFound", err)
		}
		won := make(chan int64, 20)
		for range cap(won) {
			go func() {
				id, err := s.UseSignInLink(ctx, hashed("l"), time.Now())
				if err != nil && !errors.Is(err, store.ErrNotFound) {
					t.Errorf("UseSignInLink = %v", err)
				}
				won <- id
			}()
		}
		times := 0
		for range cap(won) {
			if id := <-won; id == o.ID {
				times++
			}
		}
		if times != 1 {
			t.Errorf("a link used at once by %d worked %d times, want once", cap(won), times)
		}
		if _, err := s.UseSignInLink(ctx, hashed("unknown"), time.Now()); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("UseSignInLink of an unknown one = %v, want ErrNotFound", err)
		}
	})
}
