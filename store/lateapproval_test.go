package store_test

import (
	"context"
	"database/sql"
	"sync"
	"testing"
	"time"

	"carddeck/marqeta/webhook"
	"carddeck/store"
	"carddeck/store/storetest"
)

// The platform declines what it waited for too long, and says so before our approval is
// kept, after it or at the very time, once or twice, with the funding message or without.
// The hold is gone within seconds of both, every time.
func TestLateApprovalsAreReleased(t *testing.T) {
	t.Parallel()
	const runs, workers = 250, 10
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		fund(t, s, 1_000_000_00)
		applying, stop := context.WithCancel(t.Context())
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		var applier, group sync.WaitGroup
		applier.Go(func() {
			if err := s.RunApplier(applying, tick.C); err != nil {
				t.Error(err)
			}
		})
		for worker := range workers {
			group.Go(func() {
				for n := 1 + worker; n <= runs; n += workers {
					lateApproval(t, s, n)
				}
			})
		}
		group.Wait()
		known := time.Now()
		for waiting := true; waiting; {
			list, err := s.ListNotifications(t.Context(), store.NotificationFilter{Status: store.Stored}, store.Page{Limit: 1})
			if err != nil {
				t.Fatal(err)
			}
			waiting = len(list.Rows) > 0 && time.Since(known) < 3*time.Minute
		}
		t.Logf("%d runs, all is applied %v after the last", runs, time.Since(known).Round(time.Millisecond))
		stop()
		applier.Wait()
		balance(t, s, 1_000_000_00, 0)
		verified(t, s)
	})
}

// lateApproval is one of them.
func lateApproval(t *testing.T, s *store.Store, n int) {
	change := []func(map[string]any){unlinked}
	if n%2 == 0 { // declined before the platform had an order
		change = append(change, func(m map[string]any) { delete(m, "gpa_order") })
	}
	m, err := webhook.Decode([]byte(envelope("transactions", gatewayed(n, "authorization", "DECLINED", 1_00, change...))))
	if err != nil {
		t.Error(err)
		return
	}
	m.ReceivedAt, m.Signature = noon, webhook.Unchecked
	hear := func() {
		if err := s.Record(context.Background(), m); err != nil {
			t.Error(err)
		}
	}
	answer := func() {
		q := question(n, "pgfs.authorization", 1_00)
		if d, err := s.Decide(context.Background(), q); err != nil || d.Approved != (d.Status == 200) {
			t.Errorf("%d: %+v, %v", n, d, err)
		}
	}
	var both sync.WaitGroup
	defer both.Wait()
	switch n % 5 {
	case 0:
		answer()
		hear()
	case 1:
		hear()
		answer()
	case 2:
		hear()
		answer()
		hear()
	default:
		both.Go(answer)
		both.Go(hear)
	}
}

// Whoever comes second, we who decide or the platform that has declined, waits for the
// first, so that no hold stays that neither saw. SQLite has one writer at a time anyway.
func TestNeitherMissesTheOther(t *testing.T) {
	t.Parallel()
	declined := gatewayed(1, "authorization", "DECLINED", 1_00, unlinked, func(m map[string]any) { delete(m, "gpa_order") })
	for name, c := range map[string]struct {
		halfway  string // keeps the first from its end
		platform bool   // comes first
	}{
		"the platform": {"SELECT 1 FROM notifications WHERE token = 't1' FOR NO KEY UPDATE", true},
		"we":           {"LOCK TABLE ledger_entries IN SHARE MODE", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dsn := storetest.Postgres(t)
			s := storetest.Open(t, store.Config{DSN: dsn})
			fund(t, s, 100_00)
			decide(t, s, question(9, "pgfs.authorization", 900_00)) // what it sends is prepared
			deliver(t, s, envelope("transactions", declined))
			db := raw(t, dsn)
			stop, err := db.BeginTx(t.Context(), nil)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := stop.ExecContext(t.Context(), c.halfway); err != nil {
				t.Fatal(err)
			}
			first := func() error { _, err := s.Decide(t.Context(), question(1, "pgfs.authorization", 1_00)); return err }
			second := func() error { _, err := s.Apply(t.Context(), 1); return err }
			if c.platform {
				first, second = second, first
			}
			done := make(chan error, 2)
			go func() { done <- first() }()
			blocked(t, db, 1)
			go func() { done <- second() }()
			blocked(t, db, 2)
			if err := stop.Rollback(); err != nil {
				t.Fatal(err)
			}
			for range cap(done) {
				if err := <-done; err != nil {
					t.Error(err)
				}
			}
			balance(t, s, 100_00, 0)
			verified(t, s)
		})
	}
}

// blocked returns when so many wait for others in the database, which is an
// error not to happen.
func blocked(t *testing.T, db *sql.DB, sessions int) {
	t.Helper()
	for began := time.Now(); time.Since(began) < 5*time.Second; {
		n := 0
		err := db.QueryRowContext(t.Context(), `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`).Scan(&n)
		if err != nil {
			t.Fatal(err)
		}
		if n >= sessions {
			return
		}
	}
	t.Errorf("%d do not wait", sessions)
}
