package storetest

import (
	"context"
	"database/sql"
	"os"
	"strconv"
	"testing"

	"carddeck/store"

	"github.com/peterldowns/pgtestdb"
)

// Postgres gives the DSN of an empty, migrated database on a server that this test
// binary starts from the machine's own programs and takes away again. Without them
// the test is skipped, or fails where CI=true.
func Postgres(t testing.TB) string {
	t.Helper()
	port, err := server()
	switch {
	case err == nil:
	case os.Getenv("CI") == "true":
		t.Fatalf("PostgreSQL is required here: %v", err)
	default:
		t.Skipf("skipped: no PostgreSQL on this machine (%v)", err)
	}
	c := pgtestdb.Custom(t, pgtestdb.Config{
		DriverName: "pgx", User: superuser, Host: "127.0.0.1", Port: strconv.Itoa(port), Options: "sslmode=disable",
	}, migrator{})
	return c.URL()
}

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
