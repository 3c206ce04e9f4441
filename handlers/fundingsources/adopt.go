package fundingsources

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"carddeck/store"
	"carddeck/web/problem"
)

// Adopt keeps copies of the funding sources that card products name and nobody here has
// seen. Marqeta has no list of funding sources; card products are the trace they leave.
// It looks at the newest five hundred.
func (h *Handler) Adopt(ctx context.Context) error {
	products, err := h.store.ListCardProducts(ctx, store.CardProductFilter{}, store.Page{Limit: store.MaxLimit})
	if err != nil {
		return fmt.Errorf("list card products for their funding sources: %w", err)
	}
	seen := map[string]bool{"": true}
	for _, p := range products.Rows {
		if seen[p.FundingSourceToken] {
			continue
		}
		seen[p.FundingSourceToken] = true
		_, err := h.store.FundingSource(ctx, p.FundingSourceToken)
		if err == nil {
			continue
		}
		if !errors.Is(err, store.ErrNotFound) {
			return fmt.Errorf("find funding source: %w", err)
		}
		if _, _, err := h.find(ctx, p.FundingSourceToken); err != nil && !gone(err) {
			return err
		}
	}
	return nil
}

// gone tells that Marqeta knows no such funding source, which a card product may name
// all the same.
func gone(err error) bool {
	p, ok := problem.As(err)
	return ok && p.Status == http.StatusNotFound
}
