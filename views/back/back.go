// Package back remembers the page that a form was opened from, so that the form leads
// there again: a decline, for one, whose cause is being cured.
package back

import "context"

type key struct{}

// way is shared by everything that serves one request, since a posted form is read after
// the request's context was made.
type way struct{ to string }

// With puts the way back into the request's context: a path of this console that has been
// checked, or nothing.
func With(ctx context.Context, to string) context.Context {
	return context.WithValue(ctx, key{}, &way{to})
}

// Note keeps the way back that a posted form carries, unless it carries none.
func Note(ctx context.Context, to string) {
	if w, ok := ctx.Value(key{}).(*way); ok && to != "" {
		w.to = to
	}
}

// From gives the way back; empty where the form belongs to its own object alone.
func From(ctx context.Context) string {
	w, ok := ctx.Value(key{}).(*way)
	if !ok {
		return ""
	}
	return w.to
}

// Or gives the way back, or another path where there is none.
func Or(ctx context.Context, path string) string {
	if to := From(ctx); to != "" {
		return to
	}
	return path
}
