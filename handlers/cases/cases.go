// Package cases serves what people do about a transaction or a group of declines until it
// is dealt with, and the bundle that is handed over to the platform's support.
package cases

import (
	"context"
	"net/http"
	"time"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/casework"
	"carddeck/web/change"
	"carddeck/web/decided"
	"carddeck/web/pick"
	"carddeck/web/problem"
)

// Program is what this area asks of Marqeta, for bundles and for transactions whose
// notification has not come.
type Program interface {
	BaseURL() string
	Transaction(ctx context.Context, token string) (marqeta.Transaction, error)
	decided.Program
}

// Store is what this area keeps and reads. Cases are this console's own.
type Store interface {
	OpenCase(ctx context.Context, c store.Case) (store.Case, bool, error)
	Case(ctx context.Context, id int64) (store.Case, error)
	ListCases(ctx context.Context, f store.CaseFilter, p store.Page) (store.Slice[store.Case], error)
	CountCasesUpTo(ctx context.Context, f store.CaseFilter, most int64) (int64, error)
	EditCase(ctx context.Context, id, version int64, title, expected, who string) error
	AssignCase(ctx context.Context, id, version int64, to store.Operator, who string) error
	MoveCase(ctx context.Context, id, version int64, to store.CaseState, note, who string) error
	AddCaseNote(ctx context.Context, id int64, note, who string) error
	AddCaseLink(ctx context.Context, id int64, address, label, who string) error
	RemoveCaseLink(ctx context.Context, id, link int64, who string) error
	ListCaseEntries(ctx context.Context, id int64, p store.Page) (store.Slice[store.CaseEntry], error)
	CaseLinks(ctx context.Context, id int64) ([]store.CaseLink, error)
	ListOperators(ctx context.Context) ([]store.Operator, error)
	casework.Store
	evidence
}

// evidence is what a bundle is made of.
type evidence interface {
	DeclineGroup(ctx context.Context, id string) (store.DeclineGroup, error)
	ListTransactions(ctx context.Context, f store.TransactionFilter, p store.Page) (store.Slice[store.Transaction], error)
	Transaction(ctx context.Context, token string) (store.Transaction, error)
	Lifecycle(ctx context.Context, token string) ([]store.Transaction, error)
	Notification(ctx context.Context, id int64) (store.NotificationDetail, error)
	Card(ctx context.Context, token string) (store.Card, error)
	User(ctx context.Context, token string) (store.User, error)
	CardProduct(ctx context.Context, token string) (store.CardProduct, error)
	VersionAt(ctx context.Context, kind store.Kind, token string, at time.Time) (store.Version, error)
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

const section = "/cases"

// find gives the case of a request's address.
func (h *Handler) find(r *http.Request) (store.Case, error) {
	return pick.Numbered(r, "case", h.store.Case, gone)
}

func gone(err error) error {
	return &problem.Problem{Status: http.StatusNotFound, Title: "There is no such case", Err: err,
		Detail: "Cases have numbers, and none has this one. Look for it in the list.", Href: section, Action: "All cases"}
}
