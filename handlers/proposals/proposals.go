// Package proposals serves the pages on which operators propose movements of the ledger and
// a second person approves them. Nothing here is sent to Marqeta.
package proposals

import (
	"context"
	"time"

	"carddeck/store"
	"carddeck/web/change"
	"carddeck/web/pick"

	"carddeck/marqeta/ledger"
)

// Store is what this area reads and keeps.
type Store interface {
	ListProposals(ctx context.Context, f store.ProposalFilter, p store.Page) (store.Slice[store.Proposal], error)
	Proposal(ctx context.Context, id int64) (store.Proposal, error)
	Propose(ctx context.Context, p store.Proposal) (store.Proposal, error)
	ApproveProposal(ctx context.Context, id, operator int64, email string) (store.Proposal, error)
	RefuseProposal(ctx context.Context, id, operator int64, email, answer string) error
	WithdrawProposal(ctx context.Context, id, operator int64, email string) error
	CreditTestMoney(ctx context.Context, c store.ShellCredit) (store.Proposal, error)
	OpenAccount(ctx context.Context, h ledger.Holder, currency string) (store.Account, error)
	ListAccounts(ctx context.Context, f store.AccountFilter, p store.Page) (store.Slice[store.Account], error)
	AccountsByID(ctx context.Context, ids []int64) (map[int64]store.Account, error)
	ListAudit(ctx context.Context, f store.AuditFilter, p store.Page) (store.Slice[store.AuditEntry], error)
	pick.Users
}

// Handler serves the area.
type Handler struct {
	store   Store
	changes *change.Carrier
	now     func() time.Time
}

// New makes the handler.
func New(s Store, c *change.Carrier, now func() time.Time) *Handler { return &Handler{s, c, now} }
