// Package simulator serves the page on which operators send what a merchant's terminal
// would send, in an environment that simulates.
package simulator

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/scenario"
	"carddeck/store"
	"carddeck/web/change"
)

// Program is what this area asks of Marqeta.
type Program interface {
	scenario.API
	BaseURL() string
	Card(ctx context.Context, token string) (marqeta.Card, error)
	Simulate(ctx context.Context, kind marqeta.SimulationKind, in marqeta.Simulation) (marqeta.Transaction, error)
	SimulateLegacy(ctx context.Context, kind marqeta.LegacySimulationKind, in marqeta.LegacySimulation) (marqeta.Transaction, error)
}

// Store is what this area remembers.
type Store interface {
	Card(ctx context.Context, token string) (store.Card, error)
	ListCards(ctx context.Context, f store.CardFilter, p store.Page) (store.Slice[store.Card], error)
	User(ctx context.Context, token string) (store.User, error)
	ListUsers(ctx context.Context, f store.UserFilter, p store.Page) (store.Slice[store.User], error)
	CardProduct(ctx context.Context, token string) (store.CardProduct, error)
	Transaction(ctx context.Context, token string) (store.Transaction, error)
	ListTransactions(ctx context.Context, f store.TransactionFilter, p store.Page) (store.Slice[store.Transaction], error)
	AddPutBack(ctx context.Context, in store.PutBack) (store.PutBack, error)
	DeletePutBack(ctx context.Context, id int64) error
	FailPutBack(ctx context.Context, id int64, problem string) error
	PutBacks(ctx context.Context, before time.Time) ([]store.PutBack, error)
	ListAudit(ctx context.Context, f store.AuditFilter, p store.Page) (store.Slice[store.AuditEntry], error)
}

// Handler serves the area.
type Handler struct {
	program Program
	store   Store
	changes *change.Carrier
	now     func() time.Time

	provoking sync.Mutex  // held while a decline is provoked: causes must not mix
	began     time.Time   // what is to be put back from before is an earlier process's
	awake     atomic.Bool // whether that was looked for
}

// New makes the handler.
func New(p Program, s Store, c *change.Carrier, now func() time.Time) *Handler {
	return &Handler{program: p, store: s, changes: c, now: now, began: now()}
}
