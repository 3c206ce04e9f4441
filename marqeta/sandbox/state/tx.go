package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"
)

// Tx is one update being staged. It sees every earlier update, also those that
// are still on their way to the disk. It is valid inside Update's function only.
type Tx struct {
	store   *Store
	ctx     context.Context
	changes []change
	done    chan error

	rehearsal bool
}

// change is one row on its way: how to write it, how to show it to readers, and
// how to take it back.
type change struct {
	write   func(context.Context, *writer) error
	publish func()
	undo    func()
}

// Update runs do, which stages changes, and returns when they are durable and
// visible to readers. Updates run one at a time; their writes share commits.
// If do returns an error, or the write fails, nothing has changed and the error
// is returned. Update does not give up when ctx ends: by then the outcome would
// be unknown.
func (s *Store) Update(ctx context.Context, do func(*Tx) error) error {
	if whole, ok := ctx.Value(rehearsing{}).(*Tx); ok && whole.store == s {
		return whole.part(do)
	}
	tx, err := s.stage(ctx, do)
	if err != nil || tx == nil {
		return err
	}
	return <-tx.done
}

// Stage is Update without the wait: the outcome comes over the channel. Updates
// that are staged after one another share commits, and are undone together.
func (s *Store) Stage(ctx context.Context, do func(*Tx) error) (<-chan error, error) {
	tx, err := s.stage(ctx, do)
	if err != nil {
		return nil, err
	}
	if tx == nil {
		nothing := make(chan error, 1)
		nothing <- nil
		return nothing, nil
	}
	return tx.done, nil
}

func (s *Store) stage(ctx context.Context, do func(*Tx) error) (*Tx, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, errors.New("the state is closed")
	}
	if s.halted != nil {
		return nil, s.halted
	}
	tx := &Tx{store: s, ctx: ctx, done: make(chan error, 1)}
	staged := false
	defer func() {
		if !staged {
			tx.undo()
		}
	}()
	if err := do(tx); err != nil {
		return nil, err
	}
	staged = true
	if len(tx.changes) == 0 && s.inflight == 0 {
		return nil, nil
	}
	// An update that changed nothing may still have seen what is not durable yet;
	// it waits with the others.
	s.inflight++
	s.pending = append(s.pending, tx)
	select {
	case s.wake <- struct{}{}:
	default:
	}
	return tx, nil
}

func (tx *Tx) add(c change) { tx.changes = append(tx.changes, c) }

func (tx *Tx) undo() {
	for _, c := range slices.Backward(tx.changes) {
		c.undo()
	}
}

// Sequence gives a number that is larger than all given before it.
func (tx *Tx) Sequence() int64 { return tx.next() }

// next gives the next sequence number. Numbers of an update that failed are not
// given again, which leaves gaps and no doubt.
func (tx *Tx) next() int64 {
	tx.store.seq++
	return tx.store.seq
}

// commit writes whatever is waiting as one durable transaction, over and over,
// until the store is closed.
func (s *Store) commit() {
	defer close(s.stopped)
	for range s.wake {
		s.gather()
		s.commitPending()
	}
	s.commitPending()
}

// gather waits for those who were just answered to come back: they would miss this
// commit by a hair, and two commits would each carry half. The wait is short beside
// what a commit takes, and ends as soon as as many are waiting as there were before.
// A writer who is alone never waits.
func (s *Store) gather() {
	deadline := time.NewTimer(min(s.took/2, time.Millisecond))
	defer deadline.Stop()
	for {
		s.mu.RLock()
		waiting := len(s.pending)
		s.mu.RUnlock()
		if waiting >= s.crowd {
			return
		}
		select {
		case _, open := <-s.wake:
			if !open {
				return
			}
		case <-deadline.C:
			return
		}
	}
}

func (s *Store) commitPending() {
	s.mu.Lock()
	batch := s.pending
	s.pending = nil
	s.mu.Unlock()
	if len(batch) == 0 {
		return
	}
	began := time.Now()
	err := s.writeBatch(batch)
	s.took = time.Since(began)
	s.mu.Lock()
	s.crowd = len(batch) + len(s.pending)
	if err != nil {
		// What was staged meanwhile may rest on what was just lost.
		batch = append(batch, s.pending...)
		s.pending = nil
		for _, tx := range slices.Backward(batch) {
			tx.undo()
		}
		if errors.Is(err, ErrHalted) {
			s.halted = err
		}
	} else {
		for _, tx := range batch {
			for _, c := range tx.changes {
				c.publish()
			}
		}
	}
	s.inflight -= len(batch)
	s.mu.Unlock()
	changes := 0
	for _, tx := range batch {
		changes += len(tx.changes)
		tx.done <- err
	}
	s.checkpoint(context.Background(), changes)
}

func (s *Store) writeBatch(batch []*Tx) error {
	ctx := context.Background()
	dbtx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin a write: %w", err)
	}
	w := newWriter(dbtx)
	for _, tx := range batch {
		for _, c := range tx.changes {
			if err := c.write(ctx, w); err != nil {
				return errors.Join(fmt.Errorf("write the state: %w", err), dbtx.Rollback())
			}
		}
	}
	if err := dbtx.Commit(); err != nil {
		// A commit that reports an error may still have reached the disk.
		return fmt.Errorf("%w (%w)", ErrHalted, err)
	}
	return nil
}

// writer prepares each statement once per commit: formatting bodies into the SQL
// text, as bun's inserts do, costs more than the write.
type writer struct {
	tx         bun.Tx
	statements map[string]*sql.Stmt
}

func newWriter(tx bun.Tx) *writer { return &writer{tx: tx, statements: map[string]*sql.Stmt{}} }

func (w *writer) exec(ctx context.Context, query string, args ...any) error {
	stmt := w.statements[query]
	if stmt == nil {
		var err error
		if stmt, err = w.tx.Tx.PrepareContext(ctx, query); err != nil {
			return err
		}
		w.statements[query] = stmt
	}
	_, err := stmt.ExecContext(ctx, args...)
	return err
}
