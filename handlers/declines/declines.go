// Package declines serves the groups of declines: what is refused alike, since when, what
// was changed shortly before, and what cures it.
package declines

import (
	"context"
	"net/url"
	"time"

	"carddeck/store"
	"carddeck/web/casework"
	"carddeck/web/change"
)

// Store is what this area reads and notes. Groups are this console's own; Marqeta has
// none.
type Store interface {
	ListDeclineGroups(ctx context.Context, f store.DeclineFilter, p store.Page) (store.Slice[store.DeclineGroup], error)
	CountDeclineGroupsUpTo(ctx context.Context, f store.DeclineFilter, most int64) (int64, error)
	DeclineGroup(ctx context.Context, id string) (store.DeclineGroup, error)
	DeclineHours(ctx context.Context, since time.Time, ids ...string) (map[string][]store.DeclineHour, error)
	ResolveDeclines(ctx context.Context, id, who, note string) error
	ReopenDeclines(ctx context.Context, id, who, note string) error
	ChangesBefore(ctx context.Context, at time.Time, within time.Duration, most int) ([]store.AuditEntry, error)
	TransitionsBefore(ctx context.Context, at time.Time, within time.Duration, most int) ([]store.Transition, error)
	ListTransactions(ctx context.Context, f store.TransactionFilter, p store.Page) (store.Slice[store.Transaction], error)
	CardProduct(ctx context.Context, token string) (store.CardProduct, error)
	ListAudit(ctx context.Context, f store.AuditFilter, p store.Page) (store.Slice[store.AuditEntry], error)
	casework.Store
}

// Handler serves the area.
type Handler struct {
	store   Store
	changes *change.Carrier
	now     func() time.Time
}

// New makes the handler.
func New(s Store, c *change.Carrier, now func() time.Time) *Handler { return &Handler{s, c, now} }

const section = "/declines"

func path(id string) string { return section + "/" + url.PathEscape(id) }
