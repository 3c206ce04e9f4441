// Package fundingsources serves the pages on which product managers list, inspect,
// create and change the accounts and gateways that purchases draw from.
package fundingsources

import (
	"context"
	"net/url"
	"time"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/change"
)

// The kinds of funding source, as addresses and local copies name them.
const (
	program = "program"
	gateway = "programgateway"
)

// Program is what this area asks of Marqeta.
type Program interface {
	BaseURL() string
	FundingSource(ctx context.Context, token string) (marqeta.FundingSource, error)
	CreateFundingSource(ctx context.Context, in marqeta.FundingSourceRequest) (marqeta.FundingSource, error)
	UpdateFundingSource(ctx context.Context, token string, in marqeta.FundingSourceRequest) (marqeta.FundingSource, error)
	GatewayFundingSource(ctx context.Context, token string) (marqeta.GatewayFundingSource, error)
	CreateGatewayFundingSource(ctx context.Context, in marqeta.GatewayFundingSourceRequest) (marqeta.GatewayFundingSource, error)
	UpdateGatewayFundingSource(ctx context.Context, token string, in marqeta.GatewayFundingSourceRequest) (marqeta.GatewayFundingSource, error)
}

// Store is what this area remembers.
type Store interface {
	FundingSource(ctx context.Context, token string) (store.FundingSource, error)
	ListFundingSources(ctx context.Context, f store.FundingSourceFilter, p store.Page) (store.Slice[store.FundingSource], error)
	PutFundingSource(ctx context.Context, f store.FundingSource) error
	ListCardProducts(ctx context.Context, f store.CardProductFilter, p store.Page) (store.Slice[store.CardProduct], error)
	ListAudit(ctx context.Context, f store.AuditFilter, p store.Page) (store.Slice[store.AuditEntry], error)
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

func path(token string) string { return "/funding-sources/" + url.PathEscape(token) }
