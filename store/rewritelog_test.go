package store_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"carddeck/store"
	"carddeck/store/storetest"
)

// What a console left behind that was killed is written again before it is believed, and
// says the same as before.
func TestTheLogOfAKilledConsoleIsWrittenAgain(t *testing.T) {
	t.Parallel()
	path, left := filepath.Join(t.TempDir(), "console.db"), filepath.Join(t.TempDir(), "left.db")
	s := storetest.Open(t, store.Config{DSN: path})
	const operators = 400 // more than one piece of the log
	for i := range operators {
		if _, err := s.AddOperator(t.Context(), store.Operator{Email: fmt.Sprintf("%d@example.com", i)}); err != nil {
			t.Fatal(err)
		}
	}
	for _, part := range []string{"", "-wal"} {
		content, err := os.ReadFile(path + part)
		if err == nil {
			err = os.WriteFile(left+part, content, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	log, err := os.ReadFile(left + "-wal")
	if err != nil || len(log) < 1<<20 {
		t.Fatalf("a log of %d bytes, %v", len(log), err)
	}
	again, err := store.Open(t.Context(), store.Config{DSN: left, Key: store.NewKey()})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if _, err := again.OperatorByEmail(t.Context(), fmt.Sprintf("%d@example.com", operators-1)); err != nil {
		t.Errorf("the last operator: %v", err)
	}
	if now, err := os.ReadFile(left + "-wal"); err != nil || !bytes.Equal(now[:min(len(now), len(log))], log) {
		t.Errorf("the log has changed, %v", err)
	}
}
