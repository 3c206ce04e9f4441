// Package exemptmerchants serves the pages on which product managers and ops exempt
// merchants from every authorization control.
package exemptmerchants

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
	ExemptMID(ctx context.Context, token string) (marqeta.ExemptMID, error)
	CreateExemptMID(ctx context.Context, in marqeta.ExemptMIDRequest) (marqeta.ExemptMID, error)
	ActivateExemptMID(ctx context.Context, token string, active bool) error
	User(ctx context.Context, token string) (marqeta.User, error)
	CardProduct(ctx context.Context, token string) (marqeta.CardProduct, error)
}

// Store is what this area remembers. Exemptions themselves are not copied: what is in
// force is what Marqeta says.
type Store interface {
	spend.Store
	spend.Trail
}

// Handler serves the area.
type Handler struct {
	program Program
	store   Store
	changes *change.Carrier
	now     func() time.Time
}

// New makes the handler.
func New(p Program, s Store, c *change.Carrier, now func() time.Time) *Handler {
	return &Handler{p, s, c, now}
}

// scope is the exemption's merchants as controls name them.
func scope(e marqeta.ExemptMID) marqeta.MerchantScope {
	return marqeta.MerchantScope{MID: e.MID, MerchantGroupToken: e.MerchantGroupToken}
}
