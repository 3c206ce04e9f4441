package store_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"carddeck/store"
	"carddeck/store/storetest"
)

func TestResolvedDeclinesComeBack(t *testing.T) {
	t.Parallel()
	storetest.DSNs(t, func(t *testing.T, dsn string) {
		now := time.Date(2026, 3, 2, 12, 0, 0, 600e6, time.UTC)
		s := storetest.Open(t, store.Config{DSN: dsn, Now: func() time.Time { return now }})
		decline := func(token, at string) {
			t.Helper()
			deliver(t, s, envelope("transactions", refusal(token, "a", "1016", "5812", "USD", at, "").of("r")))
			applyAll(t, s)
		}
		decline("first", "2026-03-02T10:00:00Z")
		found, err := s.ListDeclineGroups(t.Context(), store.DeclineFilter{State: store.DeclinesOpen}, store.Page{})
		if err != nil || len(found.Rows) != 1 {
			t.Fatal(found, err)
		}
		id := found.Rows[0].ID
		expect := func(state store.DeclineState, reopened string, times int64) {
			t.Helper()
			g, err := s.DeclineGroup(t.Context(), id)
			at := ""
			if !g.ReopenedAt.IsZero() {
				at = g.ReopenedAt.Format(time.TimeOnly)
			}
			if err != nil || g.State != state || at != reopened || g.Reopenings != times {
				t.Errorf("%s, reopened at %q, %d times, %v; want %s at %q, %d times", g.State, at, g.Reopenings, err, state, reopened, times)
			}
		}
		if err := s.ResolveDeclines(t.Context(), id, "ada@example.com", "Raised the limit."); err != nil {
			t.Fatal(err)
		}
		if err := s.ResolveDeclines(t.Context(), id, "eve@example.com", ""); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("resolved twice: %v", err)
		}
		decline("late", "2026-03-02T11:59:59Z")
		expect(store.DeclinesResolved, "", 0)
		decline("after", "2026-03-02T13:00:00Z")
		expect(store.DeclinesOpen, "13:00:00", 1)
		decline("earlier", "2026-03-02T12:00:00Z") // in the second of the resolution
		expect(store.DeclinesOpen, "12:00:00", 1)
		now = now.Add(2 * time.Hour)
		if err := s.ResolveDeclines(t.Context(), id, "ada@example.com", "Again."); err != nil {
			t.Fatal(err)
		}
		expect(store.DeclinesResolved, "", 1)
		if err := s.ReopenDeclines(t.Context(), id, "eve@example.com", "No."); err != nil {
			t.Fatal(err)
		}
		expect(store.DeclinesOpen, "14:00:00", 1)
		if g, _ := s.DeclineGroup(t.Context(), id); g.ReopenedBy != "eve@example.com" || g.Note != "No." || g.ResolvedBy != "ada@example.com" || g.Declines != 4 {
			t.Errorf("it is %+v", g)
		}
		if err := s.ReopenDeclines(t.Context(), "none", "eve@example.com", ""); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("reopened none: %v", err)
		}
	})
}

func TestListDeclineGroups(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for _, n := range refusals() {
			deliver(t, s, envelope(n.envelope, n.of("run")))
		}
		applyAll(t, s)
		at := time.Date(2026, 3, 3, 9, 0, 0, 0, time.UTC)
		for name, tc := range map[string]struct {
			filter store.DeclineFilter
			want   int
		}{
			"all": {store.DeclineFilter{}, 5}, "open": {store.DeclineFilter{State: store.DeclinesOpen}, 5}, "resolved": {store.DeclineFilter{State: store.DeclinesResolved}, 0},
			"code": {store.DeclineFilter{Code: "1834"}, 2}, "decider": {store.DeclineFilter{Decider: "funding"}, 3},
			"product": {store.DeclineFilter{CardProduct: "run-product"}, 2}, "currency": {store.DeclineFilter{Currency: "EUR"}, 1},
			"from": {store.DeclineFilter{From: at}, 4}, "to": {store.DeclineFilter{To: at}, 2},
		} {
			for _, tc.filter.ByCount = range []bool{false, true} {
				var seen []string
				for page := (store.Page{Limit: 2}); ; {
					got, err := s.ListDeclineGroups(t.Context(), tc.filter, page)
					if err != nil {
						t.Fatal(err)
					}
					for _, g := range got.Rows {
						seen = append(seen, g.ID)
					}
					if len(seen) > 2 {
						back, err := s.ListDeclineGroups(t.Context(), tc.filter, store.Page{Limit: 2, Newer: got.Newer})
						if err != nil || len(back.Rows) != 2 {
							t.Errorf("%s: %d rows on the way back, %v", name, len(back.Rows), err)
						}
					}
					if page.Older = got.Older; page.Older == nil {
						break
					}
				}
				slices.Sort(seen)
				if len(slices.Compact(seen)) != tc.want {
					t.Errorf("%s, by count %t: %d groups, want %d", name, tc.filter.ByCount, len(seen), tc.want)
				}
			}
			if n, err := s.CountDeclineGroupsUpTo(t.Context(), tc.filter, 3); err != nil || n != int64(min(tc.want, 3)) {
				t.Errorf("%s: counted %d, %v", name, n, err)
			}
		}
	})
}
