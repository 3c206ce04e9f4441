package cards

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"carddeck/store"
)

// holder gives the user of a card: our copy, or where there is none or only a bare one
// what Marqeta says, which is kept. When nobody answers it has the token alone.
func (h *Handler) holder(ctx context.Context, token string) (store.User, error) {
	kept, err := h.store.User(ctx, token)
	switch {
	case err == nil && !kept.ModifiedAt.IsZero():
		return kept, nil
	case err != nil && !errors.Is(err, store.ErrNotFound):
		return kept, fmt.Errorf("find user of card: %w", err)
	}
	live, err := h.program.User(ctx, token)
	if err != nil {
		kept.Token = token
		return kept, nil // a page about a card is not worth failing for a name
	}
	user := store.UserOf(live)
	if err := h.store.PutUser(ctx, user); err != nil {
		return user, fmt.Errorf("keep user of card: %w", err)
	}
	return user, nil
}

// holderName gives what this console calls a user: the name, or the token of one who
// has none or whom it does not know. It never asks Marqeta.
func (h *Handler) holderName(ctx context.Context, token string) (string, error) {
	kept, err := h.store.User(ctx, token)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return "", fmt.Errorf("find user of card: %w", err)
	}
	return called(kept.FullName(), token), nil
}

// product gives our copy of a card's product, or its token alone.
func (h *Handler) product(ctx context.Context, token string) (store.CardProduct, error) {
	kept, err := h.store.CardProduct(ctx, token)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return kept, fmt.Errorf("find product of card: %w", err)
	}
	kept.Token = token
	return kept, nil
}

// source gives our copy of the funding source that a card product names, or nothing.
func (h *Handler) source(ctx context.Context, token string) (store.FundingSource, error) {
	if token == "" {
		return store.FundingSource{}, nil
	}
	kept, err := h.store.FundingSource(ctx, token)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return kept, fmt.Errorf("find funding source of card: %w", err)
	}
	return kept, nil
}

// names holds what people call the users and card products of a list, by token.
type names struct{ users, products map[string]string }

// names looks up the users and card products of the rows, all at once.
func (h *Handler) names(ctx context.Context, rows []store.Card) (names, error) {
	n := names{map[string]string{}, map[string]string{}}
	for _, c := range rows {
		n.users[c.UserToken], n.products[c.CardProductToken] = c.UserToken, c.CardProductToken
	}
	users, err := h.store.Users(ctx, slices.Collect(maps.Keys(n.users)))
	if err != nil {
		return n, fmt.Errorf("find users of cards: %w", err)
	}
	products, err := h.store.CardProducts(ctx, slices.Collect(maps.Keys(n.products)))
	if err != nil {
		return n, fmt.Errorf("find products of cards: %w", err)
	}
	for token, u := range users {
		n.users[token] = called(u.FullName(), token)
	}
	for token, p := range products {
		n.products[token] = called(p.Name, token)
	}
	return n, nil
}
