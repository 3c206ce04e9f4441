// Package state keeps what the sandbox knows: durable in one SQLite file, and in
// memory for reading.
//
// A change is staged in memory under one lock, written together with the changes
// beside it in one durable transaction, and only then published to readers and
// acknowledged. If the write fails nothing of it remains. Small things (card
// products, users, cards) live in memory as a Collection; what grows with traffic
// (transactions, orders) stays on disk as a Journal behind a small cache, so that
// opening takes no longer with a million transactions than with a thousand. Sums of
// what has grown are kept as Tallies, so that nobody adds it up.
//
// The package knows documents, not Marqeta: what a document means is the caller's.
package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"github.com/uptrace/bun"
)

// Memory as the folder's name keeps everything in memory and nothing on disk.
const Memory = ":memory:"

// ErrInUse means that another process works with the same folder.
var ErrInUse = errors.New("another process is using this data folder")

// ErrHalted means that an earlier commit ended without a known outcome. Reading
// goes on, writing needs a restart, which reads the truth from the file.
var ErrHalted = errors.New("writing stopped after a commit whose outcome is unknown; restart the sandbox")

// Store is the open state. It is safe for use by many goroutines.
type Store struct {
	dir   string
	path  string  // of the file; empty in memory
	lock  *lock   // nil for a store beside another
	write *bun.DB // one connection
	read  *bun.DB // several, query only; the writer itself when in memory

	mu       sync.RWMutex // guards all that follows, and every resident document
	seq      int64        // last sequence number given
	pending  []*Tx        // staged, waiting for the committer
	inflight int          // updates staged and not yet published
	halted   error
	closed   bool
	loaders  map[string]loader
	onQueue  func([]Delivery)
	indexes  []string // of the journals, made by Load
	onTimer  func(time.Time)
	timers   map[timerKey]*timerChange // staged
	earliest time.Time                 // of the timers set since WatchTimers

	wake    chan struct{}
	stopped chan struct{}
	copier  copier
	crowd   int           // the committer's: how many wrote around the last commit
	took    time.Duration // the committer's: how long that took
}

// loader is the part of a Collection that reading the file needs.
type loader interface {
	load(row documentRow) error
	loaded()
}

// Open reads or creates the state in dir, which is created readable by its owner
// alone. Collections are declared on the result, then Load fills them.
// The error is one sentence when the file is damaged, newer than this program or
// in use.
func Open(ctx context.Context, dir string) (*Store, error) {
	var held *lock
	if dir != Memory {
		var err error
		if held, err = occupy(dir); err != nil {
			return nil, err
		}
	}
	return open(ctx, dir, fileName, held)
}

// open opens a file of the folder. The lock is released if that fails.
func open(ctx context.Context, dir, name string, held *lock) (*Store, error) {
	s := newStore(dir)
	s.lock = held
	if dir != Memory {
		s.path = filepath.Join(dir, name)
	}
	if err := s.connect(ctx); err != nil {
		return nil, errors.Join(err, s.shut())
	}
	s.begin()
	return s, nil
}

func newStore(dir string) *Store {
	return &Store{
		dir: dir, loaders: map[string]loader{}, onQueue: func([]Delivery) {}, onTimer: func(time.Time) {}, timers: map[timerKey]*timerChange{},
		wake: make(chan struct{}, 1), stopped: make(chan struct{}), copier: copier{begin: make(chan struct{}), ended: make(chan struct{})},
	}
}

func (s *Store) begin() {
	go s.commit()
	go s.copyLog()
}

// Load fills every declared collection from the file. A document that cannot be
// read is an error that names it.
func (s *Store) Load(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, index := range s.indexes {
		if _, err := s.write.NewRaw(index).Exec(ctx); err != nil {
			return fmt.Errorf("index the journals: %w", err)
		}
	}
	// Plain scanning: with many documents bun's costs as much as reading them.
	rows, err := s.read.QueryContext(ctx, `SELECT seq, changed, kind, token, hash, body FROM documents ORDER BY seq`)
	if err != nil {
		return fmt.Errorf("load documents: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var row documentRow
		var body sql.RawBytes
		if err := rows.Scan(&row.Seq, &row.Changed, &row.Kind, &row.Token, &row.Hash, &body); err != nil {
			return fmt.Errorf("load documents: %w", err)
		}
		row.Body = body
		to, ok := s.loaders[row.Kind]
		if !ok {
			return fmt.Errorf("load documents: %q is not a kind this program knows", row.Kind)
		}
		if err := to.load(row); err != nil {
			return fmt.Errorf("load %s %s: %w", row.Kind, row.Token, err)
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("load documents: %w", err)
	}
	for _, l := range s.loaders {
		l.loaded()
	}
	s.seq, err = s.lastSeq(ctx)
	return err
}

// Close waits for the writes under way and closes the file; that of a store beside
// another is removed.
func (s *Store) Close() error {
	if !s.end() {
		return nil
	}
	return errors.Join(s.shut(), s.remove())
}

// end waits for the writes under way, once, and takes no others.
func (s *Store) end() bool {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return false
	}
	s.closed = true
	close(s.wake)
	s.mu.Unlock()
	<-s.stopped
	close(s.copier.begin)
	<-s.copier.ended
	return true
}

func (s *Store) shut() error {
	err := s.disconnect()
	if s.lock != nil {
		err = errors.Join(err, s.lock.release())
	}
	return err
}

func (s *Store) disconnect() error {
	var errs []error
	if s.read != nil && s.read != s.write {
		errs = append(errs, s.read.Close())
	}
	if s.write != nil {
		errs = append(errs, s.write.Close())
	}
	return errors.Join(errs...)
}
