package store_test

import (
	"database/sql"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"text/template"

	"carddeck/store"
	"carddeck/store/storetest"
)

// Entries of a release that knew no chains are told apart and still counted; the chain
// of their account begins behind them.
func TestChainBeginsBehindOldEntries(t *testing.T) {
	t.Parallel()
	storetest.DSNs(t, func(t *testing.T, dsn string) {
		old, err := store.Open(t.Context(), store.Config{DSN: dsn})
		if err != nil {
			t.Fatal(err)
		}
		fund(t, old, 10000)
		decide(t, old, question(1, "pgfs.authorization", 1000))
		if err := old.Close(); err != nil {
			t.Fatal(err)
		}
		db, driver := tables(t, dsn)
		undo(t, db, driver, "20261122002000")

		s := storetest.Open(t, store.Config{DSN: dsn, Migrate: true})
		decide(t, s, question(2, "pgfs.authorization", 2000))
		tell(t, s, gatewayed(1, "authorization", "PENDING", 1000), gatewayed(3, "authorization.clearing", "COMPLETION", 900, clearing(true)))
		r, err := s.VerifyLedger(t.Context(), func(store.LedgerReport) {})
		if err != nil || !r.Sound() || r.Unchained != 2 || r.Entries != 5 {
			t.Errorf("verify: %+v, %v", r, err)
		}
		disarm(t, db, driver)
		execute(t, db, "UPDATE ledger_entries SET kind = 'gift' WHERE id = (SELECT max(id) FROM ledger_entries)")
		if r, err := s.VerifyLedger(t.Context(), func(store.LedgerReport) {}); err != nil || len(r.Faults) != 1 || r.Faults[0].Rule != behind {
			t.Errorf("verify: %+v, %v", r, err)
		}
	})
}

// undo takes migrations back, down to one, as if this release had not run yet.
func undo(t *testing.T, db *sql.DB, driver, last string) {
	t.Helper()
	names, err := filepath.Glob("migrations/*.tx.down.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Backward(names) {
		number, _, _ := strings.Cut(filepath.Base(name), "_")
		if number < last {
			return
		}
		var down strings.Builder
		err := template.Must(template.ParseFiles(name)).Execute(&down, map[string]bool{"SQLite": driver == "sqlite"})
		if err != nil {
			t.Fatal(err)
		}
		execute(t, db, strings.Split(down.String(), "--bun:split")...)
		execute(t, db, "DELETE FROM bun_migrations WHERE name = '"+number+"'")
	}
}
