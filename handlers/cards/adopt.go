package cards

import (
	"context"
	"fmt"

	"carddeck/marqeta"
	"carddeck/store"
)

// Adopt completes the copies of cards that were made elsewhere: the notification of a
// transition tells little of a card, and Marqeta has no list of all cards to ask for.
// It looks at the newest five hundred.
func (h *Handler) Adopt(ctx context.Context) error {
	found, err := h.store.ListCards(ctx, store.CardFilter{}, store.Page{Limit: store.MaxLimit})
	if err != nil {
		return fmt.Errorf("list cards to complete: %w", err)
	}
	for _, c := range found.Rows {
		if !c.ModifiedAt.IsZero() {
			continue
		}
		live, err := h.program.Card(ctx, c.Token)
		if marqeta.IsNotFound(err) {
			continue
		}
		if err != nil {
			return fmt.Errorf("read card to complete: %w", err)
		}
		if err := h.store.PutCard(ctx, store.CardOf(live)); err != nil {
			return fmt.Errorf("keep card: %w", err)
		}
	}
	return nil
}
