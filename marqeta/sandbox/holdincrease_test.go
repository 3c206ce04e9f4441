package sandbox_test

import "testing"

// A group of merchants may hold more than was asked.
func TestHoldsAreIncreased(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	group := func(token, mcc, kind string, value any) {
		p.post("/mccgroups", map[string]any{"token": token, "name": token, "mccs": []string{mcc}, "config": map[string]any{
			"authorization_controls": map[string]any{"hold_increase": map[string]any{"type": kind, "value": value}}}}).is(201)
	}
	group("fuel", "5542", "UP_TO_LIMIT", 75)
	group("hotel", "7011", "PERCENT", "12.5")
	group("bar", "5813", "AMOUNT", 20)
	for _, c := range []struct {
		mcc          string
		asked, held  string
		kind, before string
	}{
		{"5542", "1", "75", "authorization", "250"}, {"5542", "80", "80", "authorization", "250"}, {"5542", "1", "75", "pindebit.authorization", "250"},
		{"7011", "100.01", "112.52", "authorization", "250"}, {"5813", "10", "30", "authorization", "250"}, {"5411", "10", "10", "authorization", "250"},
		{"5813", "0", "0", "authorization", "250"}, {"5813", "10", "10", "pindebit", "250"},
	} {
		a := p.spend("card_bob", c.kind, c.asked, "0000", at("1111", c.mcc)).
			has("transaction.request_amount", c.asked, "transaction.amount", c.held)
		if c.kind == "pindebit" {
			continue
		}
		if c.held != "0" {
			p.follow(a, "authorization.reversal", c.held).has("transaction.state", "CLEARED", "transaction.gpa.available_balance", "250")
		}
	}
	// The whole hold or nothing: no part of it is granted.
	p.spend("card_bob", "authorization", 235, "1016", at("1111", "5813"), map[string]any{"pos": map[string]any{"partial_approval_capable": true}}).
		has("transaction.amount", "235")
	p.spend("card_bob", "authorization", 241, "0002", at("1111", "5411"), map[string]any{"pos": map[string]any{"partial_approval_capable": true}})
	p.put("/cardproducts/cp_gpa", `{"config":{"transaction_controls":{"allow_mcc_group_authorization_controls":false}}}`).is(200)
	p.spend("card_bob", "authorization", 0, "0000", at("1111", "5813"))
}

// What is held counts for velocity controls, and for the group that holds most.
func TestIncreasedHoldsCount(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	p.post("/mccgroups", `{"token":"a","name":"a","mccs":["5542"],"config":{"authorization_controls":{"hold_increase":{"type":"UP_TO_LIMIT","value":50}}}}`).is(201)
	p.post("/mccgroups", `{"token":"b","name":"b","mccs":["5500-5600"],"config":{"authorization_controls":{"hold_increase":{"type":"AMOUNT","value":99}}}}`).is(201)
	p.limit("day", "DAY", 100, nil)
	p.spend("card_ada", "authorization", 2, "1834", at("1111", "5542"))
	auth := p.spend("card_ada", "authorization", 1, "0000", at("1111", "5542")).has("transaction.amount", "100", "transaction.gpa_order.amount", "100")
	p.left("ada", "day", "-1 0 1")
	p.follow(auth, "authorization.clearing", 30, map[string]any{"is_final_clearing": true})
	p.left("ada", "day", "-1 70 1")
	p.put("/mccgroups/b", `{"config":{"authorization_controls":{"hold_increase":{"type":"PERCENT","value":999999999999}}}}`).is(200)
	p.call("POST", "/simulations/cardtransactions/authorization", map[string]any{"card_token": "card_ada", "amount": "999999999999", "card_acceptor": map[string]any{"mcc": "5542"}}).refused(400, "400001")
}
