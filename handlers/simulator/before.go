package simulator

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"carddeck/store"
	"carddeck/views/ui"
)

// before suggests what a message may follow: the newest transactions of the card, or of
// all. Any other can be typed.
func (h *Handler) before(ctx context.Context, k kind, card string) ([]ui.Option, error) {
	if !k.takes.follows {
		return nil, nil
	}
	found, err := h.store.ListTransactions(ctx, store.TransactionFilter{Card: card}, store.Page{Limit: 20})
	if err != nil {
		return nil, fmt.Errorf("list what may be followed: %w", err)
	}
	var out []ui.Option
	for _, t := range found.Rows {
		out = append(out, ui.Option{Value: t.Token, Text: told(t)})
	}
	return out, nil
}

func told(t store.Transaction) string {
	text := t.Type + ", " + ui.MoneyOf(t.AmountMinor, t.Currency).String()
	if t.Merchant != "" {
		text += " at " + ui.Name(t.Merchant)
	}
	return text
}

// followed is what a message follows, as far as the console knows it.
func (h *Handler) followed(ctx context.Context, f simulationForm) (store.Transaction, error) {
	if !kindOf(f.Kind).takes.follows || f.Follows == "" {
		return store.Transaction{}, nil
	}
	t, err := h.store.Transaction(ctx, f.Follows)
	if errors.Is(err, store.ErrNotFound) {
		return store.Transaction{}, nil // Marqeta may know it all the same
	}
	if err != nil {
		return t, fmt.Errorf("find what is followed: %w", err)
	}
	return t, nil
}

func followedFacts(t store.Transaction) []ui.Fact {
	return []ui.Fact{
		{Label: "Follows", Value: ui.Link("/transactions/"+url.PathEscape(t.Token), told(t))},
		{Label: "State", Value: ui.Text(t.State)},
		{Label: "Card", Value: ui.Link("/cards/"+url.PathEscape(t.CardToken), "•• "+t.LastFour)},
	}
}
