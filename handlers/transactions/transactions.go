// Package transactions serves the pages on which operators find transactions, read what
// became of one and why, and let the next message of a purchase follow in a sandbox.
package transactions

import (
	"context"
	"net/http"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/ledger"
	"carddeck/store"
	"carddeck/views/environment"
	"carddeck/web/auth"
	"carddeck/web/casework"
	"carddeck/web/change"
	"carddeck/web/decided"
)

// Program is what this area asks of Marqeta.
type Program interface {
	BaseURL() string
	Transaction(ctx context.Context, token string) (marqeta.Transaction, error)
	Simulate(ctx context.Context, kind marqeta.SimulationKind, in marqeta.Simulation) (marqeta.Transaction, error)

	Try(ctx context.Context, in marqeta.Trial) (marqeta.TrialResult, error)
	decided.Program
}

// Store is what this area remembers.
type Store interface {
	ListTransactions(ctx context.Context, f store.TransactionFilter, p store.Page) (store.Slice[store.Transaction], error)
	CountTransactionsUpTo(ctx context.Context, f store.TransactionFilter, most int64) (int64, error)
	NewerTransactions(ctx context.Context, f store.TransactionFilter, than store.Key, most int64) (int64, error)
	WaitTransaction(ctx context.Context, token string) (store.Transaction, error)
	Transaction(ctx context.Context, token string) (store.Transaction, error)
	Lifecycle(ctx context.Context, token string) ([]store.Transaction, error)
	Notification(ctx context.Context, id int64) (store.NotificationDetail, error)
	GPAOrder(ctx context.Context, token string) (store.GPAOrder, error)
	Card(ctx context.Context, token string) (store.Card, error)
	User(ctx context.Context, token string) (store.User, error)
	CardProduct(ctx context.Context, token string) (store.CardProduct, error)
	FundingSource(ctx context.Context, token string) (store.FundingSource, error)
	FundingSourceByMask(ctx context.Context, token string) ([]store.FundingSource, error)
	VersionAt(ctx context.Context, kind store.Kind, token string, at time.Time) (store.Version, error)
	FirstVersion(ctx context.Context, kind store.Kind, token string) (store.Version, error)
	Position(ctx context.Context, transaction string) (ledger.Position, error)
	FundingDecisionsAbout(ctx context.Context, transaction string) ([]store.FundingDecision, error)
	FundingDecision(ctx context.Context, token string) (store.FundingDecisionDetail, error)
	AddScenario(ctx context.Context, in store.Scenario) error
	casework.Store
	ListAudit(ctx context.Context, f store.AuditFilter, p store.Page) (store.Slice[store.AuditEntry], error)
}

// Handler serves the area.
type Handler struct {
	program Program
	store   Store
	changes *change.Carrier
	now     func() time.Time
	patient time.Duration // how long a page waits for a notification that is on its way
}

// New makes the handler.
func New(p Program, s Store, c *change.Carrier, now func() time.Time) *Handler {
	return &Handler{p, s, c, now, time.Second}
}

// simulates reports whether the operator may simulate and the platform can.
func simulates(r *http.Request) bool {
	return environment.From(r.Context()).Simulates() && auth.From(r.Context()).May(auth.Simulate)
}
