// Package cardproducts serves the pages on which product managers list, inspect,
// create and change card products. It is the reference: other areas have its shape.
package cardproducts

import (
	"context"
	"encoding/json"
	"time"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/change"
	"carddeck/web/spend"
)

// Program is what this area asks of Marqeta.
type Program interface {
	spend.Program
	BaseURL() string
	CardProduct(ctx context.Context, token string) (marqeta.CardProduct, error)
	CardProducts(ctx context.Context, o marqeta.ListOptions) (marqeta.Page[marqeta.CardProduct], error)
	CreateCardProduct(ctx context.Context, in marqeta.CardProductRequest) (marqeta.CardProduct, error)
	PatchCardProduct(ctx context.Context, token string, document json.Marshaler) (marqeta.CardProduct, error)
}

// Store is what this area remembers.
type Store interface {
	spend.Store
	CardProduct(ctx context.Context, token string) (store.CardProduct, error)
	ListCardProducts(ctx context.Context, f store.CardProductFilter, p store.Page) (store.Slice[store.CardProduct], error)
	PutCardProduct(ctx context.Context, p store.CardProduct) error
	FundingSource(ctx context.Context, token string) (store.FundingSource, error)
	ListFundingSources(ctx context.Context, f store.FundingSourceFilter, p store.Page) (store.Slice[store.FundingSource], error)
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

// local is the copy of a card product that lists are made of, and that is shown when
// Marqeta is silent.
func local(p marqeta.CardProduct) store.CardProduct {
	kind, source := p.Funding()
	whole := []byte(p.Raw)
	if len(whole) == 0 {
		whole, _ = json.Marshal(p) // from a list, which keeps no bytes; the type always encodes
	}
	out := store.CardProduct{
		Token: p.Token, Name: p.Name, Active: p.Active, StartDate: p.StartDate.Time(), EndDate: p.EndDate.Time(),
		Funding: string(kind), FundingSourceToken: source, Config: whole,
		CreatedAt: p.CreatedTime.Time, ModifiedAt: p.LastModifiedTime.Time,
	}
	if f := p.Config.Fulfillment; f != nil {
		out.InstrumentType = f.PaymentInstrument
	}
	return out
}
