// Package decided gathers what explains how a transaction was decided: from Marqeta, as far
// as it answers in time, and from the console's own copies.
package decided

import (
	"context"

	"carddeck/marqeta"
	"carddeck/web/spend"
)

// Program is what is asked of Marqeta.
type Program interface {
	Trace(ctx context.Context, transactionToken string) (marqeta.Trace, error)
	Card(ctx context.Context, token string) (marqeta.Card, error)
	CardTransitions(ctx context.Context, cardToken string, o marqeta.ListOptions) (marqeta.Page[marqeta.CardTransition], error)
	User(ctx context.Context, token string) (marqeta.User, error)
	UserTransitions(ctx context.Context, userToken string, o marqeta.ListOptions) (marqeta.Page[marqeta.UserTransition], error)
	CardProduct(ctx context.Context, token string) (marqeta.CardProduct, error)
	spend.Program
}
