package users

import (
	"context"
	"errors"
	"fmt"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/adopt"
)

// perPage is the most that Marqeta's list of users gives at once.
const perPage = 100

// Adopt keeps local copies of users that were made or changed elsewhere.
func (h *Handler) Adopt(ctx context.Context) error {
	if err := adopt.Newest(ctx, perPage, h.program.Users, h.keep); err != nil {
		return fmt.Errorf("take in users: %w", err)
	}
	return nil
}

// keep stores a user who is not known as they are, and tells whether that was news.
func (h *Handler) keep(ctx context.Context, u marqeta.User) (news bool, err error) {
	kept, err := h.store.User(ctx, u.Token)
	if err == nil && kept.ModifiedAt.Equal(u.LastModifiedTime.Time) {
		return false, nil
	}
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return false, err
	}
	return true, h.store.PutUser(ctx, store.UserOf(u))
}
