package cards

import (
	"context"
	"fmt"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/views/cards"
	"carddeck/views/ui"
	"carddeck/web/listing"
)

// filter is the form over the list, and the chips of what is set in it.
func (h *Handler) filter(ctx context.Context, l listing.List) (cards.Filter, []ui.Chip, error) {
	f := cards.Filter{LastFour: l.Get("last_four"), User: l.Get("user"), Product: l.Get("card_product"), State: l.Get("state")}
	products, err := h.store.ListCardProducts(ctx, store.CardProductFilter{}, store.Page{Limit: offered})
	if err != nil {
		return f, nil, fmt.Errorf("list card products to filter by: %w", err)
	}
	f.Products = withOther(append([]ui.Option{{Value: "", Text: "Any"}}, productOptions(products.Rows)...), f.Product)

	var chips []ui.Chip
	chip := func(key, label, value string) {
		if l.Filtered(key) {
			chips = append(chips, ui.Chip{Label: label, Value: value, Remove: l.Without(key)})
		}
	}
	chip("state", "State", stateMark(marqeta.CardState(f.State)).Text)
	chip("last_four", "Last four", f.LastFour)
	if f.User != "" {
		name, err := h.holderName(ctx, f.User)
		if err != nil {
			return f, nil, err
		}
		chip("user", "User", name)
	}
	chip("card_product", "Card product", textOf(f.Products, f.Product))
	return f, chips, nil
}
