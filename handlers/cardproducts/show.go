package cardproducts

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"carddeck/marqeta"
	"carddeck/marqeta/productfields"
	"carddeck/store"
	"carddeck/views/cardproducts"
	"carddeck/views/cards"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/change"
	"carddeck/web/problem"
	"carddeck/web/render"
	"carddeck/web/spend"
)

// Show shows one card product as Marqeta has it now, or our copy when Marqeta is silent.
func (h *Handler) Show(w http.ResponseWriter, r *http.Request) error {
	product, stale, err := h.read(r.Context(), r.PathValue("token"))
	if err != nil {
		return err
	}
	history, err := h.store.ListAudit(r.Context(), store.AuditFilter{Area: "card-products", Target: product.Token}, store.Page{Limit: 20})
	if err != nil {
		return fmt.Errorf("list changes of card product: %w", err)
	}
	source, err := h.source(r.Context(), product)
	if err != nil {
		return err
	}
	page := showPage(product, source, auth.From(r.Context()))
	page.Stale, page.History = stale, change.History(history.Rows)
	values, err := productfields.Read(product.Raw)
	if err != nil {
		return err
	}
	page.Sentences = productfields.Sentences(values, ui.Name(source.Name))
	if page.InForce = spend.Unasked(r.Context()); stale == "" {
		page.InForce, err = spend.InForce(r.Context(), h.program, h.store, h.now(), spend.Subject{Products: []string{product.Token}})
	}
	if err != nil {
		return err
	}
	return render.Page(w, r, http.StatusOK, render.View{
		Title: product.Name, Section: "/card-products", Body: cardproducts.Show(page),
	})
}

// read asks Marqeta and keeps what it says. Without an answer it gives our copy and a
// sentence that says so.
func (h *Handler) read(ctx context.Context, token string) (marqeta.CardProduct, string, error) {
	product, err := h.program.CardProduct(ctx, token)
	if err == nil {
		if err := h.store.PutCardProduct(ctx, local(product)); err != nil {
			return product, "", fmt.Errorf("keep card product: %w", err)
		}
		return product, "", nil
	}
	if marqeta.IsNotFound(err) {
		return product, "", problem.NotFound("card product", "/card-products", "All card products")
	}
	kept, none := h.store.CardProduct(ctx, token)
	if none != nil {
		if errors.Is(none, store.ErrNotFound) {
			return product, "", fmt.Errorf("read card product: %w", err)
		}
		return product, "", fmt.Errorf("find card product: %w", none)
	}
	if bad := json.Unmarshal(kept.Config, &product); bad != nil {
		return product, "", fmt.Errorf("read copy of card product: %w", errors.Join(err, bad))
	}
	product.Raw = kept.Config
	return product, "Marqeta did not answer just now", nil
}

// source gives our copy of the funding source that a card product names, or its token
// alone.
func (h *Handler) source(ctx context.Context, p marqeta.CardProduct) (store.FundingSource, error) {
	_, token := p.Funding()
	if token == "" {
		return store.FundingSource{}, nil
	}
	kept, err := h.store.FundingSource(ctx, token)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return kept, fmt.Errorf("find funding source of card product: %w", err)
	}
	kept.Token = token
	return kept, nil
}

