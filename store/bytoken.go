package store

import (
	"context"

	"github.com/uptrace/bun"
)

// Users finds users by their tokens, all at once, for the names in a list. Those nobody
// knows are not in the answer.
func (s *Store) Users(ctx context.Context, tokens []string) (map[string]User, error) {
	return byToken(ctx, s, "find users", tokens, func(u User) string { return u.Token })
}

// CardProducts finds card products by their tokens, all at once, for the names in a
// list. Those nobody knows are not in the answer.
func (s *Store) CardProducts(ctx context.Context, tokens []string) (map[string]CardProduct, error) {
	return byToken(ctx, s, "find card products", tokens, func(p CardProduct) string { return p.Token })
}

func byToken[T any](ctx context.Context, s *Store, doing string, tokens []string, tokenOf func(T) string) (map[string]T, error) {
	out := make(map[string]T, len(tokens))
	if len(tokens) == 0 {
		return out, nil
	}
	var rows []T
	err := s.read.NewSelect().Model(&rows).Where("token IN (?)", bun.List(tokens)).Limit(MaxLimit).Scan(ctx)
	for _, row := range rows {
		out[tokenOf(row)] = row
	}
	return out, translate(doing, err)
}
