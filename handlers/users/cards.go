package users

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/views/cards"
	"carddeck/views/ui"
)

// listed bounds the cards of a user's page.
const listed = 10

// owned gives the user's cards as Marqeta lists them, or our copies and a note that
// says so. Cards that were not known here are kept, so that the list of cards has them.
func (h *Handler) owned(ctx context.Context, token string) ([]store.Card, string, error) {
	live, err := h.program.CardsByUser(ctx, token, marqeta.ListOptions{Count: listed})
	if err != nil {
		kept, err := h.store.ListCards(ctx, store.CardFilter{User: token}, store.Page{Limit: listed})
		if err != nil {
			return nil, "", fmt.Errorf("list cards of user: %w", err)
		}
		return kept.Rows, "This console's own copies", nil
	}
	var out []store.Card
	for _, c := range live.Data {
		out = append(out, store.CardOf(c))
	}
	return out, "", h.meet(ctx, out)
}

// meet keeps the cards of which there is no copy yet.
func (h *Handler) meet(ctx context.Context, cards []store.Card) error {
	for _, c := range cards {
		if _, err := h.store.Card(ctx, c.Token); !errors.Is(err, store.ErrNotFound) {
			if err != nil {
				return fmt.Errorf("find card of user: %w", err)
			}
			continue
		}
		if err := h.store.PutCard(ctx, c); err != nil {
			return fmt.Errorf("keep card of user: %w", err)
		}
	}
	return nil
}

// cardRows words cards, with the names of the products that they are made from.
func (h *Handler) cardRows(ctx context.Context, owned []store.Card) ([]cards.Row, error) {
	names := map[string]string{}
	var out []cards.Row
	for _, c := range owned {
		if names[c.CardProductToken] == "" {
			p, err := h.store.CardProduct(ctx, c.CardProductToken)
			if err != nil && !errors.Is(err, store.ErrNotFound) {
				return nil, fmt.Errorf("find product of card: %w", err)
			}
			names[c.CardProductToken] = p.Name
			if p.Name == "" {
				names[c.CardProductToken] = ui.Short(c.CardProductToken)
			}
		}
		out = append(out, cards.Row{
			Mark: cards.State(c.State), Card: cards.Number(c.LastFour, c.Token), Href: "/cards/" + url.PathEscape(c.Token),
			Product: names[c.CardProductToken], ProductHref: "/card-products/" + url.PathEscape(c.CardProductToken),
			Kind: cards.Kind(c.InstrumentType), Expires: cards.Expiry(c.Expiration), Created: ui.DayOf(c.CreatedAt), Token: c.Token,
		})
	}
	return out, nil
}
