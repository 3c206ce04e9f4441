package spend

import (
	"context"
	"fmt"

	"carddeck/marqeta"
)

// Find reads one object of a kind. One that Marqeta does not have is a page that says so.
func Find[V any](ctx context.Context, k Kind, token string, read func(context.Context, string) (V, error)) (V, error) {
	v, err := read(ctx, token)
	if marqeta.IsNotFound(err) {
		return v, k.NotFound()
	}
	if err != nil {
		return v, fmt.Errorf("read %s: %w", k.Name, err)
	}
	return v, nil
}
