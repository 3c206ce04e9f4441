// Package gpaorders serves the pages on which operators see what moved money onto users'
// accounts and off them again, load an account by hand and unload it.
package gpaorders

import (
	"cmp"
	"context"
	"fmt"
	"net/url"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/change"
)

// Program is what this area asks of Marqeta.
type Program interface {
	BaseURL() string
	GPAOrder(ctx context.Context, token string) (marqeta.GPAOrder, error)
	CreateGPAOrder(ctx context.Context, in marqeta.GPAOrderRequest) (marqeta.GPAOrder, error)
	GPAUnload(ctx context.Context, token string) (marqeta.GPAUnload, error)
	GPAUnloads(ctx context.Context, f marqeta.GPAUnloadFilter) (marqeta.Page[marqeta.GPAUnload], error)
	UnloadGPA(ctx context.Context, in marqeta.GPAUnloadRequest) (marqeta.GPAUnload, error)
}

// Store is what this area remembers.
type Store interface {
	GPAOrder(ctx context.Context, token string) (store.GPAOrder, error)
	ListGPAOrders(ctx context.Context, f store.GPAOrderFilter, p store.Page) (store.Slice[store.GPAOrder], error)
	PutGPAOrder(ctx context.Context, o store.GPAOrder) error
	ListTransactions(ctx context.Context, f store.TransactionFilter, p store.Page) (store.Slice[store.Transaction], error)
	User(ctx context.Context, token string) (store.User, error)
	Users(ctx context.Context, tokens []string) (map[string]store.User, error)
	ListUsers(ctx context.Context, f store.UserFilter, p store.Page) (store.Slice[store.User], error)
	ListCards(ctx context.Context, f store.CardFilter, p store.Page) (store.Slice[store.Card], error)
	CardProduct(ctx context.Context, token string) (store.CardProduct, error)
	FundingSourceByMask(ctx context.Context, token string) ([]store.FundingSource, error)
	ListFundingSources(ctx context.Context, f store.FundingSourceFilter, p store.Page) (store.Slice[store.FundingSource], error)
	ListAudit(ctx context.Context, f store.AuditFilter, p store.Page) (store.Slice[store.AuditEntry], error)
}

// Handler serves the area.
type Handler struct {
	program Program
	store   Store
	changes *change.Carrier
}

// New makes the handler.
func New(p Program, s Store, c *change.Carrier) *Handler { return &Handler{p, s, c} }

// local is the copy of a load that lists are made of.
func local(o marqeta.GPAOrder) (store.GPAOrder, error) {
	out := store.GPAOrder{
		Token: o.Token, Kind: "load", State: string(o.State), Currency: o.CurrencyCode,
		FundingType: o.Funding.Source.Type, FundingSourceToken: o.FundingSourceToken, FundingSourceName: o.Funding.Source.Name,
		UserToken: o.UserToken, BusinessToken: o.BusinessToken, ResponseCode: string(o.Response.Code), ResponseMemo: o.Response.Memo,
		Memo: o.Memo, FundingTransaction: o.TransactionToken, CreatedAt: o.CreatedTime.Time, ModifiedAt: o.LastModifiedTime.Time,
	}
	if o.JITFunding != nil {
		out.Method = o.JITFunding.Method
	}
	var err error
	if out.AmountMinor, err = o.Amount.Minor(store.Digits(o.CurrencyCode)); err != nil {
		return out, fmt.Errorf("read the amount of gpa_order %s: %w", o.Token, err)
	}
	return out, nil
}

// localUnload is local for an unload. Marqeta leaves out whose it is and in which
// currency: that is as in the load it came from.
func localUnload(u marqeta.GPAUnload, from store.GPAOrder) (store.GPAOrder, error) {
	u.CurrencyCode = cmp.Or(u.CurrencyCode, from.Currency)
	u.UserToken = cmp.Or(u.UserToken, from.UserToken)
	out, err := local(u.GPAOrder)
	out.Kind, out.OriginalOrder = "unload", u.OriginalOrderToken
	return out, err
}

// ordered reports whether somebody ordered it, as opposed to JIT Funding at the moment of
// a purchase: the latest message about it is then none, or the movement itself.
func ordered(o store.GPAOrder) bool {
	return o.Method == "" && (o.LastTransaction == "" || o.LastTransaction == o.FundingTransaction)
}

func path(token string) string     { return "/gpa-orders/" + url.PathEscape(token) }
func userPath(token string) string { return "/users/" + url.PathEscape(token) }
