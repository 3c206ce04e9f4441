package cards

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
func (h *Handler) read(ctx context.Context, token string) (marqeta.Card, string, error) {
	live, err := h.program.Card(ctx, token)
	if err == nil {
		if err := h.store.PutCard(ctx, store.CardOf(live)); err != nil {
			return live, "", fmt.Errorf("keep card: %w", err)
		}
		return live, "", nil
	}
	if marqeta.IsNotFound(err) {
		return live, "", problem.NotFound("card", "/cards", "All cards")
	}
	kept, none := h.store.Card(ctx, token)
	if errors.Is(none, store.ErrNotFound) {
		return live, "", fmt.Errorf("read card: %w", err)
	}
	if none != nil {
		return live, "", fmt.Errorf("find card: %w", none)
	}
	return card(kept), "Marqeta did not answer just now", nil
}

// near gives our copy where there is one, and asks Marqeta only otherwise: enough to
// draw a request again while somebody types.
func (h *Handler) near(ctx context.Context, token string) (marqeta.Card, error) {
	kept, err := h.store.Card(ctx, token)
	if err == nil {
		return card(kept), nil
	}
	live, _, err := h.read(ctx, token)
	return live, err
}
