package store_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"carddeck/marqeta/webhook"
	"carddeck/store"
	"carddeck/store/storetest"

	_ "github.com/jackc/pgx/v5/stdlib"
)

// raw opens the database beside the store.
func raw(t testing.TB, dsn string) *sql.DB {
	t.Helper()
	driver := "sqlite"
	if strings.HasPrefix(dsn, "postgres") {
		driver = "pgx"
	}
	db, err := sql.Open(driver, dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func run(t testing.TB, dsn string, statements ...string) {
	t.Helper()
	db := raw(t, dsn)
	for _, statement := range statements {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func open(dsn string) error {
	s, err := store.Open(context.Background(), store.Config{DSN: dsn})
	if err != nil {
		return err
	}
	return s.Close()
}

func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	storetest.DSNs(t, func(t *testing.T, dsn string) {
		if err := errors.Join(open(dsn), open(dsn)); err != nil {
			t.Fatalf("opening twice in a row: %v", err)
		}
		for _, tc := range []struct {
			name, damage, repair string
			want                 error
		}{
			{"a newer schema", "INSERT INTO bun_migrations (name, group_id) VALUES ('29991231235959', 9)",
				"DELETE FROM bun_migrations WHERE name = '29991231235959'", store.ErrNewerSchema},
			{"a missing column", "ALTER TABLE cards RENAME COLUMN state_reason TO reason", "ALTER TABLE cards RENAME COLUMN reason TO state_reason", store.ErrDamaged},
			{"a missing table", "ALTER TABLE stamps RENAME TO lost", "ALTER TABLE lost RENAME TO stamps", store.ErrDamaged},
		} {
			run(t, dsn, tc.damage)
			err := open(dsn)
			if !errors.Is(err, tc.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("%s: %v, want one line of %v", tc.name, err, tc.want)
			}
			run(t, dsn, tc.repair)
			if err := open(dsn); err != nil {
				t.Errorf("after %s was repaired: %v", tc.name, err)
			}
		}
	})
}

func TestPostgresIsMigratedOnDemand(t *testing.T) {
	t.Parallel()
	dsn := storetest.Postgres(t)
	run(t, dsn, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
	if err := open(dsn); !errors.Is(err, store.ErrOutdatedSchema) {
		t.Fatalf("an empty database: %v, want ErrOutdatedSchema", err)
	}
	storetest.Open(t, store.Config{DSN: dsn, Migrate: true})
	if err := open(dsn); err != nil {
		t.Errorf("after the migration: %v", err)
	}
}

func TestPostgresMustBeDurable(t *testing.T) {
	t.Parallel()
	dsn := storetest.Postgres(t)
	if err := open(dsn + "&options=-csynchronous_commit%3Doff"); !errors.Is(err, store.ErrNotDurable) {
		t.Errorf("synchronous_commit = off: %v, want ErrNotDurable", err)
	}
}

func TestOpenTwoConsoles(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "console.db")
	s := storetest.Open(t, store.Config{DSN: "sqlite:" + path})
	if err := open(path); !errors.Is(err, store.ErrInUse) {
		t.Errorf("a second console: %v, want ErrInUse", err)
	}
	beside := storetest.Open(t, store.Config{DSN: path, Beside: true})
	o, err := beside.AddOperator(t.Context(), store.Operator{Email: "ada@example.com"})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := s.Operator(t.Context(), o.ID); err != nil || got.Email != "ada@example.com" {
		t.Errorf("an operator added beside: %+v, %v", got, err)
	}
	if err := beside.Healthy(); err != nil {
		t.Errorf("Healthy beside = %v", err)
	}
}

func TestSQLiteFileIsPrivate(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "data")
	path := filepath.Join(dir, "console with spaces?&#.db")
	storetest.Open(t, store.Config{DSN: path})
	for name, want := range map[string]os.FileMode{dir: 0o700, path: 0o600, path + "-wal": 0o600, path + ".lock": 0o600} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s has mode %v, %v, want %v", name, info.Mode().Perm(), err, want)
		}
	}
}