func showPage(p marqeta.CardProduct, source store.FundingSource, operator auth.Operator) cardproducts.ShowPage {
	kind, _ := p.Funding()
	page := cardproducts.ShowPage{
		Headline: ui.Headline{
			Marks: []ui.Mark{activeMark(p.Active), {Tone: ui.Plain, Icon: "bank", Text: fundingWords(string(kind))}},
			Title: ui.Name(p.Name), Why: fundingSentence(kind),
			Facts: []ui.Fact{
				{Label: "Token", Value: ui.Token(p.Token, "")},
				{Label: "Starts", Value: ui.When(ui.DayOf(p.StartDate.Time()))},
				{Label: "Ends", Value: ui.When(ui.DayOf(p.EndDate.Time()))},
				{Label: "Last changed", Value: ui.When(ui.MomentOf(p.LastModifiedTime.Time))},
			},
		},
		Funding: fundingFacts(p, source),
		Use:     useFacts(p.Config),
		Card:    cardFacts(p.Config),
		Related: []ui.Fact{{Label: "Cards of this product", Value: ui.Link("/cards?card_product="+url.QueryEscape(p.Token), "List")},
			{Label: "Transactions", Value: ui.Link("/transactions?card_product="+url.QueryEscape(p.Token), "List")}},
		Raw: ui.Raw{ID: "raw", Title: "Raw JSON", Bytes: string(p.Raw)},
	}
	if operator.May(auth.CreateCards) {
		page.Steps = append(page.Steps, ui.Step{Text: "Issue a card", Icon: "card", Href: "/cards/new?card_product_token=" + url.QueryEscape(p.Token)})
	}
	if operator.May(auth.WriteCardProducts) {
		page.Steps = append(page.Steps, ui.Step{Text: "Edit", Icon: "edit", Href: path(p.Token) + "/edit"},
			ui.Step{Text: "Clone", Icon: "copy", Href: path(p.Token) + "/clone"})
	}
	page.Steps = append(page.Steps, ui.Step{Text: "Export", Icon: "download", Href: path(p.Token) + "/export.json"})
	return page
}

func fundingFacts(p marqeta.CardProduct, source store.FundingSource) []ui.Fact {
	href := "/funding-sources/" + url.PathEscape(source.Token)
	facts := []ui.Fact{{Label: "Funding source", Value: ui.Token(source.Token, href)}}
	if source.Name != "" {
		facts[0].Value = ui.Link(href, ui.Name(source.Name))
	}
	jit := p.Config.JITFunding
	if jit == nil {
		return facts
	}
	kind, _ := p.Funding()
	switch {
	case kind == marqeta.FundingManaged:
		facts = append(facts, ui.Fact{Label: "Refunds go", Value: ui.Text(refundsWords(jit.ProgramFundingSource.RefundsDestination))})
	case kind == marqeta.FundingGateway:
		facts = append(facts, ui.Fact{Label: "Refunds go", Value: ui.Text(refundsWords(jit.ProgramGatewayFundingSource.RefundsDestination))},
			ui.Fact{Label: "Gateway asked even when the balance would do", Value: ui.Text(yesNo(jit.ProgramGatewayFundingSource.AlwaysFund))})
	}
	return facts
}

func useFacts(c marqeta.CardProductConfig) []ui.Fact {
	var facts []ui.Fact
	if poi := c.POI; poi != nil {
		if poi.Other != nil {
			facts = append(facts, ui.Fact{Label: "In shops", Value: ui.Text(yesNo(poi.Other.Allow))})
		}
		facts = append(facts,
			ui.Fact{Label: "Online", Value: ui.Text(yesNo(poi.ECommerce))},
			ui.Fact{Label: "Cash machines", Value: ui.Text(yesNo(poi.ATM))})
	}
	if t := c.TransactionControls; t != nil {
		facts = append(facts,
			ui.Fact{Label: "Countries", Value: ui.Text(countriesWords(t.AcceptedCountriesToken))},
			ui.Fact{Label: "PIN always required", Value: ui.Text(yesNo(t.AlwaysRequirePIN))},
			ui.Fact{Label: "Security code required online", Value: ui.Text(yesNo(t.RequireCardNotPresentCardSecurityCode))},
			ui.Fact{Label: "Part of the amount may be approved", Value: ui.Text(yesNo(t.EnablePartialAuthApproval))},
			ui.Fact{Label: "A suspended card works", Value: ui.Text(yesNo(t.IgnoreCardSuspendedState))})
	}
	return facts
}

func cardFacts(c marqeta.CardProductConfig) []ui.Fact {
	var facts []ui.Fact
	if f := c.Fulfillment; f != nil {
		facts = append(facts,
			ui.Fact{Label: "Kind of card", Value: ui.Text(cards.Kind(f.PaymentInstrument))},
			ui.Fact{Label: "Numbers begin with", Value: ui.Text(f.BINPrefix)})
	}
	if l := c.CardLifeCycle; l != nil {
		facts = append(facts,
			ui.Fact{Label: "Active as soon as issued", Value: ui.Text(yesNo(l.ActivateUponIssue))},
			ui.Fact{Label: "Valid for", Value: ui.Text(lifeWords(l.ExpirationOffset))})
	}
	return facts
}
