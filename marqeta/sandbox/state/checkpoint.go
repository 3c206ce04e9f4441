package state

import (
	"context"
	"sync/atomic"
)

// copyAfter is how many changes SQLite's write-ahead log collects before it is copied
// into the file. SQLite's own habit, every thousand pages inside whichever commit
// comes to them, makes that commit's callers wait for the copy and two more syncs.
const copyAfter = 4096

// copier copies the log beside the writer. What was written meanwhile is little: the
// writer copies it itself between two commits, and its next commit starts the log
// anew.
type copier struct {
	changes int // since the last copy; the committer's own
	begin   chan struct{}
	ended   chan struct{}
	done    atomic.Bool
}

// copyLog runs until the store is closed.
func (s *Store) copyLog() {
	defer close(s.copier.ended)
	for range s.copier.begin {
		// A copy that fails is tried again after as many changes; the log is durable
		// without it.
		_, _ = s.read.NewRaw(`PRAGMA wal_checkpoint(PASSIVE)`).Exec(context.Background())
		s.copier.done.Store(true)
	}
}

// checkpoint is called by the committer after each commit with what it wrote.
func (s *Store) checkpoint(ctx context.Context, changes int) {
	c := &s.copier
	c.changes += changes
	switch {
	case s.read == s.write: // in memory
	case c.done.CompareAndSwap(true, false):
		_, _ = s.write.NewRaw(`PRAGMA wal_checkpoint(PASSIVE)`).Exec(ctx)
	case c.changes >= copyAfter:
		select {
		case c.begin <- struct{}{}:
			c.changes = 0
		default: // still copying
		}
	}
}
