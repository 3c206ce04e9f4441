package store

import (
	"context"
	"strings"
	"time"
)

// FundingSource is the local copy of a program's funding source. The gateway's
// credentials are not kept.
type FundingSource struct {
	Token         string `bun:",pk"`
	Kind          string // "program" or "programgateway"
	Name          string
	Active        bool
	URL           string // the gateway's address; empty for a program funding source
	CreatedAt     time.Time
	ModifiedAt    time.Time
	Tail          string // the last four characters of Token, which survive masking
	TimeoutMillis int64  // how long the platform waits for the gateway; 0 where it has not told
}

// PutFundingSource stores what the platform said a funding source is, unless the copy
// kept has a later last_modified_time.
func (s *Store) PutFundingSource(ctx context.Context, f FundingSource) error {
	f.Tail = tail(f.Token)
	_, err := s.write.NewInsert().Model(&f).On("CONFLICT (token) DO UPDATE").
		Set("kind = EXCLUDED.kind").Set("name = EXCLUDED.name").Set("active = EXCLUDED.active").
		Set("url = EXCLUDED.url").Set("timeout_millis = EXCLUDED.timeout_millis").Set("created_at = EXCLUDED.created_at").Set("modified_at = EXCLUDED.modified_at").
		Where("EXCLUDED.modified_at >= funding_source.modified_at").Exec(ctx)
	s.told()
	return translate("put funding source", err)
}

// FundingSource finds a funding source; ErrNotFound when no copy is kept.
func (s *Store) FundingSource(ctx context.Context, token string) (FundingSource, error) {
	var f FundingSource
	err := s.read.NewSelect().Model(&f).Where("token = ?", token).Scan(ctx)
	return f, translate("find funding source", err)
}

// FundingSourceByMask gives the funding sources a gpa_order may mean: it names them
// by ten asterisks and the last four characters of the token. A token without a mask
// finds itself. None is an empty list.
func (s *Store) FundingSourceByMask(ctx context.Context, token string) ([]FundingSource, error) {
	var all []FundingSource
	q := s.read.NewSelect().Model(&all)
	if end, ok := strings.CutPrefix(token, mask); ok {
		q.Where("tail = ?", end)
	} else {
		q.Where("token = ?", token)
	}
	err := q.OrderExpr("created_at, token").Limit(MaxLimit).Scan(ctx)
	return all, translate("find funding source by mask", err)
}

// MaskFundingSource writes a token as gpa_orders do.
func MaskFundingSource(token string) string { return mask + tail(token) }

const mask = "**********"

func tail(token string) string {
	r := []rune(token)
	return string(r[max(0, len(r)-4):])
}

// FundingSourceFilter narrows ListFundingSources; what is zero does not.
type FundingSourceFilter struct {
	Kind string // "program" or "programgateway"
}

// ListFundingSources gives funding sources, newest first.
func (s *Store) ListFundingSources(ctx context.Context, f FundingSourceFilter, p Page) (Slice[FundingSource], error) {
	return list(ctx, s, p, "list funding sources", []filter{{"kind", f.Kind}},
		func(f FundingSource) Key { return Key{f.CreatedAt, f.Token} })
}
