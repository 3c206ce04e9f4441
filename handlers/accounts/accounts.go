// Package accounts serves the pages on which operators read the ledger: what a holder has
// posted, on hold and available, each entry with the event that caused it, and what is
// still on hold and since when.
package accounts

import (
	"context"
	"time"

	"carddeck/store"
)

// Store is what this area reads.
type Store interface {
	ListAccounts(ctx context.Context, f store.AccountFilter, p store.Page) (store.Slice[store.Account], error)
	OwnAccounts(ctx context.Context) ([]store.Account, error)
	ListEntries(ctx context.Context, account int64, p store.Page) (store.Slice[store.Entry], error)
	ListHolds(ctx context.Context, account int64, open bool, p store.Page) (store.Slice[store.Hold], error)
	ListProposals(ctx context.Context, f store.ProposalFilter, p store.Page) (store.Slice[store.Proposal], error)
	User(ctx context.Context, token string) (store.User, error)
	ListAudit(ctx context.Context, f store.AuditFilter, p store.Page) (store.Slice[store.AuditEntry], error)
}

// Handler serves the area.
type Handler struct {
	store Store
	now   func() time.Time
}

// New makes the handler.
func New(s Store, now func() time.Time) *Handler { return &Handler{s, now} }
