package decisions

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"carddeck/store"
	views "carddeck/views/decisions"
	"carddeck/views/ui"
	"carddeck/web/funding"
	"carddeck/web/listing"
	"carddeck/web/render"
)

// outcomes are the tabs of the list, as addresses have them.
var outcomes = []struct {
	value, text string
	outcome     store.DecisionOutcome
}{
	{"untold", "Not told yet", store.Unreported}, {"agreed", "Marqeta agreed", store.Confirmed}, {"declined", "Declined by Marqeta", store.DeclinedLater},
	{"late", "Too late", store.TimedOut}, {"overridden", "Approved by others", store.Overridden},
}

// List shows decisions, the latest first.
func (h *Handler) List(w http.ResponseWriter, r *http.Request) error {
	l := listing.Parse(r)
	page, err := l.Page()
	if err != nil {
		return err
	}
	found, err := h.store.ListFundingDecisions(r.Context(), filter(l), page)
	if err != nil {
		return fmt.Errorf("list decisions: %w", err)
	}
	p := views.ListPage{
		Sub:  "What this console answered when Marqeta asked whether a purchase may be funded, the latest first.",
		Tabs: tabs(l), Clear: l.Without("account"), Pager: l.Pager(found.Newer, found.Older, len(found.Rows), "decision"), Empty: empty(l),
	}
	if account := l.Get("account"); account != "" {
		p.Chips = []ui.Chip{{Label: "Account", Value: account, Remove: l.Without("account")}}
	}
	if p.Rows, err = h.rows(r.Context(), found.Rows); err != nil {
		return err
	}
	return render.Page(w, r, http.StatusOK, render.View{Title: "Decisions", Section: funding.Gateways, Fragments: []string{views.Region}, Body: views.List(p)})
}

func filter(l listing.List) store.FundingDecisionFilter {
	var f store.FundingDecisionFilter
	f.AccountID, _ = strconv.ParseInt(l.Get("account"), 10, 64) // what is no number filters nothing
	for _, o := range outcomes {
		if l.Is("outcome", o.value) {
			f.Outcome, f.Unreported = o.outcome, o.outcome == store.Unreported
		}
	}
	return f
}

func tabs(l listing.List) []ui.Tab {
	out := []ui.Tab{{Text: "All", Href: l.Without("outcome"), Current: !l.Filtered("outcome")}}
	for _, o := range outcomes {
		out = append(out, ui.Tab{Text: o.text, Href: l.With("outcome", o.value), Current: l.Is("outcome", o.value)})
	}
	return out
}

func empty(l listing.List) ui.Empty {
	if l.Filtered("outcome", "account", listing.Older, listing.Newer) {
		return ui.Empty{Title: "No such decision", Text: "Nothing here went this way. Look at all of them.", Href: l.Bare(), Action: "All decisions"}
	}
	return ui.Empty{Title: "Nothing was asked yet",
		Text: "With Gateway JIT Funding Marqeta asks this console about each purchase. The set-up leads from a funding source to the first decision.",
		Href: funding.Gateways + "/set-up", Action: "Set up a gateway"}
}

func (h *Handler) rows(ctx context.Context, found []store.FundingDecision) ([]views.Row, error) {
	var ids []int64
	for _, d := range found {
		ids = append(ids, d.AccountID)
	}
	accounts, err := h.store.AccountsByID(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("find the accounts of decisions: %w", err)
	}
	var out []views.Row
	for _, d := range found {
		one := views.Row{
			At: ui.MomentOf(d.ReceivedAt), Verdict: funding.Verdict(d), Outcome: funding.Outcome(d), Href: funding.Decision(d.Token),
			Merchant: merchant(d), Amount: ui.MoneyOf(d.Amount, d.Currency), Why: because(d),
			Holder: accounts[d.AccountID].Holder, Account: funding.Account(accounts[d.AccountID].Holder),
		}
		one.Amount.Void = !d.Approved || !d.Binding
		out = append(out, one)
	}
	return out, nil
}
