package state

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/uptrace/bun"
	"modernc.org/sqlite"
)

// besidePrefix begins the names of files that are not finished, or belong to a store
// beside another. Those at the start of a process were left by one that was killed.
const besidePrefix = ".beside-"

// Beside opens a state of its own in the same place: empty, or a copy of a snapshot.
// It is for looking at and for filling, and gone when it is closed, unless it
// succeeds.
func (s *Store) Beside(ctx context.Context, from *Snapshot) (*Store, error) {
	if s.dir != Memory {
		f, err := os.CreateTemp(s.dir, besidePrefix)
		if err != nil {
			return nil, fmt.Errorf("make a state beside: %w", err)
		}
		name := f.Name()
		if from != nil {
			err = from.copyTo(f)
		}
		if err = errors.Join(err, f.Close()); err != nil {
			return nil, errors.Join(fmt.Errorf("make a state beside: %w", err), os.Remove(name))
		}
		return open(ctx, s.dir, filepath.Base(name), nil)
	}
	next := newStore(Memory)
	var err error
	if next.write, err = connect(":memory:", false); err == nil && from != nil {
		err = copyPages(ctx, next.write, from.address, true)
	}
	next.read = next.write
	if err = errors.Join(err, next.prepare(ctx)); err != nil {
		return nil, errors.Join(err, next.shut())
	}
	next.begin()
	return next, nil
}

// Empty reports whether no request has made anything yet: what a program has from
// its start bears no request's hash.
func (s *Store) Empty(ctx context.Context) (empty bool, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT NOT EXISTS (SELECT 1 FROM documents WHERE hash IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM journal)
		AND NOT EXISTS (SELECT 1 FROM transactions) AND NOT EXISTS (SELECT 1 FROM deliveries)`).Scan(&empty)
	if err != nil {
		return false, fmt.Errorf("look for rows: %w", err)
	}
	return empty, nil
}

// Succeed closes s and opens the state that next holds in its place. Nobody may be
// using either of them. Where it fails and s is closed, only a restart helps.
func (s *Store) Succeed(ctx context.Context, next *Store) (*Store, error) {
	if !next.end() || !s.end() {
		return nil, errors.New("succeed: the state is closed")
	}
	if s.dir == Memory {
		fresh := newStore(Memory)
		fresh.write, fresh.read = next.write, next.read
		fresh.begin()
		return fresh, s.disconnect()
	}
	// The last connection that closes copies the log into the file and removes it. A
	// log that stayed would be taken for one of the new file's.
	if err := errors.Join(s.disconnect(), next.disconnect(), noLog(s.path), noLog(next.path)); err != nil {
		return nil, errors.Join(err, s.lock.release())
	}
	if err := errors.Join(os.Rename(next.path, s.path), syncFolder(s.dir)); err != nil {
		return nil, errors.Join(err, s.lock.release())
	}
	return open(ctx, s.dir, fileName, s.lock)
}

func noLog(path string) error {
	if info, err := os.Stat(path + "-wal"); err == nil && info.Size() > 0 {
		return fmt.Errorf("%s still has a log", path)
	}
	return nil
}

// syncFolder makes what was renamed in a folder durable.
func syncFolder(dir string) error {
	if runtime.GOOS == "windows" {
		return nil // where a folder cannot be opened for it
	}
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// remove removes the files of a store beside another.
func (s *Store) remove() error {
	if !strings.HasPrefix(filepath.Base(s.path), besidePrefix) {
		return nil
	}
	err := os.Remove(s.path)
	for _, side := range []string{"-wal", "-shm"} {
		if wrong := os.Remove(s.path + side); !errors.Is(wrong, os.ErrNotExist) {
			err = errors.Join(err, wrong)
		}
	}
	return err
}

// copyPages copies a whole database between a connection and an address; into says
// which way.
func copyPages(ctx context.Context, db *bun.DB, address string, into bool) error {
	conn, err := db.DB.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	return conn.Raw(func(driver any) error {
		type copier interface {
			NewBackup(to string) (*sqlite.Backup, error)
			NewRestore(from string) (*sqlite.Backup, error)
		}
		begin := driver.(copier).NewBackup
		if into {
			begin = driver.(copier).NewRestore
		}
		b, err := begin(address)
		if err != nil {
			return err
		}
		for more := true; more && err == nil; {
			if more, err = b.Step(-1); err == nil {
				err = ctx.Err()
			}
		}
		return errors.Join(err, b.Finish())
	})
}
