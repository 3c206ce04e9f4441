package accounts

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"carddeck/store"
	views "carddeck/views/accounts"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/change"
	"carddeck/web/funding"
	"carddeck/web/listing"
	"carddeck/web/problem"
	"carddeck/web/render"
)

// shownHolds is how many holds the page shows; the address goes on from there.
const shownHolds = 20

// Show shows a holder's accounts: one in full, the others as tabs.
func (h *Handler) Show(w http.ResponseWriter, r *http.Request) error {
	ctx, l := r.Context(), listing.Parse(r)
	page, err := l.Page()
	if err != nil {
		return err
	}
	all, err := h.store.ListAccounts(ctx, store.AccountFilter{Holder: r.PathValue("holder")}, store.Page{Limit: store.MaxLimit})
	if err != nil {
		return fmt.Errorf("find the accounts of a holder: %w", err)
	}
	if len(all.Rows) == 0 {
		return &problem.Problem{Status: http.StatusNotFound, Title: "There is no such account",
			Detail: "The ledger knows no user and no business with this token. An account is opened with the first money, or the first question about some.",
			Href:   funding.Accounts, Action: "All accounts"}
	}
	a := chosen(l, all.Rows)
	p := views.ShowPage{Usage: usage(a, h.now())}
	for _, one := range all.Rows {
		p.Tabs = append(p.Tabs, ui.Tab{Text: one.Currency + ", " + one.Kind, Href: l.With("account", strconv.FormatInt(one.ID, 10)), Current: one.ID == a.ID})
	}
	if err := h.fill(ctx, &p, l, a, page); err != nil {
		return err
	}
	if auth.From(ctx).May(auth.ProposeEntries) {
		p.Steps = []ui.Step{{Text: "Propose a credit or debit", Icon: "plus", First: true,
			Href: "/proposals/new?" + url.Values{"holder": {a.Holder}, "currency_code": {a.Currency}}.Encode()}}
	}
	return render.Page(w, r, http.StatusOK, render.View{Title: p.Headline.Title, Section: funding.Accounts, Body: views.Show(p)})
}

// chosen is the account that the address names, else the first opened.
func chosen(l listing.List, all []store.Account) store.Account {
	for _, a := range all {
		if l.Is("account", strconv.FormatInt(a.ID, 10)) {
			return a
		}
	}
	return all[len(all)-1]
}

func (h *Handler) fill(ctx context.Context, p *views.ShowPage, l listing.List, a store.Account, page store.Page) error {
	entries, err := h.store.ListEntries(ctx, a.ID, page)
	if err != nil {
		return fmt.Errorf("list the entries of an account: %w", err)
	}
	for _, e := range entries.Rows {
		p.Entries = append(p.Entries, funding.Entry(e))
	}
	p.Pager = l.Pager(entries.Newer, entries.Older, len(entries.Rows), "entry")
	p.Pager.Text = counted(len(entries.Rows), entries.Newer != nil || entries.Older != nil)
	held, err := h.store.ListHolds(ctx, a.ID, true, holdsPage(l))
	if err != nil {
		return fmt.Errorf("list the holds of an account: %w", err)
	}
	for _, one := range held.Rows {
		p.Holds = append(p.Holds, h.hold(one, a.Currency))
	}
	p.HoldNote = ui.MoneyOf(a.Held, a.Currency).String() + " in all, the latest first"
	if held.Older != nil {
		p.MoreHeld = l.With("holds", held.Older.String())
	}
	waiting, err := h.store.ListProposals(ctx, store.ProposalFilter{State: store.ProposalOpen, AccountID: a.ID}, store.Page{Limit: 5})
	if err != nil {
		return fmt.Errorf("list the proposals of an account: %w", err)
	}
	for _, one := range waiting.Rows {
		p.Open = append(p.Open, views.Proposal{Text: funding.ProposalWords(one, a), Href: funding.Proposal(one.ID), Who: one.ProposedByEmail, At: ui.MomentOf(one.ProposedAt)})
	}
	history, err := h.store.ListAudit(ctx, store.AuditFilter{Area: "accounts", Target: a.Holder}, store.Page{Limit: 20})
	if err != nil {
		return fmt.Errorf("list changes of an account: %w", err)
	}
	p.History = change.History(history.Rows)
	name, err := h.name(ctx, a)
	if err != nil {
		return err
	}
	p.Headline, p.Related = headline(a, name), related(a, name)
	return nil
}

