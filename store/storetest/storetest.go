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
