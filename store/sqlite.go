package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/sqlitedialect"
	_ "modernc.org/sqlite" // the driver "sqlite", without cgo
)

// sqlitePath takes the scheme off a DSN; a plain path is one, too.
func sqlitePath(dsn string) string {
	return strings.TrimPrefix(strings.TrimPrefix(dsn, "sqlite:"), "//")
}

// openSQLite opens a file with one connection that writes and a pool that only
// reads. Only this user may read the file and its folder.
func openSQLite(ctx context.Context, path string, c Config) (*database, error) {
	if path == "" || strings.HasPrefix(path, ":") {
		return nil, fmt.Errorf("open the database: %q is not the path of a file", path)
	}
	if err := private(path); err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	release, err := claim(ctx, path)
	if err != nil && !(c.Beside && errors.Is(err, ErrInUse)) {
		return nil, err
	}
	db := &database{release: release}
	err = db.connectSQLite(ctx, path, c)
	if err == nil && db.release != nil {
		if err = rewriteLog(ctx, db.writer, path); err != nil {
			err = errors.Join(err, db.reader.Close(), db.writer.Close())
		}
	}
	if err == nil {
		return db, nil
	}
	if db.release != nil {
		err = errors.Join(err, db.release())
	}
	return nil, translate("open the database "+path, err)
}

func (d *database) connectSQLite(ctx context.Context, path string, c Config) error {
	copied := copyAtLast
	if c.Beside { // nobody else may copy its log
		copied = copyAfter
	}
	writer, err := sql.Open("sqlite", sqliteDSN(path, "_txlock", "immediate", "_pragma", fmt.Sprintf("wal_autocheckpoint(%d)", copied)))
	if err != nil {
		return err
	}
	writer.SetMaxOpenConns(1)
	if err := checkSQLite(ctx, writer); err != nil {
		return errors.Join(err, writer.Close())
	}
	reader, err := sql.Open("sqlite", sqliteDSN(path, "_query_only", "true"))
	if err != nil {
		return errors.Join(err, writer.Close())
	}
	readers := 2 * runtime.GOMAXPROCS(0)
	reader.SetMaxOpenConns(readers)
	reader.SetMaxIdleConns(readers)
	d.writer = bun.NewDB(writer, microDialect{sqlitedialect.New()})
	d.reader = bun.NewDB(reader, microDialect{sqlitedialect.New()})
	return nil
}

// sqliteDSN turns what makes a commit durable on. The page cache stays small: after a
// commit that has rebalanced an index SQLite looks through all of it.
func sqliteDSN(path string, more ...string) string {
	q := url.Values{}
	for _, pragma := range []string{
		"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)",
		"trusted_schema(0)", "journal_size_limit(67108864)", "cache_size(-16384)", "temp_store(memory)",
	} {
		q.Add("_pragma", pragma)
	}
	q.Set("_inttotime", "1")
	q.Set("_time_integer_format", "unix_micro")
	for i := 0; i < len(more); i += 2 {
		q.Add(more[i], more[i+1])
	}
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: q.Encode()}).String()
}

// checkSQLite reads the durability settings back and looks for damage. The look at
// every page is spared for files so large that a start would take seconds.
func checkSQLite(ctx context.Context, db *sql.DB) error {
	var journal string
	var synchronous, foreignKeys, pages, pageSize int64
	for pragma, into := range map[string]any{
		"journal_mode": &journal, "synchronous": &synchronous, "foreign_keys": &foreignKeys,
		"page_count": &pages, "page_size": &pageSize,
	} {
		if err := db.QueryRowContext(ctx, "PRAGMA "+pragma).Scan(into); err != nil {
			return err
		}
	}
	if journal != "wal" || synchronous < 2 || foreignKeys != 1 {
		return fmt.Errorf("%w: journal_mode is %s, synchronous %d, foreign_keys %d", ErrNotDurable, journal, synchronous, foreignKeys)
	}
	if pages*pageSize > checkedSize {
		return nil
	}
	var verdict string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return err
	}
	if verdict != "ok" {
		return fmt.Errorf("%w (%s)", ErrDamaged, strings.Join(strings.Fields(verdict), " "))
	}
	return nil
}

const checkedSize = 64 << 20

// private makes the folder 0700 and the file 0600 when they are new, and takes the
// file from others when it is not.
func private(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Chmod(path, 0o600)
}

// claim keeps other consoles from the file until release is called or the process
// ends, however it ends. The lock is SQLite's own, on a file beside the database.
func claim(ctx context.Context, path string) (release func() error, err error) {
	beside := path + ".lock"
	if err := private(beside); err != nil {
		return nil, fmt.Errorf("claim the database: %w", err)
	}
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: beside}).EscapedPath(),
		RawQuery: "_pragma=busy_timeout(200)&_txlock=exclusive"}).String())
	if err != nil {
		return nil, fmt.Errorf("claim the database: %w", err)
	}
	db.SetMaxOpenConns(1)
	tx, err := db.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%w (%s is locked)", ErrInUse, beside), db.Close())
	}
	return sync.OnceValue(func() error { return errors.Join(tx.Rollback(), db.Close()) }), nil
}

// microDialect writes a time as microseconds since 1970, an integer of eight bytes
// that sorts, instead of bun's text. The driver reads columns declared TIMESTAMP
// back as times in UTC.
type microDialect struct{ *sqlitedialect.Dialect }

func (microDialect) AppendTime(b []byte, t time.Time) []byte {
	return strconv.AppendInt(b, t.UnixMicro(), 10)
}
