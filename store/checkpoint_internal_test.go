package store

import (
	"path/filepath"
	"testing"
)

// The log is copied beside the writer, all of it when nobody reads, and what an open
// reading still needs stays.
func TestTheLogIsCopied(t *testing.T) {
	t.Parallel()
	s, err := Open(t.Context(), Config{DSN: filepath.Join(t.TempDir(), "console.db")})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	grow := func() {
		t.Helper()
		if _, err := s.writer.ExecContext(t.Context(), "INSERT INTO put_backs (cause, change, problem, operator_id, operator_email, created_at) VALUES ('', zeroblob(1000000), '', 0, '', 0)"); err != nil {
			t.Fatal(err)
		}
	}
	left := func(atLeast, atMost int64) {
		t.Helper()
		if got, err := checkpoint(t.Context(), s.reader, "NOOP"); err != nil || got < atLeast || got > atMost {
			t.Errorf("%d pages are left, %v, want %d to %d", got, err, atLeast, atMost)
		}
	}
	grow()
	if err := s.copyLog(t.Context(), 1<<20); err != nil {
		t.Fatal(err)
	}
	left(200, 1<<20) // not long enough to be copied
	if err := s.copyLog(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	left(0, 0)
	reading, err := s.reader.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if err := reading.QueryRowContext(t.Context(), "SELECT count(*) FROM put_backs").Scan(&n); err != nil || n != 1 {
		t.Fatal(n, err)
	}
	grow()
	if err := s.copyLog(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	left(200, 1<<20)
	if err := reading.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := s.copyLog(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	left(0, 0)
}
