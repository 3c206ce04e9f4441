// Package velocitycontrols serves the pages on which product managers and ops limit how
// much, and how often, cards are used.
package velocitycontrols

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
	VelocityControl(ctx context.Context, token string) (marqeta.VelocityControl, error)
	CreateVelocityControl(ctx context.Context, in marqeta.VelocityControlRequest) (marqeta.VelocityControl, error)
	UpdateVelocityControl(ctx context.Context, token string, in marqeta.VelocityControlRequest) (marqeta.VelocityControl, error)
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
