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
// last changed first, until a whole page brings nothing new. One known card product does
// not end it: what this console made itself stands before what others made a moment
// earlier.
func (h *Handler) Adopt(ctx context.Context) error {
	for page := range most {
		found, err := h.program.CardProducts(ctx, marqeta.ListOptions{Count: 10, StartIndex: 10 * page, SortBy: "-lastModifiedTime"})
		if err != nil {
			return fmt.Errorf("list card products at Marqeta: %w", err)
		}
		news, err := h.keep(ctx, found.Data)
		if err != nil || !news || !found.IsMore {
			return err
		}
	}
	return nil
}

// keep stores the card products that are not known as they are, and tells whether there
// were any.
func (h *Handler) keep(ctx context.Context, products []marqeta.CardProduct) (news bool, err error) {
	for _, p := range products {
		kept, err := h.store.CardProduct(ctx, p.Token)
		if err == nil && kept.ModifiedAt.Equal(p.LastModifiedTime.Time) {
			continue
		}
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return news, fmt.Errorf("find card product: %w", err)
		}
		if err := h.store.PutCardProduct(ctx, local(p)); err != nil {
			return news, fmt.Errorf("keep card product: %w", err)
		}
		news = true
	}
	return news, nil
}
