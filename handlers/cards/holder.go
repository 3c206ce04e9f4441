package cards

import (
	"context"
	"errors"
	"fmt"

	"carddeck/marqeta"
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
	user := localUser(live)
	if err := h.store.PutUser(ctx, user); err != nil {
		return user, fmt.Errorf("keep user of card: %w", err)
	}
	return user, nil
}

func localUser(u marqeta.User) store.User {
	return store.User{
		Token: u.Token, FirstName: u.FirstName, MiddleName: u.MiddleName, LastName: u.LastName,
		Email: u.Email, Phone: u.Phone, ParentToken: u.ParentToken, Status: string(u.Status), Active: u.Active,
		CreatedAt: u.CreatedTime.Time, ModifiedAt: u.LastModifiedTime.Time,
	}
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

// names holds what people call the users and card products of a list, by token.
type names struct{ users, products map[string]string }

// names looks up every user and card product of the rows once.
func (h *Handler) names(ctx context.Context, rows []store.Card) (names, error) {
	n := names{map[string]string{}, map[string]string{}}
	for _, c := range rows {
		if _, known := n.users[c.UserToken]; !known {
			name, err := h.holderName(ctx, c.UserToken)
			if err != nil {
				return n, err
			}
			n.users[c.UserToken] = name
		}
		if _, known := n.products[c.CardProductToken]; !known {
			p, err := h.product(ctx, c.CardProductToken)
			if err != nil {
				return n, err
			}
			n.products[c.CardProductToken] = called(p.Name, p.Token)
		}
	}
	return n, nil
}
