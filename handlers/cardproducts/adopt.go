package cardproducts

import (
	"context"
	"errors"
	"fmt"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/adopt"
)

// perPage is the most that Marqeta's list of card products gives at once.
const perPage = 10

// Adopt keeps local copies of card products that were made or changed elsewhere.
func (h *Handler) Adopt(ctx context.Context) error {
	if err := adopt.Newest(ctx, perPage, h.program.CardProducts, h.keep); err != nil {
		return fmt.Errorf("take in card products: %w", err)
	}
	return nil
}

// keep stores a card product that is not known as it is, and tells whether it was news.
func (h *Handler) keep(ctx context.Context, p marqeta.CardProduct) (news bool, err error) {
	kept, err := h.store.CardProduct(ctx, p.Token)
	if err == nil && kept.ModifiedAt.Equal(p.LastModifiedTime.Time) {
		return false, nil
	}
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return false, err
	}
	return true, h.store.PutCardProduct(ctx, local(p))
}
