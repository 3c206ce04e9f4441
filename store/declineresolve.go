package store

import (
	"context"
	"time"
)

// ResolveDeclines notes that the cause of a group is dealt with, and by whom. A group that
// is resolved already is ErrNotFound, as one is that there is not.
func (s *Store) ResolveDeclines(ctx context.Context, id, who, note string) error {
	// The platform tells whole seconds: a decline within the second of the resolution
	// counts as one after it, so that none that came back is missed.
	at := s.now().Truncate(time.Second)
	err := changed("resolve decline group")(s.write.NewUpdate().Model((*DeclineGroup)(nil)).
		Set("state = ?", DeclinesResolved).Set("resolved_at = ?", at).Set("resolved_by = ?", who).Set("note = ?", note).
		Set("reopened_at = NULL").Set("reopened_by = ''").
		Where("id = ?", id).Where("state = ?", DeclinesOpen).Exec(ctx))
	s.told()
	return err
}

// ReopenDeclines notes that a resolution was none. A group that is open already is
// ErrNotFound, as one is that there is not.
func (s *Store) ReopenDeclines(ctx context.Context, id, who, note string) error {
	err := changed("reopen decline group")(s.write.NewUpdate().Model((*DeclineGroup)(nil)).
		Set("state = ?", DeclinesOpen).Set("reopened_at = ?", s.now()).Set("reopened_by = ?", who).Set("note = ?", note).
		Where("id = ?", id).Where("state = ?", DeclinesResolved).Exec(ctx))
	s.told()
	return err
}
