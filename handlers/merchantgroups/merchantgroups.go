// Package merchantgroups serves the pages about sets of merchants, which authorization
// controls and exemptions name.
package merchantgroups

import (
	"context"

	"carddeck/marqeta"
	"carddeck/web/change"
	"carddeck/web/spend"
)

// Program is what this area asks of Marqeta.
type Program interface {
	spend.Program
	BaseURL() string
	MerchantGroup(ctx context.Context, token string) (marqeta.MerchantGroup, error)
	CreateMerchantGroup(ctx context.Context, in marqeta.MerchantGroupRequest) (marqeta.MerchantGroup, error)
	UpdateMerchantGroup(ctx context.Context, token string, in marqeta.MerchantGroupRequest) (marqeta.MerchantGroup, error)
}

// Handler serves the area. Groups are not copied: Marqeta is asked each time.
type Handler struct {
	program Program
	store   Store
	changes *change.Carrier
}

// Store is what this area remembers.
type Store interface {
	spend.Store
	spend.Trail
}

// New makes the handler.
func New(p Program, s Store, c *change.Carrier) *Handler { return &Handler{p, s, c} }
