// Package gateways serves the pages on which operators choose how funding requests are
// treated, by which rules, and see how fast they are answered.
package gateways

import (
	"context"
	"time"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/change"
)

// Store is what this area reads and keeps.
type Store interface {
	ListGateways(ctx context.Context) ([]store.Gateway, error)
	Gateway(ctx context.Context, source string) (store.Gateway, error)
	PutGateway(ctx context.Context, g store.Gateway, password marqeta.Secret) error
	Rules(ctx context.Context, version int64) (store.GatewayRules, error)
	ListRules(ctx context.Context, source string, before int64) ([]store.GatewayRules, error)
	AddRules(ctx context.Context, in store.GatewayRules, from int64) (int64, error)
	LatestDecisions(ctx context.Context, source string, from *store.Key, each func([]store.FundingDecision) bool) (rest *store.Key, err error)
	GatewayLatency(ctx context.Context, source string, since time.Time) (store.Latency, error)
	SlowestAnswers(ctx context.Context, source string, since time.Time, most int) ([]store.GatewayAnswer, error)
	ListAnswers(ctx context.Context, f store.AnswerFilter, p store.Page) (store.Slice[store.GatewayAnswer], error)
	ListAlarms(ctx context.Context, open bool, p store.Page) (store.Slice[store.GatewayAlarm], error)
	CloseAlarm(ctx context.Context, id int64, by string) error
	FundingSource(ctx context.Context, token string) (store.FundingSource, error)
	ListFundingSources(ctx context.Context, f store.FundingSourceFilter, p store.Page) (store.Slice[store.FundingSource], error)
	PutFundingSource(ctx context.Context, f store.FundingSource) error
	ListCardProducts(ctx context.Context, f store.CardProductFilter, p store.Page) (store.Slice[store.CardProduct], error)
	ListUsers(ctx context.Context, f store.UserFilter, p store.Page) (store.Slice[store.User], error)
	User(ctx context.Context, token string) (store.User, error)
	ListCards(ctx context.Context, f store.CardFilter, p store.Page) (store.Slice[store.Card], error)
	ListAccounts(ctx context.Context, f store.AccountFilter, p store.Page) (store.Slice[store.Account], error)
	ListFundingDecisions(ctx context.Context, f store.FundingDecisionFilter, p store.Page) (store.Slice[store.FundingDecision], error)
	ListAudit(ctx context.Context, f store.AuditFilter, p store.Page) (store.Slice[store.AuditEntry], error)
}

// Endpoint is what a program gateway funding source must know to ask this console.
type Endpoint struct {
	URL, Username string
	Password      marqeta.Secret
}

// Handler serves the area.
type Handler struct {
	program  Program
	store    Store
	changes  *change.Carrier
	endpoint Endpoint
	now      func() time.Time
}

// New makes the handler.
func New(p Program, s Store, c *change.Carrier, e Endpoint, now func() time.Time) *Handler {
	return &Handler{p, s, c, e, now}
}
