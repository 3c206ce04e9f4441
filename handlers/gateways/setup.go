package gateways

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"carddeck/store"
	"carddeck/views/environment"
	views "carddeck/views/gateways"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/funding"
	"carddeck/web/render"
)

// SetUp leads from a funding source to the first decision: each step opens its form, filled
// in with what the steps before it made. With several gateways the address names the one
// that is meant, else it is the newest.
func (h *Handler) SetUp(w http.ResponseWriter, r *http.Request) error {
	all, err := h.asking(r.Context())
	if err != nil {
		return err
	}
	m, err := h.made(r.Context(), chosen(all, r.URL.Query().Get("source")))
	if err != nil {
		return err
	}
	p := views.SetUpPage{Endpoint: h.facts(), Steps: h.path(m, environment.From(r.Context()).Simulates())}
	if len(all) > 1 {
		for _, f := range all {
			p.Gateways = append(p.Gateways, ui.Tab{Text: ui.Name(f.Name), Href: setUpOf(f.Token), Current: f.Token == m.source.Token})
		}
	}
	if len(all) > 0 && auth.From(r.Context()).May(auth.WriteFundingSources) {
		p.Another = setUp + "/funding-source"
	}
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

// made holds the newest of what each step makes for one gateway; empty where it does not
// exist yet.
type made struct {
	source   store.FundingSource
	product  store.CardProduct
	user     store.User
	account  store.Account
	card     store.Card
	decision store.FundingDecision
}

// asking gives the program gateways that ask this console, the newest first; all of them
// where nobody has said how our endpoint is reached.
func (h *Handler) asking(ctx context.Context) ([]store.FundingSource, error) {
	found, err := h.store.ListFundingSources(ctx, store.FundingSourceFilter{Kind: "programgateway"}, store.Page{})
	if err != nil {
		return nil, fmt.Errorf("list program gateways: %w", err)
	}
	return slices.DeleteFunc(found.Rows, func(f store.FundingSource) bool { return h.endpoint.URL != "" && f.URL != h.endpoint.URL }), nil
}

// chosen is the gateway that is named, else the newest; empty when there is none.
func chosen(all []store.FundingSource, named string) store.FundingSource {
	for _, f := range all {
		if f.Token == named {
			return f
		}
	}
	if len(all) > 0 {
		return all[0]
	}
	return store.FundingSource{}
}

func setUpOf(source string) string { return setUp + "?source=" + url.QueryEscape(source) }

func (h *Handler) made(ctx context.Context, source store.FundingSource) (m made, err error) {
	one := store.Page{Limit: 1}
	if m.source = source; m.source.Token != "" {
		if m.product, err = newest(h.store.ListCardProducts(ctx, store.CardProductFilter{Funding: "gateway", FundingSource: m.source.Token}, one)); err != nil {
			return m, err
		}
	}
	if m.product.Token != "" {
		if m.card, err = newest(h.store.ListCards(ctx, store.CardFilter{CardProduct: m.product.Token}, one)); err != nil {
			return m, err
		}
	}
	if m.user, err = h.holder(ctx, m.card); err != nil {
		return m, err
	}
	if m.account, err = newest(h.store.ListAccounts(ctx, store.AccountFilter{Holder: m.user.Token}, one)); err != nil || m.account.ID == 0 || m.card.Token == "" {
		return m, err
	}
	found, err := h.store.ListFundingDecisions(ctx, store.FundingDecisionFilter{AccountID: m.account.ID}, store.Page{})
	if err != nil {
		return m, fmt.Errorf("find what the set-up made: %w", err)
	}
	if i := slices.IndexFunc(found.Rows, func(d store.FundingDecision) bool { return d.CardProductToken == m.product.Token }); i >= 0 {
		m.decision = found.Rows[i]
	}
	return m, nil
}

// holder is who holds the card, or the newest user as long as there is none.
func (h *Handler) holder(ctx context.Context, c store.Card) (store.User, error) {
	if c.UserToken != "" {
		if u, err := store.LookUp(ctx, c.UserToken, h.store.User); err != nil || u.Token != "" {
			return u, err
		}
	}
	return newest(h.store.ListUsers(ctx, store.UserFilter{}, store.Page{Limit: 1}))
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

// path words the steps. Where nothing is simulated, a real purchase is the last of them.
func (h *Handler) path(m made, simulates bool) []views.SetUpStep {
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
	if !simulates {
		all[5] = step("Have the card pay", "Nothing is simulated in production. Pay a small amount with the card; the decision is here within seconds. A certification tries the endpoint before that.",
			"Certify", "/certifications/new", url.Values{"gateway": {h.endpoint.URL}})
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
