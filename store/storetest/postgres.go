package storetest

import (
	"context"
	"database/sql"
	"os"
	"strconv"
	"sync"
	"testing"

	"carddeck/store"
	"carddeck/store/storetest/pgserver"

	"github.com/peterldowns/pgtestdb"
)

// Postgres gives the DSN of an empty, migrated database on a server that this test
// binary starts from the machine's own programs and takes away again. Without them
// the test is skipped, or fails where CI=true.
func Postgres(t testing.TB) string {
	t.Helper()
	s, err := server()
	switch {
	case err == nil:
	case os.Getenv("CI") == "true":
		t.Fatalf("PostgreSQL is required here: %v", err)
	default:
		t.Skipf("skipped: no PostgreSQL on this machine (%v)", err)
	}
	c := pgtestdb.Custom(t, pgtestdb.Config{
		DriverName: "pgx", User: pgserver.Superuser, Host: "127.0.0.1", Port: strconv.Itoa(s.Port), Options: "sslmode=disable",
	}, migrator{})
	return c.URL()
}

// server starts PostgreSQL on a free port, once per test binary.
var server = sync.OnceValues(func() (*pgserver.Server, error) {
	s, err := pgserver.New("")
	if err != nil {
		return nil, err
	}
	return s, s.Start()
})

// migrator makes the template that every test's database is a copy of.
type migrator struct{}

// Hash is constant, as the server never outlives the code it was migrated by.
func (migrator) Hash() (string, error) { return "carddeck", nil }

func (migrator) Migrate(ctx context.Context, _ *sql.DB, c pgtestdb.Config) error {
	s, err := store.Open(ctx, store.Config{DSN: c.URL(), Migrate: true})
	if err != nil {
		return err
	}
	return s.Close()
}
