package proposals

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"carddeck/store"
	"carddeck/views/proposals"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/funding"
	"carddeck/web/listing"
	"carddeck/web/render"
)

// states are the tabs of the list.
var states = []struct {
	value, text string
	state       store.ProposalState
}{
	{"", "Waiting", store.ProposalOpen}, {"applied", "Carried out", store.ProposalApplied}, {"refused", "Refused", store.ProposalRefused},
	{"withdrawn", "Withdrawn", store.ProposalWithdrawn}, {"all", "All", ""},
}

// List shows proposals, the latest first.
func (h *Handler) List(w http.ResponseWriter, r *http.Request) error {
	l := listing.Parse(r)
	page, err := l.Page()
	if err != nil {
		return err
	}
	f := store.ProposalFilter{State: store.ProposalOpen}
	p := proposals.ListPage{MayPropose: auth.From(r.Context()).May(auth.ProposeEntries), Clear: l.Without("account")}
	for _, s := range states {
		tab := ui.Tab{Text: s.text, Href: l.With("state", s.value), Current: l.Get("state") == s.value}
		if s.value == "" {
			tab.Href = l.Without("state")
		}
		if tab.Current {
			f.State = s.state
		}
		p.Tabs = append(p.Tabs, tab)
	}
	if text := l.Get("account"); text != "" {
		f.AccountID, _ = strconv.ParseInt(text, 10, 64) // what is no number filters nothing
		p.Chips = []ui.Chip{{Label: "Account", Value: text, Remove: l.Without("account")}}
	}
	found, err := h.store.ListProposals(r.Context(), f, page)
	if err != nil {
		return fmt.Errorf("list proposals: %w", err)
	}
	if p.Rows, err = h.rows(r.Context(), found.Rows); err != nil {
		return err
	}
	p.Pager = l.Pager(found.Newer, found.Older, len(found.Rows), "proposal")
	p.Empty = ui.Empty{Title: "Nothing waits for anybody", Text: "Money is put on an account, taken from it, or set free only when two operators agree. What one proposes is listed here until another approves or refuses it."}
	if f.State != store.ProposalOpen {
		p.Empty = ui.Empty{Title: "No such proposal", Text: "Nothing was settled this way yet.", Href: funding.Proposals, Action: "What waits"}
	}
	return render.Page(w, r, http.StatusOK, render.View{Title: "Proposals", Section: funding.Accounts, Fragments: []string{proposals.Region}, Body: proposals.List(p)})
}

func (h *Handler) rows(ctx context.Context, found []store.Proposal) ([]proposals.Row, error) {
	var ids []int64
	for _, one := range found {
		ids = append(ids, one.AccountID)
	}
	accounts, err := h.store.AccountsByID(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("find the accounts of proposals: %w", err)
	}
	var out []proposals.Row
	for _, one := range found {
		out = append(out, proposals.Row{
			Mark: funding.ProposalState(one.State), Text: funding.ProposalWords(one, accounts[one.AccountID]), Href: funding.Proposal(one.ID),
			Memo: ui.Name(one.Memo), Who: one.ProposedByEmail, At: ui.MomentOf(one.ProposedAt), By: one.SettledByEmail,
		})
	}
	return out, nil
}
