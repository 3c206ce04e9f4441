package state

import (
	"context"
	"errors"
)

// rehearsing is the key under which a context carries the rehearsal it belongs to.
type rehearsing struct{}

// Rehearse runs do as an update and takes everything back: nothing is written, no
// reader sees any of it, nobody is told of a delivery or a timer, and what comes after
// gets the numbers it would have had. An Update with do's context is a part of the
// rehearsal. Readers wait meanwhile, so do must not read but as an update does.
func (s *Store) Rehearse(ctx context.Context, do func(context.Context, *Tx) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return errors.New("the state is closed")
	}
	tx := &Tx{store: s, rehearsal: true}
	tx.ctx = context.WithValue(ctx, rehearsing{}, tx)
	seq, earliest := s.seq, s.earliest
	defer func() {
		tx.undo()
		s.seq, s.earliest = seq, earliest
	}()
	return do(tx.ctx, tx)
}

// Rehearsal reports whether the update will be taken back whatever comes of it.
func (tx *Tx) Rehearsal() bool { return tx.rehearsal }

// part runs an update within the rehearsal: of one that fails nothing remains.
func (tx *Tx) part(do func(*Tx) error) error {
	before := len(tx.changes)
	err := do(tx)
	if err != nil {
		failed := &Tx{changes: tx.changes[before:]}
		failed.undo()
		tx.changes = tx.changes[:before]
	}
	return err
}
