// Package authcontrols serves the pages on which product managers and ops say at which
// merchants cards may not be used or, under a program that denies by default, may.
package authcontrols

import (
	"context"
	"time"

	"carddeck/marqeta"
	"carddeck/web/change"
	"carddeck/web/spend"
)

// Program is what this area asks of Marqeta.
type Program interface {
	spend.Program
	BaseURL() string
	AuthControl(ctx context.Context, token string) (marqeta.AuthControl, error)
	CreateAuthControl(ctx context.Context, in marqeta.AuthControlRequest) (marqeta.AuthControl, error)
	UpdateAuthControl(ctx context.Context, token string, in marqeta.AuthControlRequest) (marqeta.AuthControl, error)
	User(ctx context.Context, token string) (marqeta.User, error)
	CardProduct(ctx context.Context, token string) (marqeta.CardProduct, error)
}

// Store is what this area remembers. Controls themselves are not copied: what is in force
// is what Marqeta says.
type Store interface {
	spend.Store
	spend.Trail
}

// Handler serves the area.
type Handler struct {
	program  Program
	store    Store
	changes  *change.Carrier
	previews *spend.Previews
	now      func() time.Time
}

// New makes the handler.
func New(p Program, s Store, c *change.Carrier, v *spend.Previews, now func() time.Time) *Handler {
	return &Handler{p, s, c, v, now}
}