func TestSQLiteDamage(t *testing.T) {
	t.Parallel()
	sound := filepath.Join(t.TempDir(), "console.db")
	s := storetest.Open(t, store.Config{DSN: sound})
	for i := range 300 {
		deliver(t, s, envelope("transactions", fmt.Sprintf(`{"token":"t%d","amount":1,"currency_code":"USD","created_time":"2026-03-02T10:00:00Z"}`, i)))
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	bytesOf, err := os.ReadFile(sound)
	if err != nil {
		t.Fatal(err)
	}
	for name, damage := range map[string]func([]byte) []byte{
		"no database":     func(b []byte) []byte { return []byte(strings.Repeat("not a database\n", 1000)) },
		"header":          func(b []byte) []byte { copy(b, "SQLite format 4\x00"); return b },
		"a page in it":    func(b []byte) []byte { copy(b[len(b)/2&^4095:], bytes.Repeat([]byte{0xa5}, 4096)); return b },
		"cut short":       func(b []byte) []byte { return b[:len(b)/2&^4095] },
		"schema page":     func(b []byte) []byte { copy(b[100:], bytes.Repeat([]byte{0xff}, 3000)); return b },
		"another program": nil,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "console.db")
			if damage == nil {
				run(t, path, "CREATE TABLE cards (token TEXT)")
			} else if err := os.WriteFile(path, damage(bytes.Clone(bytesOf)), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := open(path); !errors.Is(err, store.ErrDamaged) || strings.Contains(err.Error(), "\n") {
				t.Errorf("open = %v, want one line of ErrDamaged", err)
			}
		})
	}
}

// The triggers keep audit entries from everyone who has the store's own rights.
func TestAuditIsAppendOnly(t *testing.T) {
	t.Parallel()
	storetest.DSNs(t, func(t *testing.T, dsn string) {
		s := storetest.Open(t, store.Config{DSN: dsn})
		done, _, err := s.BeginAudit(t.Context(), store.AuditEntry{RequestKey: "a", Action: "create card"})
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := s.BeginAudit(t.Context(), store.AuditEntry{RequestKey: "b", Action: "create card"}); err != nil {
			t.Fatal(err)
		}
		if err := s.FinishAudit(t.Context(), done.ID, store.OutcomeDone, "", "", ""); err != nil {
			t.Fatal(err)
		}
		db := raw(t, dsn)
		for _, statement := range []string{
			"DELETE FROM audit_entries", "UPDATE audit_entries SET action = 'x' WHERE request_key = 'b'",
			"UPDATE audit_entries SET outcome = 'refused' WHERE request_key = 'a'", "UPDATE audit_entries SET detail = 'x' WHERE request_key = 'a'",
			"UPDATE audit_entries SET outcome = 'unknown', operator_id = 9 WHERE request_key = 'b'",
			"UPDATE audit_entries SET request_key = NULL, outcome = 'done' WHERE request_key = 'b'",
		} {
			if _, err := db.ExecContext(t.Context(), statement); err == nil || !strings.Contains(err.Error(), "audit entries are never") {
				t.Errorf("%s = %v, want the trigger's refusal", statement, err)
			}
		}
	})
}

// A command beside a running console never migrates under its feet.
func TestBesideDoesNotMigrate(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "console.db")
	s := storetest.Open(t, store.Config{DSN: path})
	run(t, path, "DELETE FROM bun_migrations")
	beside, err := store.Open(t.Context(), store.Config{DSN: path, Beside: true})
	if !errors.Is(err, store.ErrOutdatedSchema) {
		t.Errorf("beside a console on an older schema: %v, %v, want ErrOutdatedSchema", beside, err)
	}
	if err := s.Healthy(); err != nil {
		t.Errorf("the console's Healthy = %v", err)
	}
}

func TestOpenNoPath(t *testing.T) {
	t.Parallel()
	for _, dsn := range []string{"", "sqlite:", ":memory:", "sqlite::memory:"} {
		if err := open(dsn); err == nil || !strings.Contains(err.Error(), "not the path of a file") {
			t.Errorf("open(%q) = %v, want a refusal", dsn, err)
		}
	}
}

// The receiver survives the loss of its connection: the sender comes again.
func TestPostgresConnectionIsLost(t *testing.T) {
	t.Parallel()
	dsn := storetest.Postgres(t)
	s := storetest.Open(t, store.Config{DSN: dsn})
	deliver(t, s, envelope("transactions", authorization))
	run(t, dsn, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
	m, err := webhook.Decode([]byte(envelope("transactions", `{"token":"b"}`)))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Record(t.Context(), m); err == nil {
		t.Error("Record over a lost connection = nil")
	}
	if err := s.Record(t.Context(), m); err != nil {
		t.Errorf("Record afterwards = %v", err)
	}
	if err := s.Healthy(); err != nil {
		t.Errorf("Healthy afterwards = %v", err)
	}
	if got := notifications(t, s, store.NotificationFilter{}); len(got) != 2 {
		t.Errorf("%d notifications, want 2", len(got))
	}
}
