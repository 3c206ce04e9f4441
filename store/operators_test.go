package store_test

import (
	"errors"
	"testing"
	"time"

	"carddeck/store"
	"carddeck/store/storetest"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func TestOperators(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		ada, err := s.AddOperator(ctx, store.Operator{Email: " Ada@Example.com ", Name: "Ada", Role: "admin", PasswordHash: "h1", Active: true})
		if err != nil || ada.ID == 0 || ada.Email != "ada@example.com" || ada.CreatedAt.IsZero() {
			t.Fatalf("AddOperator = %+v, %v", ada, err)
		}
		if _, err := s.AddOperator(ctx, store.Operator{Email: "ADA@example.com"}); !errors.Is(err, store.ErrEmailTaken) || !errors.Is(err, store.ErrConflict) {
			t.Errorf("AddOperator with a known address = %v, want ErrEmailTaken", err)
		}
		if got, err := s.OperatorByEmail(ctx, "ADA@EXAMPLE.COM"); err != nil || got != ada {
			t.Errorf("OperatorByEmail = %+v, %v, want %+v", got, err, ada)
		}
		if got, err := s.Operator(ctx, ada.ID); err != nil || got != ada {
			t.Errorf("Operator = %+v, %v, want %+v", got, err, ada)
		}
		if _, err := s.Operator(ctx, ada.ID+1); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("Operator with an unknown ID = %v, want ErrNotFound", err)
		}
		if _, err := s.OperatorByEmail(ctx, "nobody@example.com"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("OperatorByEmail with an unknown address = %v, want ErrNotFound", err)
		}
		if _, err := s.AddOperator(ctx, store.Operator{Email: "aaron@example.com"}); err != nil {
			t.Fatal(err)
		}
		if all, err := s.ListOperators(ctx); err != nil || len(all) != 2 || all[0].Name != "" || all[1] != ada {
			t.Errorf("ListOperators = %+v, %v", all, err)
		}

		for what, err := range map[string]error{
			"SetOperatorActive": s.SetOperatorActive(ctx, ada.ID, false),
			"SetOperatorRole":   s.SetOperatorRole(ctx, ada.ID, "viewer"),
			"SetPassword":       s.SetPassword(ctx, ada.ID, "h2"),
		} {
			if err != nil {
				t.Errorf("%s = %v", what, err)
			}
		}
		if got, _ := s.Operator(ctx, ada.ID); got.Active || got.Role != "viewer" || got.PasswordHash != "h2" {
			t.Errorf("after the changes: %+v", got)
		}
		for what, err := range map[string]error{
			"SetOperatorActive":   s.SetOperatorActive(ctx, 99, true),
			"SetPassword":         s.SetPassword(ctx, 99, "h"),
			"CountSignInFailure":  s.CountSignInFailure(ctx, 99, noon),
			"ClearSignInFailures": s.ClearSignInFailures(ctx, 99),
		} {
			if !errors.Is(err, store.ErrNotFound) {
				t.Errorf("%s of nobody = %v, want ErrNotFound", what, err)
			}
		}
	})
}

func TestSignInFailuresLock(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		o, err := s.AddOperator(ctx, store.Operator{Email: "ada@example.com", Active: true})
		if err != nil {
			t.Fatal(err)
		}
		fail := func(times int) store.Operator {
			for range times {
				if err := s.CountSignInFailure(ctx, o.ID, noon); err != nil {
					t.Fatal(err)
				}
			}
			got, err := s.Operator(ctx, o.ID)
			if err != nil {
				t.Fatal(err)
			}
			return got
		}
		if got := fail(9); got.Locked(noon) || got.FailedSignIns != 9 {
			t.Errorf("after 9 failures: %+v, want not locked", got)
		}
		if err := s.ClearSignInFailures(ctx, o.ID); err != nil {
			t.Fatal(err)
		}
		if got := fail(9); got.Locked(noon) {
			t.Errorf("after a success and 9 failures: locked")
		}
		got := fail(1)
		if !got.Locked(noon) || !got.Locked(noon.Add(30*time.Minute-time.Second)) || got.Locked(noon.Add(30*time.Minute)) {
			t.Errorf("after 10 failures: locked until %v, want %v", got.LockedUntil, noon.Add(30*time.Minute))
		}
		if err := s.SetPassword(ctx, o.ID, "h"); err != nil {
			t.Fatal(err)
		}
		if got, _ := s.Operator(ctx, o.ID); got.Locked(noon) {
			t.Errorf("locked after a new password")
		}
	})
}
