// Package spendpreviews serves the pages on which a product manager sees what stored
// transactions would have met under a spend control that is not saved yet.
package spendpreviews

import (
	"context"

	"carddeck/store"
	"carddeck/web/spend"
)

// Store is what this area remembers.
type Store interface {
	Transaction(ctx context.Context, token string) (store.Transaction, error)
}

// Handler serves the area.
type Handler struct {
	previews *spend.Previews
	store    Store
}

// New makes the handler.
func New(p *spend.Previews, s Store) *Handler { return &Handler{p, s} }
