// Package overview serves the first page: the guide through Managed JIT Funding, the
// last day's approvals and declines, and what waits for somebody.
package overview

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"carddeck/store"
	"carddeck/views/environment"
	"carddeck/views/overview"
	"carddeck/web/auth"
	"carddeck/web/render"
)

// Store is what the overview is made of. Everything it asks is bounded.
type Store interface {
	ListFundingSources(ctx context.Context, f store.FundingSourceFilter, p store.Page) (store.Slice[store.FundingSource], error)
	ListCardProducts(ctx context.Context, f store.CardProductFilter, p store.Page) (store.Slice[store.CardProduct], error)
	ListUsers(ctx context.Context, f store.UserFilter, p store.Page) (store.Slice[store.User], error)
	ListCards(ctx context.Context, f store.CardFilter, p store.Page) (store.Slice[store.Card], error)
	ListTransactions(ctx context.Context, f store.TransactionFilter, p store.Page) (store.Slice[store.Transaction], error)
	ListGPAOrders(ctx context.Context, f store.GPAOrderFilter, p store.Page) (store.Slice[store.GPAOrder], error)
	ListAudit(ctx context.Context, f store.AuditFilter, p store.Page) (store.Slice[store.AuditEntry], error)
	ListNotifications(ctx context.Context, f store.NotificationFilter, p store.Page) (store.Slice[store.Notification], error)
	ListAlarms(ctx context.Context, open bool, p store.Page) (store.Slice[store.GatewayAlarm], error)
	Decisions(ctx context.Context, since time.Time, most int64) ([]store.Decision, error)
	Healthy() error
}

// Handler serves the overview.
type Handler struct {
	store Store
	now   func() time.Time
}

// New makes the handler.
func New(s Store, now func() time.Time) *Handler { return &Handler{s, now} }

// window is how far back the figures look, and most how many authorizations they count.
const (
	window = 24 * time.Hour
	most   = 5000
)

// Show draws the overview.
func (h *Handler) Show(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	made, err := h.made(ctx)
	if err != nil {
		return fmt.Errorf("look what is set up: %w", err)
	}
	since := h.now().Add(-window)
	decisions, err := h.store.Decisions(ctx, since, most)
	if err != nil {
		return fmt.Errorf("read decisions: %w", err)
	}
	waiting, err := h.waiting(ctx)
	if err != nil {
		return fmt.Errorf("look what waits: %w", err)
	}
	p := overview.Page{Today: h.now().UTC().Format("Monday 2 January 2006, 15:04"), Window: "the last 24 hours"}
	if environment.From(ctx).Simulates() {
		p.Steps, p.StepsDone = steps(made)
	}
	summarize(&p, decisions, since)
	p.Work = waiting.work(auth.From(ctx))
	p.Received, p.Receiving = waiting.receiving()
	return render.Page(w, r, http.StatusOK, render.View{Title: "Overview", Section: "/", Body: overview.Overview(p)})
}
