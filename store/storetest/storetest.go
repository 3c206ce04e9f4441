// Package storetest gives tests a real store: an empty, migrated database of their
// own that is gone when they end.
package storetest

import (
	"path/filepath"
	"testing"

	"carddeck/store"
)

// New gives a store on a SQLite file in the test's own folder.
func New(t testing.TB) *store.Store {
	t.Helper()
	return Open(t, store.Config{DSN: filepath.Join(t.TempDir(), "console.db")})
}

// Open opens a store as configured and closes it when the test ends.
func Open(t testing.TB, c store.Config) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), c)
	if err != nil {
		t.Fatalf("open store: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close store: %v", err)
		}
	})
	return s
}

// Each runs a test on SQLite and on PostgreSQL, each with an empty store, at the same
// time. Without PostgreSQL on the machine that half is skipped; see DSNs.
func Each(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	DSNs(t, func(t *testing.T, dsn string) { test(t, Open(t, store.Config{DSN: dsn})) })
}

// DSNs is Each for tests that open the store themselves. The SQLite file does not
// exist yet; the PostgreSQL database is migrated and empty. Without PostgreSQL on the
// machine that half is skipped with one line, and fails where CI=true.
func DSNs(t *testing.T, test func(t *testing.T, dsn string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		test(t, filepath.Join(t.TempDir(), "console.db"))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		test(t, Postgres(t))
	})
}
