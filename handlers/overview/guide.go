package overview

import (
	"cmp"
	"context"
	"net/url"

	"carddeck/store"
	"carddeck/views/overview"
	"carddeck/views/ui"
)

// made holds the newest object of each kind that the guide asks for; a nil one does
// not exist yet.
type made struct {
	source      *store.FundingSource
	product     *store.CardProduct
	user        *store.User
	card        *store.Card
	transaction *store.Transaction // any card transaction
	reviewed    string             // token of one that a program funding source paid
}

func (h *Handler) made(ctx context.Context) (made, error) {
	var m made
	one := store.Page{Limit: 1}
	sources, err := h.store.ListFundingSources(ctx, store.FundingSourceFilter{Kind: "program"}, one)
	if err != nil {
		return m, err
	}
	products, err := h.store.ListCardProducts(ctx, store.CardProductFilter{Funding: "managed"}, one)
	if err != nil {
		return m, err
	}
	users, err := h.store.ListUsers(ctx, store.UserFilter{}, one)
	if err != nil {
		return m, err
	}
	cards, err := h.store.ListCards(ctx, store.CardFilter{}, one)
	if err != nil {
		return m, err
	}
	transactions, err := h.store.ListTransactions(ctx, store.TransactionFilter{}, one)
	if err != nil {
		return m, err
	}
	funded, err := h.store.ListGPAOrders(ctx, store.GPAOrderFilter{FundingType: "program"}, store.Page{})
	if err != nil {
		return m, err
	}
	m.source, m.product, m.user = first(sources.Rows), first(products.Rows), first(users.Rows)
	m.card, m.transaction = first(cards.Rows), first(transactions.Rows)
	for _, o := range funded.Rows {
		// An order made by hand came with no purchase.
		if o.LastTransaction != "" {
			m.reviewed = o.LastTransaction
			break
		}
	}
	return m, nil
}

func first[T any](rows []T) *T {
	if len(rows) == 0 {
		return nil
	}
	return &rows[0]
}

// steps words the six steps of Configuring Managed JIT Funding: each a link to its form,
// filled in with what the steps before it made, until the object exists, and to the
// object from then on.
func steps(m made) ([]overview.Step, int) {
	all := []overview.Step{
		step("Create a program funding source", "The account that purchases draw from.", "/funding-sources/new?kind=program", "Create", m.source != nil),
		step("Create a card product", "Tied to the funding source, for Managed JIT Funding.", "/card-products/new", "Create", m.product != nil),
		step("Create a user", "The person who holds the card.", "/users/new", "Create", m.user != nil),
		step("Issue a card", "From the card product, to the user.", issuing(m), "Issue", m.card != nil),
		step("Simulate an authorization", "A purchase, decided and funded by the platform.", "/simulator", "Simulate", m.transaction != nil),
		step("Review the transaction", "Its decision, its gpa_order and what follows.", "/transactions", "Review", m.reviewed != ""),
	}
	if m.source != nil {
		found(&all[0], m.source.Name, "/funding-sources/", m.source.Token)
	}
	if m.product != nil {
		found(&all[1], m.product.Name, "/card-products/", m.product.Token)
	}
	if m.user != nil {
		name := m.user.FullName()
		if name == "" {
			name = m.user.Token
		}
		found(&all[2], name, "/users/", m.user.Token)
	}
	if m.card != nil {
		found(&all[3], "•• "+m.card.LastFour, "/cards/", m.card.Token)
	}
	if m.transaction != nil {
		found(&all[4], cmp.Or(m.transaction.Merchant, m.transaction.Token), "/transactions/", m.transaction.Token)
		all[5].Href = all[4].Href
	}
	if m.reviewed != "" {
		found(&all[5], "Its notification has arrived, with a gpa_order.", "/transactions/", m.reviewed)
	}
	done, next := 0, true
	for i := range all {
		if all[i].Done {
			done++
		} else if next {
			all[i].Now, next = true, false
		}
	}
	return all, done
}

// issuing leads to the form that issues a card, with the product and the user chosen.
func issuing(m made) string {
	q := url.Values{}
	if m.user != nil {
		q.Set("user_token", m.user.Token)
	}
	if m.product != nil {
		q.Set("card_product_token", m.product.Token)
	}
	if len(q) == 0 {
		return "/cards/new"
	}
	return "/cards/new?" + q.Encode()
}

func step(title, text, href, label string, done bool) overview.Step {
	return overview.Step{Title: title, Text: text, Href: href, Label: label, Done: done}
}

// found turns a step into a link to what was made.
func found(s *overview.Step, what, path, token string) {
	s.Text, s.Href, s.Label = ui.Name(what), path+url.PathEscape(token), "Open"
}
