package fundingsources

import (
	"context"
	"errors"
	"fmt"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/problem"
)

// source is a funding source of either kind as Marqeta has it. What came from our copy
// alone, while Marqeta was silent, has no account, no gateway and no raw bytes.
type source struct {
	store.FundingSource // what lists are made of
	account             string
	gateway             *marqeta.GatewayFundingSource // nil for a program funding source
	raw                 []byte
}

func programSource(f marqeta.FundingSource) source {
	return source{
		FundingSource: store.FundingSource{
			Token: f.Token, Kind: program, Name: f.Name, Active: f.Active,
			CreatedAt: f.CreatedTime.Time, ModifiedAt: f.LastModifiedTime.Time,
		},
		account: f.Account, raw: f.Raw,
	}
}

func gatewaySource(g marqeta.GatewayFundingSource) source {
	return source{
		FundingSource: store.FundingSource{
			Token: g.Token, Kind: gateway, Name: g.Name, Active: g.Active, URL: g.URL, TimeoutMillis: g.TimeoutMillis,
			CreatedAt: g.CreatedTime.Time, ModifiedAt: g.LastModifiedTime.Time,
		},
		account: g.Account, gateway: &g, raw: g.Raw,
	}
}

// find asks Marqeta for a token, which may be of either kind, and keeps what it says.
// Without an answer it gives our copy and a sentence that says so.
func (h *Handler) find(ctx context.Context, token string) (found source, stale string, err error) {
	kept, err := h.store.FundingSource(ctx, token)
	known := err == nil
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return found, "", fmt.Errorf("find funding source: %w", err)
	}
	kinds := []string{program, gateway}
	if kept.Kind == gateway {
		kinds = []string{gateway, program}
	}
	for _, kind := range kinds {
		found, err = h.ask(ctx, kind, token)
		if marqeta.IsNotFound(err) {
			continue
		}
		if err != nil && known {
			return source{FundingSource: kept}, "Marqeta did not answer just now", nil
		}
		if err != nil {
			return found, "", fmt.Errorf("read funding source: %w", err)
		}
		if err := h.store.PutFundingSource(ctx, found.FundingSource); err != nil {
			return found, "", fmt.Errorf("keep funding source: %w", err)
		}
		return found, "", nil
	}
	return found, "", problem.NotFound("funding source", "/funding-sources", "All funding sources")
}

// ask reads a token as one kind.
func (h *Handler) ask(ctx context.Context, kind, token string) (source, error) {
	if kind == gateway {
		g, err := h.program.GatewayFundingSource(ctx, token)
		return gatewaySource(g), err
	}
	f, err := h.program.FundingSource(ctx, token)
	return programSource(f), err
}