// holdsPage is where the holds go on from; a place that is none begins at the top.
func holdsPage(l listing.List) store.Page {
	p := store.Page{Limit: shownHolds}
	if key, err := store.ParseKey(l.Get("holds")); err == nil && l.Filtered("holds") {
		p.Older = &key
	}
	return p
}

func counted(n int, more bool) string {
	out := strconv.Itoa(n) + " entries"
	if n == 1 {
		out = "1 entry"
	}
	if more {
		out += " on this page"
	}
	return out
}

func (h *Handler) hold(one store.Hold, currency string) views.Hold {
	return views.Hold{
		Purchase: one.Purchase, Href: funding.Transaction(one.Purchase), Amount: ui.MoneyOf(one.Amount, currency), State: funding.HoldState(one.State),
		Origin: ui.Capital(string(one.Origin)), Opened: ui.MomentOf(one.OpenedAt), Age: funding.Age(h.now().Sub(one.OpenedAt)),
	}
}

// name gives the user's name where a copy is kept.
func (h *Handler) name(ctx context.Context, a store.Account) (string, error) {
	if a.Kind != "user" {
		return "", nil
	}
	u, err := h.store.User(ctx, a.Holder)
	if errors.Is(err, store.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("find the holder of an account: %w", err)
	}
	return u.FullName(), nil
}

func headline(a store.Account, name string) ui.Headline {
	who := name
	if who == "" {
		who = ui.Short(a.Holder)
	}
	out := ui.Headline{
		Marks: []ui.Mark{{Tone: ui.Plain, Icon: "user", Text: funding.Holder(a.Kind)}},
		Title: ui.Name(who) + ": " + ui.MoneyOf(a.Available(), a.Currency).String() + " available",
		Facts: []ui.Fact{
			{Label: "Posted", Value: ui.Amount(ui.MoneyOf(a.Posted, a.Currency))}, {Label: "On hold", Value: ui.Amount(ui.MoneyOf(a.Held, a.Currency))},
			{Label: "Available", Value: ui.Amount(ui.MoneyOf(a.Available(), a.Currency))}, {Label: "Announced credits", Value: ui.Amount(ui.MoneyOf(a.Promised, a.Currency))},
			{Label: "Approvals may fall to", Value: ui.Amount(ui.MoneyOf(a.Floor, a.Currency))}, {Label: "Opened", Value: ui.When(ui.MomentOf(a.CreatedAt))},
			{Label: "Holder", Value: ui.Token(a.Holder, funding.HolderPage(a.Kind, a.Holder))},
		},
	}
	if a.Available() < 0 {
		out.Marks = append(out.Marks, ui.Mark{Tone: ui.Caution, Icon: "warn", Text: "Below zero"})
		out.Why = "A payment that cannot be refused, or an approval by somebody in the gateway's place, took more than there was. Approvals of ours never do."
	}
	return out
}

// usage tells what was approved in the UTC day and month, none where they are over.
func usage(a store.Account, now time.Time) []ui.Fact {
	facing := a.Facing(now)
	return []ui.Fact{
		{Label: "This day, UTC", Value: ui.Text(spent(facing.Day.Amount, facing.Day.Count, a.Currency))},
		{Label: "This month, UTC", Value: ui.Text(spent(facing.Month.Amount, facing.Month.Count, a.Currency))},
	}
}

func spent(amount, count int64, currency string) string {
	if count == 0 {
		return "nothing"
	}
	return fmt.Sprintf("%s in %d", ui.MoneyOf(amount, currency), count)
}

func related(a store.Account, name string) []ui.Fact {
	out := []ui.Fact{
		{Label: "Decisions", Value: ui.Link(fmt.Sprintf("%s?account=%d", funding.Decisions, a.ID), "List")},
		{Label: "Proposals", Value: ui.Link(fmt.Sprintf("%s?state=all&account=%d", funding.Proposals, a.ID), "List")},
	}
	if page := funding.HolderPage(a.Kind, a.Holder); page != "" {
		if name == "" {
			name = ui.Short(a.Holder)
		}
		out = append(out, ui.Fact{Label: "User", Value: ui.Link(page, ui.Name(name))})
	}
	return out
}
