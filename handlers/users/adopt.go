package users

import (
	"context"
	"errors"
	"fmt"

	"carddeck/marqeta"
	"carddeck/store"
)

// most bounds how many pages of a hundred one Adopt reads.
const most = 50

// Adopt keeps local copies of users that were made or changed elsewhere, the last
// changed first, until a whole page brings nothing new. One known user does not end it:
// what this console made itself stands before what others made a moment earlier.
func (h *Handler) Adopt(ctx context.Context) error {
	for page := range most {
		found, err := h.program.Users(ctx, marqeta.ListOptions{Count: 100, StartIndex: 100 * page, SortBy: "-lastModifiedTime"})
		if err != nil {
			return fmt.Errorf("list users at Marqeta: %w", err)
		}
		news, err := h.keep(ctx, found.Data)
		if err != nil || !news || !found.IsMore {
			return err
		}
	}
	return nil
}

// keep stores the users that are not known as they are, and tells whether there were any.
func (h *Handler) keep(ctx context.Context, users []marqeta.User) (news bool, err error) {
	for _, u := range users {
		kept, err := h.store.User(ctx, u.Token)
		if err == nil && kept.ModifiedAt.Equal(u.LastModifiedTime.Time) {
			continue
		}
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return news, fmt.Errorf("find user: %w", err)
		}
		if err := h.store.PutUser(ctx, local(u)); err != nil {
			return news, fmt.Errorf("keep user: %w", err)
		}
		news = true
	}
	return news, nil
}
