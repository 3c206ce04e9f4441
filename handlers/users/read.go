package users

import (
	"context"
	"errors"
	"fmt"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/problem"
)

// read asks Marqeta and keeps what it says. Without an answer it gives our copy and a
// sentence that says so.
func (h *Handler) read(ctx context.Context, token string) (marqeta.User, string, error) {
	live, err := h.program.User(ctx, token)
	if err == nil {
		if err := h.store.PutUser(ctx, store.UserOf(live)); err != nil {
			return live, "", fmt.Errorf("keep user: %w", err)
		}
		return live, "", nil
	}
	if marqeta.IsNotFound(err) {
		return live, "", problem.NotFound("user", "/users", "All users")
	}
	kept, none := h.store.User(ctx, token)
	if errors.Is(none, store.ErrNotFound) {
		return live, "", fmt.Errorf("read user: %w", err)
	}
	if none != nil {
		return live, "", fmt.Errorf("find user: %w", none)
	}
	return user(kept), "Marqeta did not answer just now", nil
}

// near gives our copy where there is one, and asks Marqeta only otherwise: enough to
// draw a request again while somebody types.
func (h *Handler) near(ctx context.Context, token string) (marqeta.User, error) {
	kept, err := h.store.User(ctx, token)
	if err == nil {
		return user(kept), nil
	}
	live, _, err := h.read(ctx, token)
	return live, err
}
