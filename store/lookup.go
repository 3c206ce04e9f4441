package store

import "context"

// LookUp finds a local copy, such as LookUp(ctx, token, s.Card). None, and no token, are
// no error but the zero value: copies come in any order, or not at all.
func LookUp[T any](ctx context.Context, token string, find func(context.Context, string) (T, error)) (T, error) {
	var none T
	if token == "" {
		return none, nil
	}
	found, err := find(ctx, token)
	if missing(err) {
		return none, nil
	}
	return found, err
}
