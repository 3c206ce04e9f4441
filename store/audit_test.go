package store_test

import (
	"errors"
	"testing"
	"time"

	"carddeck/store"
	"carddeck/store/storetest"

	"github.com/google/go-cmp/cmp"
)

func TestAudit(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		want := store.AuditEntry{RequestKey: "form-1", OperatorID: 7, OperatorEmail: "ada@example.com", Action: "create card",
			Area: "cards", Request: []byte(`{"user_token":"u"}`), Reference: "r-1"}
		e, fresh, err := s.BeginAudit(ctx, want)
		if err != nil || !fresh || e.ID == 0 || e.Outcome != store.OutcomeOpen || e.StartedAt.IsZero() {
			t.Fatalf("BeginAudit = %+v, %v, %v", e, fresh, err)
		}
		again, fresh, err := s.BeginAudit(ctx, want)
		if diff := cmp.Diff(e, again); err != nil || fresh || diff != "" {
			t.Errorf("BeginAudit of a second click: fresh %v, %v (-first +second):\n%s", fresh, err, diff)
		}
		for range 2 {
			if _, fresh, err := s.BeginAudit(ctx, store.AuditEntry{Action: "sign in", Area: "operators"}); err != nil || !fresh {
				t.Errorf("BeginAudit without a key: fresh %v, %v", fresh, err)
			}
		}
		open, err := s.OpenAudits(ctx, time.Now().Add(time.Minute))
		if err != nil || len(open) != 3 || open[2].ID != e.ID {
			t.Errorf("OpenAudits = %+v, %v", open, err)
		}
		if open, err := s.OpenAudits(ctx, e.StartedAt); err != nil || len(open) != 0 {
			t.Errorf("OpenAudits before the first = %+v, %v", open, err)
		}

		if err := s.FinishAudit(ctx, e.ID, store.OutcomeUnknown, "", "", "no answer"); err != nil {
			t.Fatal(err)
		}
		if err := s.FinishAudit(ctx, e.ID, store.OutcomeDone, "card_1", "/cards/card_1", ""); err != nil {
			t.Fatal(err)
		}
		got, err := s.Audit(ctx, e.ID)
		if err != nil || got.Outcome != store.OutcomeDone || got.Target != "card_1" || got.ResultPath != "/cards/card_1" ||
			got.Detail != "no answer" || got.FinishedAt.IsZero() {
			t.Errorf("after both: %+v, %v", got, err)
		}
		if err := s.FinishAudit(ctx, e.ID, store.OutcomeRefused, "", "", ""); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("FinishAudit of a closed entry = %v, want ErrNotFound", err)
		}
		if err := s.FinishAudit(ctx, 99, store.OutcomeDone, "", "", ""); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("FinishAudit of none = %v, want ErrNotFound", err)
		}

		for name, tc := range map[string]struct {
			filter store.AuditFilter
			want   int
		}{
			"all":      {store.AuditFilter{}, 3},
			"target":   {store.AuditFilter{Target: "card_1"}, 1},
			"area":     {store.AuditFilter{Area: "operators"}, 2},
			"outcome":  {store.AuditFilter{Outcome: store.OutcomeOpen}, 2},
			"operator": {store.AuditFilter{OperatorID: 7}, 1},
			"none":     {store.AuditFilter{OperatorID: 7, Area: "operators"}, 0},
		} {
			if got, err := s.ListAudit(ctx, tc.filter, store.Page{}); err != nil || len(got.Rows) != tc.want {
				t.Errorf("ListAudit by %s = %d rows, %v, want %d", name, len(got.Rows), err, tc.want)
			}
		}
	})
}

// Many clicks on one form make one entry.
func TestAuditOneOfManyClicks(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		fresh := make(chan bool, 100)
		for range cap(fresh) {
			go func() {
				_, first, err := s.BeginAudit(t.Context(), store.AuditEntry{RequestKey: "k", Action: "create card"})
				if err != nil {
					t.Error(err)
				}
				fresh <- first
			}()
		}
		first := 0
		for range cap(fresh) {
			if <-fresh {
				first++
			}
		}
		if first != 1 {
			t.Errorf("%d of %d clicks were the first", first, cap(fresh))
		}
	})
}
