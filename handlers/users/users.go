// Package users serves the pages on which operators find, inspect, create, change and
// move users, Marqeta's cardholders. Numbers that prove who somebody is, such as a
// social security number, are neither asked for nor shown.
package users

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
	User(ctx context.Context, token string) (marqeta.User, error)
	Users(ctx context.Context, o marqeta.ListOptions) (marqeta.Page[marqeta.User], error)
	CreateUser(ctx context.Context, in marqeta.UserRequest) (marqeta.User, error)
	UpdateUser(ctx context.Context, token string, in marqeta.UserUpdate) (marqeta.User, error)
	UserTransitions(ctx context.Context, userToken string, o marqeta.ListOptions) (marqeta.Page[marqeta.UserTransition], error)
	TransitionUser(ctx context.Context, in marqeta.UserTransitionRequest) (marqeta.UserTransition, error)
	CardsByUser(ctx context.Context, userToken string, o marqeta.ListOptions) (marqeta.Page[marqeta.Card], error)
	Balances(ctx context.Context, holderToken string) (marqeta.Balances, error)
}

// Store is what this area remembers.
type Store interface {
	spend.Store
	User(ctx context.Context, token string) (store.User, error)
	ListUsers(ctx context.Context, f store.UserFilter, p store.Page) (store.Slice[store.User], error)
	PutUser(ctx context.Context, u store.User) error
	Card(ctx context.Context, token string) (store.Card, error)
	ListCards(ctx context.Context, f store.CardFilter, p store.Page) (store.Slice[store.Card], error)
	PutCard(ctx context.Context, c store.Card) error
	CardProduct(ctx context.Context, token string) (store.CardProduct, error)
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

// user is what a local copy tells of a user; the rest is not kept.
func user(u store.User) marqeta.User {
	return marqeta.User{
		Token: u.Token, FirstName: u.FirstName, MiddleName: u.MiddleName, LastName: u.LastName,
		Email: u.Email, Phone: u.Phone, ParentToken: u.ParentToken, Status: marqeta.UserStatus(u.Status), Active: u.Active,
		CreatedTime: marqeta.At(u.CreatedAt), LastModifiedTime: marqeta.At(u.ModifiedAt),
	}
}

func path(token string) string { return "/users/" + url.PathEscape(token) }
