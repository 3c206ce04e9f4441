package store_test

import (
	"database/sql"
	"os"
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
		driver := "pgx"
		if !strings.HasPrefix(dsn, "postgres") {
			driver = "sqlite"
		}
		old, err := store.Open(t.Context(), store.Config{DSN: dsn})
		if err != nil {
			t.Fatal(err)
		}
		fund(t, old, 10000)
		decide(t, old, question(1, "pgfs.authorization", 1000))
		if err := old.Close(); err != nil {
			t.Fatal(err)
		}
		db, err := sql.Open(driver, dsn)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		undo(t, db, driver, "20261122002000_ledger_chain")

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

// undo takes a migration back, as if this release had not run yet.
func undo(t *testing.T, db *sql.DB, driver, name string) {
	t.Helper()
	text, err := os.ReadFile("migrations/" + name + ".tx.down.sql")
	if err != nil {
		t.Fatal(err)
	}
	var down strings.Builder
	err = template.Must(template.New(name).Parse(string(text))).Execute(&down, map[string]bool{"SQLite": driver == "sqlite"})
	if err != nil {
		t.Fatal(err)
	}
	execute(t, db, strings.Split(down.String(), "--bun:split")...)
	number, _, _ := strings.Cut(name, "_")
	execute(t, db, "DELETE FROM bun_migrations WHERE name = '"+number+"'")
}
