package store_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"carddeck/marqeta"
	"carddeck/marqeta/control"
	"carddeck/store"
	"carddeck/store/storetest"
)

func TestWalkEvents(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		const n = 25
		var bodies []string
		for i := range n {
			bodies = append(bodies, fmt.Sprintf(`{"token":"t%04d","identifier":"%d","type":"authorization","state":%q,"user_token":"parent","acting_user_token":"user-%d",
				"card_token":"card","card_product_token":"product-%d","amount":10.5,"request_amount":12,"currency_code":"USD","response":{"code":"1834"},
				"card_acceptor":{"mid":"1","mcc":"5541"},"created_time":"2026-03-02T10:%02d:%02dZ"}`,
				i, i, map[bool]string{true: "DECLINED", false: "COMPLETION"}[i%2 == 1], i%2, i%2, i/60%60, i%60))
		}
		bodies = append(bodies, `{"token":"record","type":"gpa.credit.authorization","state":"PENDING","network":"MARQETA","preceding_related_transaction_token":"t0001",
			"amount":1,"currency_code":"USD","created_time":"2026-03-02T10:00:00Z"}`)
		deliver(t, s, envelope("transactions", bodies...))
		applyAll(t, s)
		walk := func(f store.EventFilter, most int) (all []control.Event) {
			t.Helper()
			f.Chunk = 10
			err := s.WalkEvents(t.Context(), f, func(events []control.Event) bool {
				all = append(all, events...)
				return len(all) < most
			})
			if err != nil {
				t.Fatal(err)
			}
			return all
		}
		all := walk(store.EventFilter{}, n)
		seen := map[string]bool{}
		for i, e := range all {
			if seen[e.Token] || i > 0 && e.At.After(all[i-1].At) {
				t.Fatalf("%d: %+v is repeated, or not in order", i, e)
			}
			seen[e.Token] = true
		}
		if len(all) != n || len(walk(store.EventFilter{}, 1)) != 10 {
			t.Errorf("%d events", len(all))
		}
		if got := len(walk(store.EventFilter{CardProduct: "product-1"}, n)); got != n/2 {
			t.Errorf("%d of the product", got)
		}
		i := slices.IndexFunc(all, func(e control.Event) bool { return e.Token == "t0001" })
		e := all[i]
		e.At = e.At.UTC()
		want := control.Event{Token: "t0001", Type: "authorization", User: "user-1", Card: "card", CardProduct: "product-1", Currency: "USD",
			Amount: 1050, Asked: 1200, MID: "1", MCC: "5541", Declined: true, Code: "1834", Number: 1, At: e.At}
		if e != want || e.At.Format("15:04:05") != "10:00:01" {
			t.Errorf("got %+v", e)
		}
	})
}

// BenchmarkReplay reads a hundred thousand transactions and replays a limit over them, as
// the preview of a control does.
func BenchmarkReplay(b *testing.B) {
	for _, database := range []string{"sqlite", "postgres"} {
		b.Run(database, func(b *testing.B) {
			dsn := filepath.Join(b.TempDir(), "console.db")
			if database == "postgres" {
				dsn = storetest.Postgres(b)
			}
			s := storetest.Open(b, store.Config{DSN: dsn})
			generate(b, s, dsn, 160_000) // a third are funding records
			v := marqeta.VelocityControl{Token: "v", Active: true, ApprovalsOnly: true, IncludePurchases: true, CurrencyCode: "USD", Window: marqeta.WeekWindow, AmountLimit: marqeta.MustAmount("5000")}
			for b.Loop() {
				var events []control.Event
				if err := s.WalkEvents(b.Context(), store.EventFilter{}, func(more []control.Event) bool {
					events = append(events, more...)
					return len(events) < 100_000
				}); err != nil {
					b.Fatal(err)
				}
				control.InOrder(events)
				r, err := control.ReplayLimit(marqeta.VelocityControl{}, v, control.Groups{}, store.Digits)
				if err != nil {
					b.Fatal(err)
				}
				for _, e := range events {
					r.Add(e)
				}
				if result := r.Result(); result.Looked < 100_000 || result.Declined.Count == 0 {
					b.Fatalf("%+v", result)
				}
			}
		})
	}
}
