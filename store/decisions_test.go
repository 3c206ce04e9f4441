package store_test

import (
	"fmt"
	"testing"
	"time"

	"carddeck/marqeta/webhook"
	"carddeck/store"
	"carddeck/store/storetest"
)

func TestDecisionsCountWhatWasDecided(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		at := time.Date(2026, 3, 12, 9, 0, 0, 0, time.UTC)
		for i, x := range []struct{ kind, state, code string }{
			{"authorization", "PENDING", "0000"}, {"authorization", "DECLINED", "1016"}, {"pindebit", "DECLINED", "1016"},
			{"authorization", "ERROR", "1811"}, {"authorization.clearing", "COMPLETION", "0000"}, {"refund", "COMPLETION", "0000"},
			{"authorization.incremental", "PENDING", "0000"},
		} {
			m, err := webhook.Decode(fmt.Appendf(nil, `{"transactions":[{"token":"t%d","type":%q,"state":%q,"amount":1,"currency_code":"USD","response":{"code":%q},`+
				`"created_time":%q,"user_transaction_time":%q}]}`, i, x.kind, x.state, x.code, at.Format(time.RFC3339), at.Format(time.RFC3339)))
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Record(t.Context(), m); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := s.Apply(t.Context(), 100); err != nil {
			t.Fatal(err)
		}
		count := func(since time.Time, most int64) (approved, declined int) {
			found, err := s.Decisions(t.Context(), since, most)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range found {
				if d.Declined {
					declined += d.Count
				} else {
					approved += d.Count
				}
			}
			return approved, declined
		}
		if approved, declined := count(at, 100); approved != 2 || declined != 2 {
			t.Errorf("%d approved, %d declined", approved, declined)
		}
		if approved, declined := count(at, 3); approved+declined != 3 {
			t.Errorf("of at most 3: %d approved, %d declined", approved, declined)
		}
		if approved, declined := count(at.Add(time.Hour), 100); approved+declined != 0 {
			t.Errorf("later: %d approved, %d declined", approved, declined)
		}
	})
}
