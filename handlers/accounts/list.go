package accounts

import (
	"fmt"
	"net/http"

	"carddeck/store"
	views "carddeck/views/accounts"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/funding"
	"carddeck/web/listing"
	"carddeck/web/render"
)

// List shows the holders' accounts, the newest first, and the program's own.
func (h *Handler) List(w http.ResponseWriter, r *http.Request) error {
	l := listing.Parse(r)
	page, err := l.Page()
	if err != nil {
		return err
	}
	holder := l.Get("holder")
	found, err := h.store.ListAccounts(r.Context(), store.AccountFilter{Holder: holder}, page)
	if err != nil {
		return fmt.Errorf("list accounts: %w", err)
	}
	own, err := h.store.OwnAccounts(r.Context())
	if err != nil {
		return fmt.Errorf("list the program's accounts: %w", err)
	}
	p := views.ListPage{
		MayPropose: auth.From(r.Context()).May(auth.ProposeEntries), Holder: holder,
		Pager: l.Pager(found.Newer, found.Older, len(found.Rows), "account"), Empty: empty(holder),
	}
	if holder != "" {
		p.Chips = []ui.Chip{{Label: "Holder", Value: holder, Remove: l.Without("holder")}}
	}
	for _, a := range found.Rows {
		p.Rows = append(p.Rows, row(a))
	}
	for _, a := range own {
		p.Own = append(p.Own, views.Own{Name: ui.Capital(a.Kind), Means: means[a.Kind], Balance: ui.MoneyOf(a.Posted, a.Currency)})
	}
	return render.Page(w, r, http.StatusOK, render.View{Title: "Accounts", Section: funding.Accounts, Fragments: []string{views.Region}, Body: views.List(p)})
}

func row(a store.Account) views.Row {
	return views.Row{
		Kind: funding.Holder(a.Kind), Holder: a.Holder, Href: fmt.Sprintf("%s?account=%d", funding.Account(a.Holder), a.ID), Currency: a.Currency,
		Posted: ui.MoneyOf(a.Posted, a.Currency).Digits, Held: ui.MoneyOf(a.Held, a.Currency).Digits,
		Available: ui.MoneyOf(a.Available(), a.Currency), Below: a.Available() < 0, Opened: ui.MomentOf(a.CreatedAt),
	}
}

// means words the program's own accounts.
var means = map[string]string{
	store.Settlement: "What the network settles with the program", store.Funding: "What operators have put on holders' accounts",
	store.Adjustment: "What operators have corrected",
}

func empty(holder string) ui.Empty {
	if holder != "" {
		return ui.Empty{Title: "No account of this holder", Text: "Look for the whole token of a user or a business. An account is opened with the first money, or the first question about some.", Href: funding.Accounts, Action: "All accounts"}
	}
	return ui.Empty{Title: "No account yet",
		Text: "With Gateway JIT Funding the money is on your side, and this ledger keeps it. An account is opened with the first money, or the first question about some.",
		Href: funding.Gateways + "/set-up", Action: "Set up a gateway"}
}
