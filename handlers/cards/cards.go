// Package cards serves the pages on which operators find, inspect, issue, change and
// move cards: activate, suspend, reinstate, terminate.
package cards

import (
	"context"
	"net/url"
	"time"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/change"
	"carddeck/web/spend"
)

// Program is what this area asks of Marqeta.
type Program interface {
	spend.Program
	BaseURL() string
	Card(ctx context.Context, token string) (marqeta.Card, error)
	CreateCard(ctx context.Context, in marqeta.CardRequest) (marqeta.Card, error)
	UpdateCard(ctx context.Context, token string, in marqeta.CardUpdate) (marqeta.Card, error)
	SetPIN(ctx context.Context, cardToken string, pin marqeta.Secret) error
	CardTransitions(ctx context.Context, cardToken string, o marqeta.ListOptions) (marqeta.Page[marqeta.CardTransition], error)
	TransitionCard(ctx context.Context, in marqeta.CardTransitionRequest) (marqeta.CardTransition, error)
	User(ctx context.Context, token string) (marqeta.User, error)
	Balances(ctx context.Context, holderToken string) (marqeta.Balances, error)
}

// Store is what this area remembers.
type Store interface {
	Card(ctx context.Context, token string) (store.Card, error)
	ListCards(ctx context.Context, f store.CardFilter, p store.Page) (store.Slice[store.Card], error)
	PutCard(ctx context.Context, c store.Card) error
	User(ctx context.Context, token string) (store.User, error)
	ListUsers(ctx context.Context, f store.UserFilter, p store.Page) (store.Slice[store.User], error)
	Users(ctx context.Context, tokens []string) (map[string]store.User, error)
	PutUser(ctx context.Context, u store.User) error
	CardProduct(ctx context.Context, token string) (store.CardProduct, error)
	CardProducts(ctx context.Context, tokens []string) (map[string]store.CardProduct, error)
	ListCardProducts(ctx context.Context, f store.CardProductFilter, p store.Page) (store.Slice[store.CardProduct], error)
	FundingSource(ctx context.Context, token string) (store.FundingSource, error)
	ListTransactions(ctx context.Context, f store.TransactionFilter, p store.Page) (store.Slice[store.Transaction], error)
	ListAudit(ctx context.Context, f store.AuditFilter, p store.Page) (store.Slice[store.AuditEntry], error)
}

// Handler serves the area.
type Handler struct {
	program Program
	store   Store
	changes *change.Carrier
	now     func() time.Time
}

// New makes the handler.
func New(p Program, s Store, c *change.Carrier, now func() time.Time) *Handler {
	return &Handler{p, s, c, now}
}

// patience bounds everything that one page asks of Marqeta, so that the page comes
// within three seconds whatever the platform does.
const patience = marqeta.DefaultTimeout

func asking(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, patience)
}

// card is what a local copy tells of a card; the rest is not kept.
func card(c store.Card) marqeta.Card {
	return marqeta.Card{
		Token: c.Token, UserToken: c.UserToken, CardProductToken: c.CardProductToken, LastFour: c.LastFour,
		State: marqeta.CardState(c.State), StateReason: c.StateReason, FulfillmentStatus: c.FulfillmentStatus,
		Expiration: c.Expiration, ExpirationTime: marqeta.At(c.ExpirationTime), InstrumentType: c.InstrumentType,
		CreatedTime: marqeta.At(c.CreatedAt), LastModifiedTime: marqeta.At(c.ModifiedAt),
	}
}

func path(token string) string        { return "/cards/" + url.PathEscape(token) }
func userPath(token string) string    { return "/users/" + url.PathEscape(token) }
func productPath(token string) string { return "/card-products/" + url.PathEscape(token) }
