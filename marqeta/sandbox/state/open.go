package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/sqlitedialect"
	"modernc.org/sqlite" // registers the pure Go driver
)

const fileName = "sandbox.db"

// occupy makes the folder this process's own, and removes what an earlier one left
// half done there.
func occupy(dir string) (*lock, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("create the data folder: %w", err)
	}
	held, err := acquire(filepath.Join(dir, "sandbox.lock"))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	err = errors.Join(tidy(dir), tidy(filepath.Join(dir, snapshotFolder)))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("tidy the data folder: %w", err), held.release())
	}
	return held, nil
}

func tidy(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), besidePrefix) {
			err = errors.Join(err, os.Remove(filepath.Join(dir, e.Name())))
		}
	}
	return err
}

func (s *Store) connect(ctx context.Context) (err error) {
	if s.dir == Memory {
		if s.write, err = connect(":memory:", false); err != nil {
			return err
		}
		s.read = s.write
		return s.prepare(ctx)
	}
	// SQLite gives its side files the mode of the main one.
	f, err := os.OpenFile(s.path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("open the state: %w", err)
	}
	if err := errors.Join(f.Chmod(0o600), f.Close()); err != nil {
		return fmt.Errorf("open the state: %w", err)
	}
	if s.write, err = connect(s.path, false); err != nil {
		return err
	}
	if err := s.prepare(ctx); err != nil {
		return explain(s.path, err)
	}
	s.read, err = connect(s.path, true)
	return err
}

// connect opens a pool. The settings travel in the address because SQLite keeps
// them per connection.
func connect(path string, queryOnly bool) (*bun.DB, error) {
	q := url.Values{}
	q.Set("_txlock", "immediate")
	pragmas := []string{"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(FULL)", "wal_autocheckpoint(0)", "foreign_keys(1)", "trusted_schema(0)"}
	if queryOnly {
		pragmas = append(pragmas, "query_only(1)")
	}
	q["_pragma"] = pragmas
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?"+q.Encode())
	if err != nil {
		return nil, fmt.Errorf("open the state: %w", err)
	}
	conns := 1
	if queryOnly {
		conns = 2 * runtime.GOMAXPROCS(0)
	}
	db.SetMaxOpenConns(conns)
	db.SetMaxIdleConns(conns)
	return bun.NewDB(db, sqlitedialect.New()), nil
}

// Primary result codes of SQLite, https://www.sqlite.org/rescode.html.
const (
	sqliteCorrupt = 11
	sqliteNotADB  = 26
)

// explain turns the driver's words for a broken file into a sentence for people.
func explain(path string, err error) error {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		switch e.Code() & 0xff {
		case sqliteCorrupt, sqliteNotADB:
			return fmt.Errorf("%s is damaged or not a sandbox database; move it away to start empty (%w)", path, err)
		}
	}
	return fmt.Errorf("%s: %w", path, err)
}
