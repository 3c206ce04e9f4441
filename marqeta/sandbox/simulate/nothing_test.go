package simulate_test

import (
	"testing"

	"carddeck/marqeta/sandbox/wire"
)

// An advice to nothing ends an authorization of nothing like any other: its order
// waits for no clearing.
func TestAdviceToNothingEndsAnAuthorizationOfNothing(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"managed", "asked"} {
		w := newWorld(t.Context(), t)
		opened := w.post("/simulations/cardtransactions/authorization", []byte(`{"card_token": "`+name+`", "amount": 0, "mid": "4242"}`))
		w.post("/simulations/cardtransactions/authorization.advice", []byte(`{"preceding_related_transaction_token": "`+opened.Token+`", "amount": 0, "mid": "4242"}`))
		orders := map[string]string{}
		for _, said := range w.all(name) {
			if said.GPAOrder != nil {
				orders[said.Type] = said.GPAOrder.State
			}
		}
		if orders["authorization.advice"] != wire.Reversed || orders["gpa.credit.authorization.reversal"] != wire.Reversed {
			t.Errorf("%s: orders = %v", name, orders)
		}
		if err := w.book.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
