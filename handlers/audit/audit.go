// Package audit serves the trail of what operators did, and settles the entries whose
// outcome is not known by asking Marqeta for what they would have made.
package audit

import (
	"context"
	"log/slog"
	"time"

	"carddeck/store"
)

// Store is what this area reads and closes.
type Store interface {
	Audit(ctx context.Context, id int64) (store.AuditEntry, error)
	ListAudit(ctx context.Context, f store.AuditFilter, p store.Page) (store.Slice[store.AuditEntry], error)
	OpenAudits(ctx context.Context, olderThan time.Time) ([]store.AuditEntry, error)
	FinishAudit(ctx context.Context, id int64, outcome store.Outcome, target, resultPath, detail string) error
}

// Handler serves the area.
type Handler struct {
	program Program
	store   Store
	now     func() time.Time
	log     *slog.Logger
}

// New makes the handler.
func New(p Program, s Store, now func() time.Time, log *slog.Logger) *Handler {
	return &Handler{p, s, now, log}
}
