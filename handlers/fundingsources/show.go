package fundingsources

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"carddeck/store"
	"carddeck/views/fundingsources"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/change"
	"carddeck/web/render"
)

// Show shows one funding source as Marqeta has it now, or our copy when Marqeta is
// silent.
func (h *Handler) Show(w http.ResponseWriter, r *http.Request) error {
	found, stale, err := h.find(r.Context(), r.PathValue("token"))
	if err != nil {
		return err
	}
	products, err := h.productsOf(r.Context(), found.Token, showTo)
	if err != nil {
		return err
	}
	history, err := h.store.ListAudit(r.Context(), store.AuditFilter{Area: "funding-sources", Target: found.Token}, store.Page{Limit: 20})
	if err != nil {
		return fmt.Errorf("list changes of funding source: %w", err)
	}
	page := h.showPage(found, auth.From(r.Context()))
	page.Stale, page.History = stale, change.History(history.Rows)
	page.Used = usedWords(len(products.Rows), products.Older != nil)
	for _, p := range products.Rows {
		page.Products = append(page.Products, fundingsources.Product{
			Mark: activeMark(p.Active), Name: p.Name, Token: p.Token,
			Href: "/card-products/" + url.PathEscape(p.Token), Created: ui.MomentOf(p.CreatedAt),
		})
	}
	return render.Page(w, r, http.StatusOK, render.View{
		Title: found.Name, Section: "/funding-sources", Body: fundingsources.Show(page),
	})
}

func (h *Handler) showPage(s source, operator auth.Operator) fundingsources.ShowPage {
	page := fundingsources.ShowPage{
		Headline: ui.Headline{
			Marks: []ui.Mark{activeMark(s.Active), kindMark(s.Kind)},
			Title: s.Name, Why: kindSentence(s.Kind),
			Facts: []ui.Fact{
				{Label: "Token", Value: ui.Token(s.Token, "")},
				{Label: "Account in Marqeta's ledger", Value: ui.Text(s.account)},
				{Label: "Created", Value: ui.When(ui.MomentOf(s.CreatedAt))},
				{Label: "Last changed", Value: ui.When(ui.MomentOf(s.ModifiedAt))},
			},
		},
		Gateway: gatewayFacts(s),
		Related: []ui.Fact{
			{Label: "GPA orders drawn from it", Value: ui.Link("/gpa-orders?funding_source="+url.QueryEscape(s.Token), "List")},
		},
	}
	if len(s.raw) > 0 {
		page.Raw = &ui.Raw{ID: "raw", Title: "Raw JSON", Bytes: string(s.raw)}
	}
	if page.Raw != nil && s.gateway != nil {
		page.Raw.Bytes, page.Raw.Without = ui.Veil(s.raw, "custom_header"), "password and header values"
	}
	if operator.May(auth.WriteCardProducts) {
		page.Steps = append(page.Steps, ui.Step{Text: "New card product with this", Icon: "product", Href: newProduct(s, h.now())})
	}
	if operator.May(auth.WriteFundingSources) {
		page.Steps = append(page.Steps, ui.Step{Text: "Edit", Icon: "edit", Href: path(s.Token) + "/edit"})
	}
	return page
}

func gatewayFacts(s source) []ui.Fact {
	g := s.gateway
	if g == nil {
		if s.URL == "" {
			return nil
		}
		return []ui.Fact{{Label: "Address", Value: ui.Text(s.URL)}}
	}
	return []ui.Fact{
		{Label: "Address", Value: ui.Text(g.URL)},
		{Label: "Time limit", Value: ui.Text(timeoutWords(g.TimeoutMillis))},
		{Label: "User name", Value: ui.Text(g.BasicAuthUsername)},
		{Label: "Password", Value: ui.Text("At Marqeta, never shown")},
		{Label: "Extra headers", Value: ui.Text(strings.Join(slices.Sorted(maps.Keys(g.CustomHeader)), ", "))},
		{Label: "Client certificate (mTLS)", Value: ui.Text(yesNo(g.UseMTLS))},
		{Label: "Version at Marqeta", Value: ui.Text(g.Version.String())},
	}
}

// newProduct leads to the card product form with this source chosen, and otherwise the
// answers that a fresh form has.
func newProduct(s source, now time.Time) string {
	q := url.Values{
		"start_date": {now.UTC().Format(time.DateOnly)}, "refunds_destination": {"source"},
		"poi_other": {"true"}, "ecommerce": {"true"}, "accepted_countries_token": {"accept_us_only"},
		"enable_partial_auth_approval": {"true"}, "payment_instrument": {"VIRTUAL_PAN"}, "years": {"4"},
		"activate_upon_issue": {"true"}, "active": {"true"},
	}
	if s.Kind == gateway {
		q.Set("funding", "gateway")
		q.Set("always_fund", "true")
		q.Set("gateway_token", s.Token)
	} else {
		q.Set("funding", "managed")
		q.Set("funding_source_token", s.Token)
	}
	return "/card-products/new?" + q.Encode()
}
