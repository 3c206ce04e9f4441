package fundingsources

import (
	"context"
	"fmt"
	"net/http"

	"carddeck/store"
	"carddeck/views/fundingsources"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/listing"
	"carddeck/web/render"
)

// How many card products of a source are counted for a line of the list, where each
// line asks for its own, and shown on the source's page.
const (
	countTo = 5
	showTo  = 20
)

// List shows the funding sources that this console knows, newest first. A token to be
// looked up leads to its page, which asks Marqeta.
func (h *Handler) List(w http.ResponseWriter, r *http.Request) error {
	l := listing.Parse(r)
	if token := l.Get("look_up"); token != "" {
		return render.Redirect(w, r, path(token))
	}
	page, err := l.Page()
	if err != nil {
		return err
	}
	found, err := h.store.ListFundingSources(r.Context(), store.FundingSourceFilter{Kind: l.Get("kind")}, page)
	if err != nil {
		return fmt.Errorf("list funding sources: %w", err)
	}
	p := listPage(l, found, auth.From(r.Context()).May(auth.WriteFundingSources))
	for _, s := range found.Rows {
		products, err := h.productsOf(r.Context(), s.Token, countTo)
		if err != nil {
			return err
		}
		p.Rows = append(p.Rows, fundingsources.Row{
			Mark: activeMark(s.Active), Name: s.Name, Href: path(s.Token), Kind: kindWords(s.Kind), URL: s.URL,
			Used: usedWords(len(products.Rows), products.Older != nil), Created: ui.MomentOf(s.CreatedAt), Token: s.Token,
		})
	}
	return render.Page(w, r, http.StatusOK, render.View{
		Title: "Funding sources", Section: "/funding-sources", Fragments: []string{fundingsources.Region},
		Body: fundingsources.List(p),
	})
}

// productsOf gives the newest card products that draw from a source.
func (h *Handler) productsOf(ctx context.Context, token string, most int64) (store.Slice[store.CardProduct], error) {
	found, err := h.store.ListCardProducts(ctx, store.CardProductFilter{FundingSource: token}, store.Page{Limit: most})
	if err != nil {
		return found, fmt.Errorf("list card products of funding source: %w", err)
	}
	return found, nil
}

func listPage(l listing.List, found store.Slice[store.FundingSource], mayWrite bool) fundingsources.ListPage {
	return fundingsources.ListPage{
		MayWrite: mayWrite,
		Tabs: []ui.Tab{
			{Text: "All", Href: l.Bare(), Current: !l.Filtered("kind")},
			{Text: "Program", Href: l.With("kind", program), Current: l.Is("kind", program)},
			{Text: "Program gateway", Href: l.With("kind", gateway), Current: l.Is("kind", gateway)},
		},
		Pager: l.Pager(found.Newer, found.Older, len(found.Rows), "funding source"),
		Empty: empty(l.Get("kind"), mayWrite),
	}
}

// empty says what is missing and what it would be good for.
func empty(kind string, mayWrite bool) ui.Empty {
	e := ui.Empty{
		Title: "No funding source yet",
		Text: "Every purchase needs somebody to pay for it. A program funding source is the program's own bank account at Marqeta: " +
			"with Managed JIT Funding the amount of each purchase is drawn from it in the same moment. It comes before the card product, which names it.",
		Href: "/funding-sources/new?kind=" + program, Action: "New program funding source",
	}
	switch kind {
	case program:
		e.Title = "No program funding source yet"
	case gateway:
		e = ui.Empty{
			Title: "No program gateway yet",
			Text:  "A program gateway is an address of yours that Marqeta asks about each purchase. With it you decide and keep the ledger; it has to answer within seconds, day and night.",
			Href:  "/funding-sources/new?kind=" + gateway, Action: "New program gateway",
		}
	}
	if !mayWrite {
		e.Href, e.Action = "", ""
	}
	return e
}
