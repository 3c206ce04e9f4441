// Package mccgroups serves the pages about sets of merchant category codes, which spend
// controls name, and which may raise holds.
package mccgroups

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
	MCCGroup(ctx context.Context, token string) (marqeta.MCCGroup, error)
	CreateMCCGroup(ctx context.Context, in marqeta.MCCGroupRequest) (marqeta.MCCGroup, error)
	UpdateMCCGroup(ctx context.Context, token string, in marqeta.MCCGroupRequest) (marqeta.MCCGroup, error)
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
