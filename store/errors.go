package store

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
)

// What the store says instead of a driver's error. Everything it returns wraps one
// of these or is a failure of the database itself.
var (
	// ErrNotFound means that there is no such row.
	ErrNotFound = errors.New("no such record")
	// ErrConflict means that a row with the same unique value exists.
	ErrConflict = errors.New("there is one already")
	// ErrEmailTaken is the ErrConflict of two operators with one e-mail address.
	ErrEmailTaken = fmt.Errorf("an operator with this e-mail address: %w", ErrConflict)
	// ErrStale means that the record was changed after it was read.
	ErrStale = errors.New("somebody changed it meanwhile")
	// ErrNoUpstream means that a gateway is to observe, and nobody has said whom.
	ErrNoUpstream = errors.New("under observe the customer's gateway needs an address")
	// ErrBusy means that more messages wait to be recorded than the store holds.
	// Nothing was stored; the sender should come again.
	ErrBusy = errors.New("too many messages are waiting to be stored")
	// ErrLate means that a decision's time was over. Nothing was stored.
	ErrLate = errors.New("the time for the answer was over")
	// ErrClosed means that the store was closed before the answer was known.
	ErrClosed = errors.New("the store is closed")

	// ErrNewerSchema means that a later release has written this database.
	ErrNewerSchema = errors.New("the database was written by a newer release of the console; start that release, or restore a backup made before the upgrade")
	// ErrOutdatedSchema means that migrations are waiting.
	ErrOutdatedSchema = errors.New("the database lacks migrations of this release; run `console migrate up`")
	// ErrDamaged means that the file is not a sound database of the console.
	ErrDamaged = errors.New("the database is damaged; restore it from a backup")
	// ErrWrongEnvironment means that the data belongs to another platform.
	ErrWrongEnvironment = errors.New("the database holds the data of another environment")
	// ErrInUse means that another console has the SQLite file open.
	ErrInUse = errors.New("another console is using this database")
	// ErrNotDurable means that the database may lose what it has acknowledged.
	ErrNotDurable = errors.New("the database is not set to keep what it acknowledges")
)

// uniques gives the constraints whose violation has a name of its own: SQLite tells
// the columns, PostgreSQL the constraint.
var uniques = map[string]error{
	"operators.email":     ErrEmailTaken,
	"operators_email_key": ErrEmailTaken,
}

// SQLite's result codes, https://www.sqlite.org/rescode.html, and PostgreSQL's,
// appendix A of its manual.
const (
	sqliteCorrupt    = 11
	sqliteNotADB     = 26
	sqlitePrimaryKey = 1555
	sqliteUnique     = 2067

	pgUnique        = "23505"
	pgSerialization = "40001"
	pgDeadlock      = "40P01"
)

// translate says what was being done and turns a driver's error into the store's.
// It is the only place that knows the drivers' errors.
func translate(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, known(err))
}

func known(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	if lite, ok := errors.AsType[*sqlite.Error](err); ok {
		switch lite.Code() {
		case sqliteUnique, sqlitePrimaryKey:
			_, columns, _ := strings.Cut(lite.Error(), "constraint failed: UNIQUE constraint failed: ")
			columns, _, _ = strings.Cut(columns, " (")
			return conflict(columns)
		case sqliteCorrupt, sqliteNotADB:
			return fmt.Errorf("%w (%w)", ErrDamaged, err)
		}
	}
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok && pg.Code == pgUnique {
		return conflict(pg.ConstraintName)
	}
	return err
}

func conflict(constraint string) error {
	if named, ok := uniques[constraint]; ok {
		return named
	}
	return fmt.Errorf("%w (%s)", ErrConflict, constraint)
}

// repeatable reports whether a PostgreSQL transaction lost a race and would succeed
// when run again.
func repeatable(err error) bool {
	pg, ok := errors.AsType[*pgconn.PgError](err)
	return ok && slices.Contains([]string{pgSerialization, pgDeadlock}, pg.Code)
}

// lost reports whether a connection that was there has ended, as when the server is started
// again.
func lost(err error) bool {
	if _, never := errors.AsType[*pgconn.ConnectError](err); never {
		return false
	}
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok {
		return pg.Severity == "FATAL"
	}
	_, cut := errors.AsType[*net.OpError](err)
	return cut || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, driver.ErrBadConn) || pgconn.SafeToRetry(err)
}
