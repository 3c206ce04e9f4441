package transactions

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/dustin/go-humanize"

	"carddeck/store"
	views "carddeck/views/transactions"
	"carddeck/views/ui"
	"carddeck/web/form"
	"carddeck/web/listing"
	"carddeck/web/render"
)

// most is how far matches are counted; beyond it the page says "more than".
const most = 1000

// List shows the transactions, newest first.
func (h *Handler) List(w http.ResponseWriter, r *http.Request) error {
	l := listing.Parse(r)
	page, err := l.Page()
	if err != nil {
		return err
	}
	f, errs := filter(l)
	status, found, count := http.StatusOK, store.Slice[store.Transaction]{}, int64(0)
	if len(errs) > 0 {
		status = http.StatusUnprocessableEntity
	} else if found, count, err = h.find(r, f, page); err != nil {
		return err
	}
	p := listPage(l, errs, found, count, h.now())
	if simulates(r) {
		p.Simulate = "/simulator"
	}
	if len(found.Rows) == 0 {
		p.Empty = empty(l, errs, p.Simulate)
	}
	return render.Page(w, r, status, render.View{
		Title: "Transactions", Section: "/transactions", Fragments: []string{views.Region}, Body: views.List(p),
	})
}

func (h *Handler) find(r *http.Request, f store.TransactionFilter, page store.Page) (store.Slice[store.Transaction], int64, error) {
	found, err := h.store.ListTransactions(r.Context(), f, page)
	if err != nil {
		return found, 0, fmt.Errorf("list transactions: %w", err)
	}
	count, err := h.store.CountTransactionsUpTo(r.Context(), f, most+1)
	if err != nil {
		return found, 0, fmt.Errorf("count transactions: %w", err)
	}
	return found, count, nil
}

// Fresh tells how many transactions of the list are newer than its top. It answers 204
// while there is none, so that nothing on the page changes.
func (h *Handler) Fresh(w http.ResponseWriter, r *http.Request) error {
	l := listing.Parse(r)
	page, err := l.Page()
	if err != nil {
		return err
	}
	f, errs := filter(l)
	if page.Newer == nil || len(errs) > 0 {
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	n, err := h.store.NewerTransactions(r.Context(), f, *page.Newer, 100)
	if err != nil {
		return fmt.Errorf("count newer transactions: %w", err)
	}
	if n == 0 {
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	text := fmt.Sprintf("%d new", n)
	if n == 100 {
		text = "More than 99 new"
	}
	return render.Page(w, r, http.StatusOK, render.View{
		Title: "New transactions", Section: "/transactions", Fragments: []string{views.FreshRegion},
		Body: views.Fresh(l.On("/transactions"), text),
	})
}

func listPage(l listing.List, errs form.Errors, found store.Slice[store.Transaction], count int64, now time.Time) views.ListPage {
	p := views.ListPage{
		Sub: counted(count, len(chips(l)) > 0), Export: l.On("/transactions.csv"), Filters: filterForm(l, errs), Chips: chips(l),
		Tabs: []ui.Tab{
			{Text: "All", Href: l.Bare(), Current: !l.Filtered("state", "type")},
			{Text: "Declined", Href: view("state", "DECLINED"), Current: l.Is("state", "DECLINED")},
			{Text: "Open holds", Href: view("state", "PENDING"), Current: l.Is("state", "PENDING")},
			{Text: "Refunds", Href: view("type", "refund"), Current: l.Is("type", "refund")},
		},
		Pager: l.Pager(found.Newer, found.Older, len(found.Rows), "transaction"),
		Rows:  make([]views.Row, 0, len(found.Rows)),
	}
	if found.Newer == nil && len(errs) == 0 {
		p.Fresh = "/transactions/fresh" + strings.TrimPrefix(l.At(listing.Newer, found.Top.String()), l.Bare())
	}
	if len(errs) > 0 {
		p.Sub = "A filter cannot be read, so nothing was looked up."
	}
	for _, t := range found.Rows {
		p.Rows = append(p.Rows, row(t, now))
	}
	return p
}

func view(key, value string) string { return "/transactions?" + key + "=" + value }

// counted words how many there are, or how many match; it is exact up to most.
func counted(count int64, filtered bool) string {
	switch {
	case filtered && count > most:
		return "More than 1,000 match, newest first."
	case filtered && count == 1:
		return "1 matches."
	case filtered:
		return humanize.Comma(count) + " match, newest first."
	case count > most:
		return "More than 1,000, newest first."
	case count == 0:
		return "What cards paid, held, were refused and got back."
	}
	return humanize.Comma(count) + " in all, newest first."
}

func empty(l listing.List, errs form.Errors, simulator string) ui.Empty {
	if len(errs) > 0 {
		return ui.Empty{Title: "Nothing was looked up", Text: "A filter cannot be read; the sentence beside it says why."}
	}
	if len(chips(l)) > 0 {
		return ui.Empty{Title: "No transaction matches", Text: "Remove a filter, or look at all of them.", Href: l.Bare(), Action: "All transactions"}
	}
	e := ui.Empty{Title: "No transaction yet", Text: "Transactions appear here within a second of Marqeta's notification. The first one is quickest to get from the simulator."}
	if simulator != "" {
		e.Href, e.Action = simulator, "Simulate a transaction"
	}
	return e
}

// row is everything that a line shows, ready to be written.
func row(t store.Transaction, now time.Time) views.Row {
	out := views.Row{
		Mark: views.Status(t.Type, t.State, t.ResponseCode), Amount: amount(t), Merchant: ui.Name(t.Merchant), MCC: t.MCC,
		Card: card(t.LastFour), What: what(t), At: moment(t.UserTransactionTime, now),
		Href: path(t.Token), Token: t.Token, Short: ui.Short(t.Token),
	}
	if t.Declined() && t.ResponseCode != "" {
		out.Why = ui.CodePath(ui.ResponseCodes, t.ResponseCode)
	}
	if out.Merchant == "" {
		out.Merchant = "No merchant"
	}
	if t.MID != "" {
		out.OnlyMerchant = "/transactions?mid=" + url.QueryEscape(t.MID)
	}
	if t.CardToken != "" {
		out.CardHref, out.OnlyCard = "/cards/"+url.PathEscape(t.CardToken), "/transactions?card="+url.QueryEscape(t.CardToken)
		if out.Card == "" {
			out.Card = ui.Short(t.CardToken)
		}
	}
	return out
}

// moment leaves out the year while it is this one.
func moment(at, now time.Time) ui.Moment {
	m := ui.MomentOf(at)
	if at = at.UTC(); at.Year() == now.UTC().Year() {
		m.Text = at.Format("2 Jan, 15:04:05")
	}
	return m
}

func path(token string) string { return "/transactions/" + url.PathEscape(token) }
