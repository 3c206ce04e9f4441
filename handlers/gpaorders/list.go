package gpaorders

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"

	"carddeck/store"
	"carddeck/views/gpaorders"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/listing"
	"carddeck/web/render"
)

// List shows the orders, newest first.
func (h *Handler) List(w http.ResponseWriter, r *http.Request) error {
	l := listing.Parse(r)
	page, err := l.Page()
	if err != nil {
		return err
	}
	found, err := h.store.ListGPAOrders(r.Context(), store.GPAOrderFilter{
		State: l.Get("state"), User: l.Get("user"), FundingSource: mask(l.Get("funding_source")),
	}, page)
	if err != nil {
		return fmt.Errorf("list gpa_orders: %w", err)
	}
	names, err := h.names(r.Context(), found.Rows)
	if err != nil {
		return err
	}
	return render.Page(w, r, http.StatusOK, render.View{
		Title: "GPA orders", Section: "/gpa-orders", Fragments: []string{gpaorders.Region},
		Body: gpaorders.List(listPage(l, found, names, auth.From(r.Context()).May(auth.LoadAccounts))),
	})
}

// mask lets a list be narrowed by a funding source's token, though orders carry only
// its last four characters.
func mask(token string) string {
	if token == "" {
		return ""
	}
	return store.MaskFundingSource(token)
}

// names gives the users and funding sources of a page's rows, as far as they are known.
// A masked token that may mean several sources has no name.
type names struct {
	users   map[string]string
	sources map[string]store.FundingSource
}

func (h *Handler) names(ctx context.Context, rows []store.GPAOrder) (names, error) {
	n := names{map[string]string{}, map[string]store.FundingSource{}}
	for _, o := range rows {
		n.users[o.UserToken] = ""
	}
	users, err := h.store.Users(ctx, slices.Collect(maps.Keys(n.users)))
	if err != nil {
		return n, fmt.Errorf("find the users of gpa_orders: %w", err)
	}
	for token, user := range users {
		n.users[token] = user.FullName()
	}
	for _, o := range rows {
		if _, known := n.sources[o.FundingSourceToken]; known || o.FundingSourceToken == "" {
			continue
		}
		source, err := h.source(ctx, o.FundingSourceToken)
		if err != nil {
			return n, err
		}
		n.sources[o.FundingSourceToken] = source
	}
	return n, nil
}

// source gives the one funding source that a masked token can mean; empty when there
// are none or several.
func (h *Handler) source(ctx context.Context, masked string) (store.FundingSource, error) {
	if masked == "" {
		return store.FundingSource{}, nil
	}
	found, err := h.store.FundingSourceByMask(ctx, masked)
	if err != nil {
		return store.FundingSource{}, fmt.Errorf("find the funding source of gpa_order: %w", err)
	}
	if len(found) != 1 {
		return store.FundingSource{}, nil
	}
	return found[0], nil
}

func listPage(l listing.List, found store.Slice[store.GPAOrder], n names, mayLoad bool) gpaorders.ListPage {
	p := gpaorders.ListPage{
		MayLoad: mayLoad, State: l.Get("state"), Chips: chips(l),
		User:  ui.Field{Name: "user", Label: "User", Value: l.Get("user"), Placeholder: "Token"},
		Pager: l.Pager(found.Newer, found.Older, len(found.Rows), "order"),
	}
	for _, tab := range []struct{ text, state string }{
		{"All", ""}, {"Pending", "PENDING"}, {"Completed", "COMPLETION"}, {"Reversed", "REVERSED"}, {"Declined", "DECLINED"},
	} {
		href := l.Without("state")
		if tab.state != "" {
			href = l.With("state", tab.state)
		}
		p.Tabs = append(p.Tabs, ui.Tab{Text: tab.text, Href: href, Current: l.Get("state") == tab.state})
	}
	for _, o := range found.Rows {
		p.Rows = append(p.Rows, row(o, n))
	}
	if len(found.Rows) == 0 {
		p.Empty = empty(l, mayLoad)
	}
	return p
}

func chips(l listing.List) []ui.Chip {
	var out []ui.Chip
	for _, f := range []struct{ key, label string }{{"user", "User"}, {"funding_source", "Funding source"}} {
		if l.Filtered(f.key) {
			out = append(out, ui.Chip{Label: f.label, Value: ui.Short(l.Get(f.key)), Remove: l.Without(f.key)})
		}
	}
	return out
}

func empty(l listing.List, mayLoad bool) ui.Empty {
	if l.Filtered("state", "user", "funding_source") {
		return ui.Empty{Title: "No GPA order matches", Text: "Remove a filter, or look at all of them.", Href: l.Bare(), Action: "All GPA orders"}
	}
	e := ui.Empty{Title: "No GPA order yet", Text: "JIT Funding makes one with each purchase that it funds. For standard funding you make one, and the balance waits on the account."}
	if mayLoad {
		e.Href, e.Action = "/gpa-orders/new", "Load an account"
	}
	return e
}

func row(o store.GPAOrder, n names) gpaorders.Row {
	out := gpaorders.Row{
		Mark: mark(o.State), Amount: amount(o), User: ui.Name(n.users[o.UserToken]), Source: o.FundingSourceToken,
		Created: ui.MomentOf(o.CreatedAt), Token: o.Token, Href: path(o.Token),
	}
	if o.UserToken != "" {
		out.UserHref = userPath(o.UserToken)
		if out.User == "" {
			out.User = ui.Short(o.UserToken)
		}
	}
	if o.FundingSourceName != "" {
		out.Source = ui.Name(o.FundingSourceName)
	}
	if s := n.sources[o.FundingSourceToken]; s.Token != "" {
		out.Source, out.SourceHref = ui.Name(s.Name), "/funding-sources/"+url.PathEscape(s.Token)
	}
	by, token := madeBy(o)
	out.By = by
	if token != "" {
		out.ByHref = "/transactions/" + url.PathEscape(token)
	}
	return out
}

// amount is without weight where no money moved, and negative where it went back.
func amount(o store.GPAOrder) ui.Money {
	minor := o.AmountMinor
	if o.Kind == "unload" {
		minor = -minor
	}
	m := ui.MoneyOf(minor, o.Currency)
	m.Void = o.State == "DECLINED" || o.State == "ERROR" || o.State == "REVERSED"
	return m
}
