// Package search lands an operator on an object from anything that names it: a token,
// the last four digits of a card, an email, an approval code, a response code.
package search

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"carddeck/marqeta"
	"carddeck/marqeta/dictionary"
	"carddeck/store"
	"carddeck/views/search"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/listing"
	"carddeck/web/render"
)

// Store finds what this console knows.
type Store interface {
	Find(ctx context.Context, query string) ([]store.Hit, error)
}

// Program finds what only Marqeta knows, by token.
type Program interface {
	Transaction(ctx context.Context, token string) (marqeta.Transaction, error)
	Card(ctx context.Context, token string) (marqeta.Card, error)
	User(ctx context.Context, token string) (marqeta.User, error)
	CardProduct(ctx context.Context, token string) (marqeta.CardProduct, error)
	FundingSource(ctx context.Context, token string) (marqeta.FundingSource, error)
	GatewayFundingSource(ctx context.Context, token string) (marqeta.GatewayFundingSource, error)
	VelocityControl(ctx context.Context, token string) (marqeta.VelocityControl, error)
	AuthControl(ctx context.Context, token string) (marqeta.AuthControl, error)
	MCCGroup(ctx context.Context, token string) (marqeta.MCCGroup, error)
	MerchantGroup(ctx context.Context, token string) (marqeta.MerchantGroup, error)
}

// Handler serves the search.
type Handler struct {
	program Program
	store   Store
}

// New makes the handler.
func New(p Program, s Store) *Handler { return &Handler{p, s} }

// Search goes straight to the object when there is exactly one, and lists otherwise.
func (h *Handler) Search(w http.ResponseWriter, r *http.Request) error {
	query := listing.Parse(r).Get("q")
	hits, err := h.find(r.Context(), bare(query))
	if err != nil {
		return err
	}
	if len(hits) == 1 {
		return render.Redirect(w, r, hits[0].Href)
	}
	return render.Page(w, r, http.StatusOK, render.View{
		Title: "Search", Search: query, Body: search.Results(search.Page{Query: query, Hits: hits, Empty: empty(query)}),
	})
}

func (h *Handler) find(ctx context.Context, query string) ([]search.Hit, error) {
	known, err := h.store.Find(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	var hits []search.Hit
	for _, hit := range known {
		if place, ok := places[hit.Kind]; ok && auth.From(ctx).May(place.need) {
			hits = append(hits, place.hit(hit))
		}
	}
	codes := codes(query)
	if len(hits)+len(codes) == 0 && tokenLike(query) {
		hits = h.ask(ctx, query)
	}
	return append(hits, codes...), nil
}

// codes finds a response code or a decline reason that the dictionary explains. Four
// digits may be a card's last ones too; both are offered then.
func codes(query string) []search.Hit {
	var hits []search.Hit
	for _, f := range []dictionary.Family{dictionary.Responses, dictionary.Reasons} {
		if e, ok := dictionary.Lookup(f, strings.ToUpper(query)); ok {
			hits = append(hits, search.Hit{Kind: "Code", Text: e.Code, Href: ui.CodePath(string(f), e.Code), Detail: ui.Capital(e.Words)})
		}
	}
	return hits
}

// place is where objects of a kind have their page, and who may know of them.
type place struct {
	path, kind string
	need       auth.Permission
}

var places = map[string]place{
	"card":                  {"/cards/", "Card", auth.ReadCards},
	"user":                  {"/users/", "User", auth.ReadUsers},
	"card product":          {"/card-products/", "Card product", auth.ReadCardProducts},
	"funding source":        {"/funding-sources/", "Funding source", auth.ReadFundingSources},
	"transaction":           {"/transactions/", "Transaction", auth.ReadTransactions},
	"gpa_order":             {"/gpa-orders/", "GPA order", auth.ReadTransactions},
	"velocity control":      {"/spend-controls/velocity/", "Velocity control", auth.ReadSpendControls},
	"authorization control": {"/spend-controls/authorization/", "Authorization control", auth.ReadSpendControls},
	"MCC group":             {"/spend-controls/mcc-groups/", "MCC group", auth.ReadSpendControls},
	"merchant group":        {"/spend-controls/merchant-groups/", "Merchant group", auth.ReadSpendControls},
	"notification":          {"/webhooks/notifications/", "Notification", auth.ReadWebhooks},
	"case":                  {"/cases/", "Case", auth.ReadCases},
}

func (p place) hit(h store.Hit) search.Hit {
	text := h.Label
	if text == "" {
		text = ui.Short(h.Token)
	}
	return search.Hit{Kind: p.kind, Text: text, Href: p.path + url.PathEscape(h.Token), Detail: h.Detail}
}

// bare takes off what surrounds a value where it was copied from: the dots or stars
// before the last four digits, quotes, a comma.
func bare(query string) string { return strings.Trim(query, " \t•*·\"'“”`,;()<>") }

// tokenLike tells what could be a token at Marqeta: up to 36 characters without spaces.
func tokenLike(query string) bool {
	if query == "" || len(query) > 36 {
		return false
	}
	for _, r := range query {
		if r <= ' ' || r == '/' || r == '@' {
			return false
		}
	}
	return true
}

// ask looks at Marqeta for an object that has never been seen here, all kinds at once.
// No answer is no hit: the search says so either way.
func (h *Handler) ask(ctx context.Context, token string) []search.Hit {
	questions := []struct {
		kind string
		ask  func() error
	}{
		{"transaction", func() error { _, err := h.program.Transaction(ctx, token); return err }},
		{"card", func() error { _, err := h.program.Card(ctx, token); return err }},
		{"user", func() error { _, err := h.program.User(ctx, token); return err }},
		{"card product", func() error { _, err := h.program.CardProduct(ctx, token); return err }},
		{"funding source", func() error { _, err := h.program.FundingSource(ctx, token); return err }},
		{"funding source", func() error { _, err := h.program.GatewayFundingSource(ctx, token); return err }},
		{"velocity control", func() error { _, err := h.program.VelocityControl(ctx, token); return err }},
		{"authorization control", func() error { _, err := h.program.AuthControl(ctx, token); return err }},
		{"MCC group", func() error { _, err := h.program.MCCGroup(ctx, token); return err }},
		{"merchant group", func() error { _, err := h.program.MerchantGroup(ctx, token); return err }},
	}
	found := make([]bool, len(questions))
	var wait sync.WaitGroup
	for i, q := range questions {
		wait.Go(func() { found[i] = q.ask() == nil })
	}
	wait.Wait()
	var hits []search.Hit
	for i, q := range questions {
		if found[i] && auth.From(ctx).May(places[q.kind].need) {
			hits = append(hits, places[q.kind].hit(store.Hit{Token: token, Detail: "Known to Marqeta, not seen here before"}))
		}
	}
	return hits
}

func empty(query string) ui.Empty {
	if query == "" {
		return ui.Empty{Title: "Search for anything", Text: "Paste a token of any kind, the last four digits of a card, an email, an approval code, a response code or the number of a case. Press / on any page to come here."}
	}
	return ui.Empty{Title: "Nothing found", Text: "Neither this console nor Marqeta knows this. Search looks for whole values: a token, the last four digits of a card, an email, an approval code, a response code or the number of a case. It does not look for names, merchants or amounts; the lists have filters for more."}
}
