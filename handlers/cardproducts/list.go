package cardproducts

import (
	"fmt"
	"net/http"
	"net/url"

	"carddeck/store"
	"carddeck/views/cardproducts"
	"carddeck/views/cards"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/listing"
	"carddeck/web/render"
)

// List shows the card products, newest first.
func (h *Handler) List(w http.ResponseWriter, r *http.Request) error {
	l := listing.Parse(r)
	page, err := l.Page()
	if err != nil {
		return err
	}
	found, err := h.store.ListCardProducts(r.Context(), store.CardProductFilter{Funding: l.Get("funding")}, page)
	if err != nil {
		return fmt.Errorf("list card products: %w", err)
	}
	return render.Page(w, r, http.StatusOK, render.View{
		Title: "Card products", Section: "/card-products", Fragments: []string{cardproducts.Region},
		Body: cardproducts.List(listPage(l, found, auth.From(r.Context()).May(auth.WriteCardProducts))),
	})
}

func listPage(l listing.List, found store.Slice[store.CardProduct], mayWrite bool) cardproducts.ListPage {
	p := cardproducts.ListPage{
		MayWrite: mayWrite,
		Tabs: []ui.Tab{
			{Text: "All", Href: l.Bare(), Current: !l.Filtered("funding")},
			{Text: "Managed JIT", Href: l.With("funding", "managed"), Current: l.Is("funding", "managed")},
			{Text: "Gateway JIT", Href: l.With("funding", "gateway"), Current: l.Is("funding", "gateway")},
			{Text: "Standard", Href: l.With("funding", "standard"), Current: l.Is("funding", "standard")},
		},
		Pager: l.Pager(found.Newer, found.Older, len(found.Rows), "card product"),
		Empty: empty(l, mayWrite),
	}
	for _, product := range found.Rows {
		p.Rows = append(p.Rows, listRow(product))
	}
	return p
}

func empty(l listing.List, mayWrite bool) ui.Empty {
	e := ui.Empty{Title: "No card product yet", Text: "A card product is the mould of a set of cards: where they work, and who pays. Cards are issued from one."}
	if l.Filtered("funding") {
		e.Title = "No card product is funded this way"
	}
	if mayWrite {
		e.Href, e.Action = "/card-products/new", "New card product"
	}
	return e
}

func listRow(p store.CardProduct) cardproducts.Row {
	row := cardproducts.Row{
		Mark: activeMark(p.Active), Name: p.Name, Href: path(p.Token), Funding: fundingWords(p.Funding),
		Source: p.FundingSourceToken, Instrument: cards.Kind(p.InstrumentType),
		Starts: ui.DayOf(p.StartDate), Created: ui.MomentOf(p.CreatedAt), Token: p.Token,
	}
	if p.FundingSourceToken != "" {
		row.SourceHref = "/funding-sources/" + url.PathEscape(p.FundingSourceToken)
	}
	return row
}

func path(token string) string { return "/card-products/" + url.PathEscape(token) }
