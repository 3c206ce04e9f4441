package cards

import (
	"fmt"
	"net/http"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/views/cards"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/listing"
	"carddeck/web/render"
)

// List shows the cards, newest first.
func (h *Handler) List(w http.ResponseWriter, r *http.Request) error {
	l := listing.Parse(r)
	page, err := l.Page()
	if err != nil {
		return err
	}
	found, err := h.store.ListCards(r.Context(), store.CardFilter{
		User: l.Get("user"), CardProduct: l.Get("card_product"), State: l.Get("state"), LastFour: l.Get("last_four"),
	}, page)
	if err != nil {
		return fmt.Errorf("list cards: %w", err)
	}
	called, err := h.names(r.Context(), found.Rows)
	if err != nil {
		return err
	}
	filter, chips, err := h.filter(r.Context(), l)
	if err != nil {
		return err
	}
	p := listPage(l, found, called, auth.From(r.Context()).May(auth.CreateCards))
	p.Filter, p.Chips = filter, chips
	return render.Page(w, r, http.StatusOK, render.View{
		Title: "Cards", Section: "/cards", Fragments: []string{cards.Region}, Body: cards.List(p),
	})
}

// tabs are the states that a person looks for; LIMITED is rare and found in All.
var tabs = []marqeta.CardState{marqeta.CardActive, marqeta.CardUnactivated, marqeta.CardSuspended, marqeta.CardTerminated}

func listPage(l listing.List, found store.Slice[store.Card], called names, mayCreate bool) cards.ListPage {
	p := cards.ListPage{
		MayCreate: mayCreate, Clear: l.Bare(), Empty: empty(l, mayCreate),
		Tabs:  []ui.Tab{{Text: "All", Href: l.Without("state"), Current: !l.Filtered("state")}},
		Pager: l.Pager(found.Newer, found.Older, len(found.Rows), "card"),
	}
	for _, s := range tabs {
		p.Tabs = append(p.Tabs, ui.Tab{Text: stateMark(s).Text, Href: l.With("state", string(s)), Current: l.Is("state", string(s))})
	}
	for _, c := range found.Rows {
		p.Rows = append(p.Rows, listRow(l, card(c), called))
	}
	return p
}

func empty(l listing.List, mayCreate bool) ui.Empty {
	if l.Filtered("user", "card_product", "state", "last_four") {
		return ui.Empty{Title: "No card is like this", Text: "Take a filter away, or look at all cards.", Href: l.Bare(), Action: "All cards"}
	}
	e := ui.Empty{Title: "No card yet", Text: "A card is made from a card product, for a user. Then purchases can be simulated with it."}
	if mayCreate {
		e.Href, e.Action = "/cards/new", "New card"
	}
	return e
}

func listRow(l listing.List, c marqeta.Card, called names) cards.Row {
	row := cards.Row{
		Mark: stateMark(c.State), Card: number(c), Href: path(c.Token),
		Kind: cards.Kind(c.InstrumentType), Expires: cards.Expiry(c.Expiration),
		Created: ui.MomentOf(c.CreatedTime.Time), Token: c.Token,
	}
	if c.UserToken != "" {
		row.User, row.UserHref, row.UserOnly = called.users[c.UserToken], userPath(c.UserToken), l.With("user", c.UserToken)
	}
	if c.CardProductToken != "" {
		row.Product, row.ProductHref = called.products[c.CardProductToken], productPath(c.CardProductToken)
	}
	return row
}
