package store

import (
	"context"
	"time"
)

// CardProduct is the local copy of a card product.
type CardProduct struct {
	Token              string `bun:",pk"`
	Name               string
	Active             bool
	StartDate          time.Time `bun:",nullzero"` // midnight UTC
	EndDate            time.Time `bun:",nullzero"`
	Funding            string    // "standard", "managed" or "gateway"
	FundingSourceToken string    // of the program (gateway) funding source behind JIT Funding
	InstrumentType     string    // the product's payment_instrument
	Config             []byte    // the config block as JSON
	CreatedAt          time.Time
	ModifiedAt         time.Time
}

// PutCardProduct stores what the platform said a card product is, unless the copy
// kept has a later last_modified_time.
func (s *Store) PutCardProduct(ctx context.Context, p CardProduct) error {
	err := s.InTx(ctx, func(ctx context.Context, tx *Store) error {
		if err := tx.putProductVersion(ctx, p); err != nil {
			return err
		}
		_, err := tx.write.NewInsert().Model(&p).On("CONFLICT (token) DO UPDATE").
			Set("name = EXCLUDED.name").Set("active = EXCLUDED.active").
			Set("start_date = EXCLUDED.start_date").Set("end_date = EXCLUDED.end_date").
			Set("funding = EXCLUDED.funding").Set("funding_source_token = EXCLUDED.funding_source_token").
			Set("instrument_type = EXCLUDED.instrument_type").Set("config = EXCLUDED.config").
			Set("created_at = EXCLUDED.created_at").Set("modified_at = EXCLUDED.modified_at").
			Where("EXCLUDED.modified_at >= card_product.modified_at").Exec(ctx)
		return err
	})
	return translate("put card product", err)
}

// CardProduct finds a card product; ErrNotFound when no copy is kept.
func (s *Store) CardProduct(ctx context.Context, token string) (CardProduct, error) {
	var p CardProduct
	err := s.read.NewSelect().Model(&p).Where("token = ?", token).Scan(ctx)
	return p, translate("find card product", err)
}

// CardProductFilter narrows ListCardProducts; what is zero does not.
type CardProductFilter struct {
	Funding       string // "standard", "managed" or "gateway"
	FundingSource string // funding source token
}

// ListCardProducts gives card products, newest first.
func (s *Store) ListCardProducts(ctx context.Context, f CardProductFilter, p Page) (Slice[CardProduct], error) {
	return list(ctx, s, p, "list card products", []filter{
		{"funding_source_token", f.FundingSource}, {"funding", f.Funding},
	}, func(c CardProduct) Key { return Key{c.CreatedAt, c.Token} })
}
