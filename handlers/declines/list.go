package declines

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/dustin/go-humanize"

	"carddeck/store"
	views "carddeck/views/declines"
	"carddeck/views/ui"
	"carddeck/web/listing"
	"carddeck/web/render"
)

// countedUpTo is how far groups are counted; beyond it the page says "more than".
const countedUpTo = 1000

// List shows the groups, the last seen or the largest first.
func (h *Handler) List(w http.ResponseWriter, r *http.Request) error {
	l := listing.Parse(r)
	page, err := l.Page()
	if err != nil {
		return err
	}
	f, errs := filter(l)
	p := views.ListPage{Tabs: tabs(l), Filters: fields(l, errs), Chips: chips(l), Open: len(errs) > 0,
		Sub: "A filter cannot be read, so nothing was looked up."}
	if state := l.Get("state"); state != "" {
		p.Hidden = []ui.Field{{Name: "state", Value: state}}
	}
	status := http.StatusUnprocessableEntity
	p.Empty = ui.Empty{Title: "Nothing was looked up", Text: "A filter cannot be read; the sentence beside it says why."}
	if len(errs) == 0 {
		status = http.StatusOK
		if err := h.fill(r.Context(), &p, l, f, page); err != nil {
			return err
		}
	}
	return render.Page(w, r, status, render.View{
		Title: "Declines", Section: section, Fragments: []string{views.Region}, Body: views.List(p),
	})
}

func (h *Handler) fill(ctx context.Context, p *views.ListPage, l listing.List, f store.DeclineFilter, page store.Page) error {
	found, err := h.store.ListDeclineGroups(ctx, f, page)
	if err != nil {
		return fmt.Errorf("list decline groups: %w", err)
	}
	count, err := h.store.CountDeclineGroupsUpTo(ctx, f, countedUpTo+1)
	if err != nil {
		return fmt.Errorf("count decline groups: %w", err)
	}
	if p.Rows, err = h.rows(ctx, found.Rows); err != nil {
		return err
	}
	p.Pager = l.Pager(found.Newer, found.Older, len(found.Rows), "group")
	p.Sub = sub(count, f)
	p.Empty = empty(l, f)
	return nil
}

func sub(count int64, f store.DeclineFilter) string {
	order := ", the last seen first. Declines of one cause stand together."
	if f.ByCount {
		order = ", the largest first. Declines of one cause stand together."
	}
	switch {
	case count > countedUpTo:
		return "More than " + humanize.Comma(countedUpTo) + " groups" + order
	case count == 0:
		return "Declines of one cause stand together."
	}
	return counted(count, "group") + order
}

func empty(l listing.List, f store.DeclineFilter) ui.Empty {
	switch {
	case len(chips(l)) > 0:
		return ui.Empty{Title: "No group matches", Text: "Remove a filter, or look at all of them.", Href: section + "?state=" + everyState, Action: "All groups"}
	case f.State == store.DeclinesResolved:
		return ui.Empty{Title: "Nothing is resolved yet", Text: "Open a group whose cause is dealt with, and resolve it with a note. It opens again by itself when such a decline comes back."}
	case f.State == store.DeclinesOpen:
		return ui.Empty{Title: "No open declines", Text: "Declined transactions are gathered here by what refused them: the code, the check, the control, the merchant category " +
			"and the card product. The first one appears within a second of its notification. Declines received by an earlier release are counted by “console declines rebuild”.",
			Href: section + "?state=" + everyState, Action: "Resolved ones, too"}
	}
	return ui.Empty{Title: "Nothing was declined yet", Text: "Declined transactions are gathered here by what refused them, within a second of their notification."}
}

// rows words the groups of a page.
func (h *Handler) rows(ctx context.Context, groups []store.DeclineGroup) ([]views.Row, error) {
	ids := make([]string, len(groups))
	for i, g := range groups {
		ids[i] = g.ID
	}
	now := h.now()
	hours, err := h.store.DeclineHours(ctx, dayBefore(now), ids...)
	if err != nil {
		return nil, fmt.Errorf("read the hours of groups: %w", err)
	}
	products := map[string]string{}
	var out []views.Row
	for _, g := range groups {
		name, known := products[g.CardProductToken]
		if !known {
			if name, err = h.product(ctx, g.CardProductToken); err != nil {
				return nil, err
			}
			products[g.CardProductToken] = name
		}
		began, err := h.began(ctx, g, name)
		if err != nil {
			return nil, err
		}
		out = append(out, row(g, name, began, hours[g.ID], now))
	}
	return out, nil
}

func row(g store.DeclineGroup, product, began string, hours []store.DeclineHour, now time.Time) views.Row {
	return views.Row{
		Mark: mark(g), Cause: cause(g.Code), Code: g.Code, Href: path(g.ID), Decider: decider(g.DeclineCause), Began: began,
		MCC: ui.Name(g.MCC), Product: product, Count: humanize.Comma(g.Declines), Hit: hit(g), Amounts: amounts(g),
		Spark: lastDay(hours, now), First: ui.MomentOf(g.FirstSeen), Last: ui.MomentOf(g.LastSeen),
	}
}

// product names a card product; its token where no copy is kept.
func (h *Handler) product(ctx context.Context, token string) (string, error) {
	if token == "" {
		return "", nil
	}
	p, err := h.store.CardProduct(ctx, token)
	switch {
	case errors.Is(err, store.ErrNotFound), err == nil && p.Name == "":
		return ui.Short(token), nil
	case err != nil:
		return "", fmt.Errorf("name the card product of a group: %w", err)
	}
	return ui.Name(p.Name), nil
}
