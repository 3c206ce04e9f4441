package marqeta

import (
	"context"
	"time"
)

type patienceKey struct{}

// WithPatience bounds how long all calls made with the context may take together, on
// top of each one's own limit. A page that asks several things answers in time although
// the platform hangs: what is asked after the patience has run out fails at once, and
// nothing else that uses the context is cut short.
func WithPatience(ctx context.Context, d time.Duration) context.Context {
	return context.WithValue(ctx, patienceKey{}, time.Now().Add(d))
}

// impatient applies the patience of the context, if it has one, to a single call.
func impatient(ctx context.Context) (context.Context, context.CancelFunc) {
	until, ok := ctx.Value(patienceKey{}).(time.Time)
	if !ok {
		return ctx, func() {}
	}
	return context.WithDeadline(ctx, until)
}
