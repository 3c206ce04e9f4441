package pick

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"carddeck/store"
)

// Numbered finds what the {id} of an address names. gone says, in words for the page,
// that there is none.
func Numbered[T any](r *http.Request, what string, find func(context.Context, int64) (T, error), gone func(error) error) (T, error) {
	var none T
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		return none, gone(err)
	}
	found, err := find(r.Context(), id)
	if errors.Is(err, store.ErrNotFound) {
		return none, gone(err)
	}
	if err != nil {
		return none, fmt.Errorf("find %s: %w", what, err)
	}
	return found, nil
}
