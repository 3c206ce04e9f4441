// Package decisions serves the pages on which operators see how each funding request was
// decided: against its time budget, by which rules, with which bytes, what the platform
// made of it, and what it did to the ledger.
package decisions

import (
	"context"
	"time"

	"carddeck/marqeta/ledger"
	"carddeck/store"
)

// Store is what this area reads.
type Store interface {
	ListFundingDecisions(ctx context.Context, f store.FundingDecisionFilter, p store.Page) (store.Slice[store.FundingDecision], error)
	FundingDecision(ctx context.Context, token string) (store.FundingDecisionDetail, error)
	ListAnswers(ctx context.Context, f store.AnswerFilter, p store.Page) (store.Slice[store.GatewayAnswer], error)
	Answer(ctx context.Context, id int64) (store.GatewayAnswer, error)
	AccountsByID(ctx context.Context, ids []int64) (map[int64]store.Account, error)
	Position(ctx context.Context, transaction string) (ledger.Position, error)
	PurchaseEntries(ctx context.Context, purchase string) ([]store.Entry, error)
	HoldsOf(ctx context.Context, purchase string) ([]store.Hold, error)
	Gateway(ctx context.Context, source string) (store.Gateway, error)
	Rules(ctx context.Context, version int64) (store.GatewayRules, error)
	Notification(ctx context.Context, id int64) (store.NotificationDetail, error)
	Card(ctx context.Context, token string) (store.Card, error)
	User(ctx context.Context, token string) (store.User, error)
	FundingSourceByMask(ctx context.Context, token string) ([]store.FundingSource, error)
}

// Handler serves the area.
type Handler struct {
	store Store
	now   func() time.Time
}

// New makes the handler.
func New(s Store, now func() time.Time) *Handler { return &Handler{s, now} }
