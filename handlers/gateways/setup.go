package gateways

import (
	"context"
	"fmt"
	"net/http"
	"net/url"

	"carddeck/store"
	views "carddeck/views/gateways"
	"carddeck/views/ui"
	"carddeck/web/funding"
	"carddeck/web/render"
)

// SetUp leads from a funding source to the first decision: each step opens its form, filled
// in with what the steps before it made.
func (h *Handler) SetUp(w http.ResponseWriter, r *http.Request) error {
	m, err := h.made(r.Context())
	if err != nil {
		return err
	}
	p := views.SetUpPage{Endpoint: h.facts(), Steps: h.path(m)}
	next := true
	for i := range p.Steps {
		one := &p.Steps[i]
		switch {
		case one.Mark.Text != "":
			p.Done++
		case next:
			one.Mark, one.Now, next = ui.Mark{Tone: ui.Caution, Icon: "right", Text: "Next"}, true, false
		default:
			one.Mark = ui.Mark{Tone: ui.Plain, Icon: "todo", Text: "To do"}
		}
	}
	return render.Page(w, r, http.StatusOK, render.View{Title: "Set up a gateway", Section: funding.Gateways, Body: views.SetUp(p)})
}

// made holds the newest of what each step makes; empty where it does not exist yet.
type made struct {
	source   store.FundingSource
	product  store.CardProduct
	user     store.User
	account  store.Account
	card     store.Card
	decision store.FundingDecision
}

func (h *Handler) made(ctx context.Context) (m made, err error) {
	one := store.Page{Limit: 1}
	if m.source, err = newest(h.store.ListFundingSources(ctx, store.FundingSourceFilter{Kind: "programgateway"}, one)); err != nil {
		return m, err
	}
	if m.product, err = newest(h.store.ListCardProducts(ctx, store.CardProductFilter{Funding: "gateway"}, one)); err != nil {
		return m, err
	}
	if m.user, err = newest(h.store.ListUsers(ctx, store.UserFilter{}, one)); err != nil {
		return m, err
	}
	if m.account, err = newest(h.store.ListAccounts(ctx, store.AccountFilter{Holder: m.user.Token}, one)); err != nil {
		return m, err
	}
	if m.product.Token != "" {
		if m.card, err = newest(h.store.ListCards(ctx, store.CardFilter{CardProduct: m.product.Token}, one)); err != nil {
			return m, err
		}
	}
	m.decision, err = newest(h.store.ListFundingDecisions(ctx, store.FundingDecisionFilter{}, one))
	return m, err
}

func newest[T any](found store.Slice[T], err error) (out T, _ error) {
	if err != nil {
		return out, fmt.Errorf("find what the set-up made: %w", err)
	}
	if len(found.Rows) > 0 {
		out = found.Rows[0]
	}
	return out, nil
}

func (h *Handler) path(m made) []views.SetUpStep {
	done := ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Done"}
	step := func(title, text, label, path string, fill url.Values) views.SetUpStep {
		if len(fill) > 0 {
			path += "?" + fill.Encode()
		}
		return views.SetUpStep{Title: title, Text: text, Label: label, Href: path}
	}
	all := []views.SetUpStep{
		step("Create a program gateway", "With the address and the credentials of our endpoint.", "Create", setUp+"/funding-source", nil),
		step("Create a card product", "Funded by that gateway.", "Create", "/card-products/new", url.Values{
			"funding": {"gateway"}, "always_fund": {"true"}, "gateway_token": {m.source.Token}, "refunds_destination": {"source"}, "poi_other": {"true"}, "ecommerce": {"true"},
			"accepted_countries_token": {"accept_us_only"}, "enable_partial_auth_approval": {"true"}, "payment_instrument": {"VIRTUAL_PAN"}, "years": {"4"}, "activate_upon_issue": {"true"},
			"active": {"true"}, "start_date": {h.now().UTC().Format("2006-01-02")}}),
		step("Create a user", "Who holds the card.", "Create", "/users/new", nil),
		step("Put money on the account", "In our ledger: the money is on your side.", "Fund", "/proposals/new", url.Values{"holder": {m.user.Token}, "amount": {"100.00"}, "memo": {"first money"}}),
		step("Issue a card", "From the card product, to the user.", "Issue", "/cards/new", url.Values{"user_token": {m.user.Token}, "card_product_token": {m.product.Token}}),
		step("Send a test request", "A simulated purchase: Marqeta asks, this console decides.", "Simulate", "/simulator", url.Values{"card_token": {m.card.Token}}),
	}
	found := func(i int, known bool, what, path string) {
		if known {
			all[i].Mark, all[i].Text, all[i].Href, all[i].Label = done, ui.Name(what), path, "Open"
		}
	}
	found(0, m.source.Token != "", m.source.Name, "/funding-sources/"+url.PathEscape(m.source.Token))
	found(1, m.product.Token != "", m.product.Name, "/card-products/"+url.PathEscape(m.product.Token))
	found(2, m.user.Token != "", m.user.FullName(), "/users/"+url.PathEscape(m.user.Token))
	found(3, m.account.Posted > 0, ui.MoneyOf(m.account.Available(), m.account.Currency).String()+" available", funding.Account(m.account.Holder))
	if m.account.ID != 0 && m.account.Posted <= 0 {
		all[3].Text = "Nothing is there yet: a second person approves what was proposed, or test money is put there at once."
	}
	found(4, m.card.Token != "", "•• "+m.card.LastFour, "/cards/"+url.PathEscape(m.card.Token))
	found(5, m.decision.Token != "", "The decision is here.", funding.Decision(m.decision.Token))
	return all
}
