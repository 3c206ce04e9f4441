package cardproducts

import (
	"context"
	"errors"
	"fmt"

	"carddeck/marqeta"
	"carddeck/store"
)

// most bounds how many pages of ten one Adopt reads.
const most = 50

// Adopt keeps local copies of card products that were made or changed elsewhere, the
// last changed first, until it meets one that is known as it is.
func (h *Handler) Adopt(ctx context.Context) error {
	for page := range most {
		found, err := h.program.CardProducts(ctx, marqeta.ListOptions{Count: 10, StartIndex: 10 * page, SortBy: "-lastModifiedTime"})
		if err != nil {
			return fmt.Errorf("list card products at Marqeta: %w", err)
		}
		for _, product := range found.Data {
			kept, err := h.store.CardProduct(ctx, product.Token)
			if err == nil && kept.ModifiedAt.Equal(product.LastModifiedTime.Time) {
				return nil
			}
			if err != nil && !errors.Is(err, store.ErrNotFound) {
				return fmt.Errorf("find card product: %w", err)
			}
			if err := h.store.PutCardProduct(ctx, local(product)); err != nil {
				return fmt.Errorf("keep card product: %w", err)
			}
		}
		if !found.IsMore {
			return nil
		}
	}
	return nil
}
