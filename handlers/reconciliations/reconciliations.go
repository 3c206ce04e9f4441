// Package reconciliations serves the daily comparison of what is here with what the
// platform lists, transaction by transaction.
package reconciliations

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"carddeck/store"
	"carddeck/web/change"
	"carddeck/web/problem"
	"carddeck/web/reconcile"
)

// Store is what this area reads and keeps.
type Store interface {
	Reconciliation(ctx context.Context, day string) (store.Reconciliation, error)
	ReconciliationItems(ctx context.Context, day string) ([]store.ReconciliationItem, error)
	ListReconciliations(ctx context.Context, p store.Page) (store.Slice[store.Reconciliation], error)
	ExplainDifference(ctx context.Context, day, token, class, explanation, email string) error
	Coverage(ctx context.Context) (store.Coverage, bool, error)
}

// Platform compares, and tells how far it is.
type Platform interface {
	Begin(ctx context.Context, day time.Time, by string) error
	Comparing(day string) (reconcile.Comparison, bool)
}

// Handler serves the area.
type Handler struct {
	platform Platform
	store    Store
	changes  *change.Carrier
	now      func() time.Time
}

// New makes the handler.
func New(p Platform, s Store, c *change.Carrier, now func() time.Time) *Handler {
	return &Handler{p, s, c, now}
}

const section = "/repairs"

func path(day string) string { return "/reconciliations/" + day }

// find gives the day of a request's address with its differences.
func (h *Handler) find(r *http.Request) (store.Reconciliation, []store.ReconciliationItem, error) {
	day := r.PathValue("day")
	one, err := h.store.Reconciliation(r.Context(), day)
	if errors.Is(err, store.ErrNotFound) {
		return one, nil, &problem.Problem{Status: http.StatusNotFound, Title: "The day was not compared", Err: err,
			Detail: "Nothing is kept of this day. It can be compared from the list.", Href: "/reconciliations", Action: "All days"}
	}
	if err != nil {
		return one, nil, fmt.Errorf("find reconciliation: %w", err)
	}
	items, err := h.store.ReconciliationItems(r.Context(), day)
	return one, items, err
}
