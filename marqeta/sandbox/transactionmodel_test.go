package sandbox_test

import (
	"fmt"
	"testing"
)

// The first model has the terminal inside the merchant, and its answers in strings.
func TestFirstModel(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	auth := p.simulate("authorization", map[string]any{"card_token": "card_ada", "amount": 10, "pos": map[string]any{"partial_approval_capable": true},
		"card_acceptor": map[string]any{"address": "1 Elm", "poi": map[string]any{"tid": "T1", "channel": "ECOMMERCE", "card_presence": "0", "pin_present": "false"}}}).text("transaction.token")
	p.get("/transactions/"+auth+"?version=v1").is(200).
		has("token", auth, "amount", "10", "card_acceptor.address", "1 Elm", "card_acceptor.country", "USA", "card_acceptor.name", "Marqeta Storefront", "is_recurring", "false",
			"card_acceptor.poi", `{"card_presence":"0","channel":"ECOMMERCE","partial_approval_capable":"1","pin_present":"false","tid":"T1"}`).
		lacks("pos", "transaction_metadata", "card_acceptor.street_address", "card_acceptor.country_code")
	p.get("/transactions?version=1").is(200).has("data.0.token", auth, "data.0.card_acceptor.country", "USA")
	p.get("/transactions/"+auth+"/related?version=V1&state=ALL").is(200).has("data.0.network", "MARQETA").lacks("data.0.card_acceptor")
	p.get("/transactions/"+auth+"?version=v2").is(200).has("pos.terminal_id", "T1", "card_acceptor.street_address", "1 Elm").lacks("is_recurring")
	p.get("/transactions/"+auth+"?version=3").refused(400, "400001")
}

// Transactions of one second stand in the order in which they came, page by page.
func TestTransactionsOfOneSecond(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	var tokens []string
	for range 12 {
		tokens = append(tokens, p.simulate("authorization", map[string]any{"card_token": "card_ada", "amount": 1}).text("transaction.token"))
	}
	for query, at := range map[string]func(int) int{
		"": func(i int) int { return 11 - i }, "&sort_by=user_transaction_time": func(i int) int { return i },
		"&sort_by=created_time": func(i int) int { return i }, "&sort_by=-created_time": func(i int) int { return 11 - i },
	} {
		for i := 0; i < 12; i += 5 {
			page := p.get(fmt.Sprint("/transactions?count=5&start_index=", i, query)).is(200)
			for j := range min(5, 12-i) {
				if got := page.text(fmt.Sprint("data.", j, ".token")); got != tokens[at(i+j)] {
					t.Errorf("%q: item %d is not the one that came %d", query, i+j, at(i+j))
				}
			}
		}
	}
}
