package cases

import (
	"context"
	"fmt"
	"net/http"

	"github.com/dustin/go-humanize"

	"carddeck/store"
	views "carddeck/views/cases"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/casework"
	"carddeck/web/listing"
	"carddeck/web/render"
)

// countedUpTo is how far cases are counted; beyond it the page says "more than".
const countedUpTo = 1000

// What the address names beside the store's own states and operators.
const (
	everyState = "all"
	mine       = "mine"
	nobody     = "nobody"
)

// List shows the cases, the last opened first; those that are resolved only on request.
func (h *Handler) List(w http.ResponseWriter, r *http.Request) error {
	l := listing.Parse(r)
	page, err := l.Page()
	if err != nil {
		return err
	}
	p := views.ListPage{Tabs: tabs(l), State: l.Get("state"), Assignee: l.Get("assignee"), Clear: l.Without("assignee"), Assignees: []ui.Option{
		{Text: "Anybody"}, {Value: mine, Text: "Me"}, {Value: nobody, Text: "Nobody"},
	}}
	if err := h.fill(r.Context(), &p, l, page); err != nil {
		return err
	}
	return render.Page(w, r, http.StatusOK, render.View{Title: "Cases", Section: section, Fragments: []string{views.Region}, Body: views.List(p)})
}

// filter reads the address. Without a state it is what is not resolved.
func filter(ctx context.Context, l listing.List) store.CaseFilter {
	var f store.CaseFilter
	switch state := l.Get("state"); state {
	case everyState:
	case "":
		f.Unresolved = true
	default:
		f.State = store.CaseState(state)
	}
	switch l.Get("assignee") {
	case mine:
		f.Assignee = auth.From(ctx).ID
	case nobody:
		f.Unassigned = true
	}
	return f
}

func (h *Handler) fill(ctx context.Context, p *views.ListPage, l listing.List, page store.Page) error {
	f := filter(ctx, l)
	found, err := h.store.ListCases(ctx, f, page)
	if err != nil {
		return fmt.Errorf("list cases: %w", err)
	}
	count, err := h.store.CountCasesUpTo(ctx, f, countedUpTo+1)
	if err != nil {
		return fmt.Errorf("count cases: %w", err)
	}
	for _, c := range found.Rows {
		p.Rows = append(p.Rows, row(c))
	}
	p.Pager = l.Pager(found.Newer, found.Older, len(found.Rows), "case")
	p.Sub = sub(count)
	p.Empty = empty(l)
	for _, o := range p.Assignees {
		if o.Value != "" && l.Is("assignee", o.Value) {
			p.Chips = []ui.Chip{{Label: "Assigned to", Value: o.Text, Remove: l.Without("assignee")}}
		}
	}
	return nil
}

func row(c store.Case) views.Row {
	href, kind := about(c)
	return views.Row{
		Number: number(c), Mark: casework.Mark(c.State), Title: ui.Name(c.Title), Href: path(c), Kind: kind, Subject: c.Subject, About: href,
		Assignee: ui.Name(c.Assignee), Opened: ui.MomentOf(c.OpenedAt), Changed: ui.MomentOf(c.ChangedAt),
	}
}

func sub(count int64) string {
	const what = ", the last opened first. A case is about one transaction or one group of declines until it is dealt with."
	switch {
	case count > countedUpTo:
		return "More than " + humanize.Comma(countedUpTo) + " cases" + what
	case count == 0:
		return "A case is about one transaction or one group of declines until it is dealt with."
	}
	return counted(count, "case") + what
}

func tabs(l listing.List) []ui.Tab {
	out := []ui.Tab{{Text: "Not resolved", Href: l.Without("state"), Current: l.Get("state") == ""}}
	for _, t := range []struct{ state, text string }{
		{string(store.CaseOpen), "Open"}, {string(store.CaseWaiting), "Waiting"}, {string(store.CaseResolved), "Resolved"}, {everyState, "All"},
	} {
		out = append(out, ui.Tab{Text: t.text, Href: l.With("state", t.state), Current: l.Is("state", t.state)})
	}
	return out
}

func empty(l listing.List) ui.Empty {
	const teach = "Open one on the page of a transaction, or of a group of declines, with “Open a case”. It gathers notes and links, " +
		"and makes the bundle that the platform's support asks for, without the cardholder's name, number or address."
	switch {
	case l.Filtered("assignee"):
		return ui.Empty{Title: "No such case", Text: "Nothing here is assigned so. Look at everybody's cases.", Href: l.Without("assignee"), Action: "Everybody's"}
	case l.Is("state", string(store.CaseResolved)):
		return ui.Empty{Title: "Nothing is resolved yet", Text: "A case that is dealt with stands here, with all that was noted. It can be opened again."}
	case l.Is("state", string(store.CaseWaiting)):
		return ui.Empty{Title: "Nothing waits for an answer", Text: "Set a case waiting when the bundle is sent, and it stands here until somebody has answered."}
	case l.Is("state", everyState):
		return ui.Empty{Title: "There is no case yet", Text: teach, Href: "/transactions?state=DECLINED", Action: "Declined transactions"}
	}
	return ui.Empty{Title: "No case is open", Text: teach, Href: "/transactions?state=DECLINED", Action: "Declined transactions"}
}
