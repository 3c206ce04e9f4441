package sandbox_test

import (
	"testing"
)

func TestPartialApprovalNeedsATerminalThatSaysSo(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	p.simulate("authorization", map[string]any{"card_token": "card_bob", "amount": 300}).has("transaction.state", "DECLINED", "transaction.pos.partial_approval_capable", "true")
	p.simulate("authorization", map[string]any{"card_token": "card_bob", "amount": 300, "pos": map[string]any{"partial_approval_capable": true}}).
		has("transaction.state", "PENDING", "transaction.response.code", "0002", "transaction.amount", "250", "transaction.request_amount", "300", "transaction.gpa.available_balance", "0")
	p.put("/cardproducts/cp_gpa", `{"config":{"transaction_controls":{"enable_partial_auth_approval":false}}}`).is(200)
	p.simulate("authorization", map[string]any{"card_token": "card_bob", "amount": 300, "card_acceptor": map[string]any{"poi": map[string]any{"partial_approval_capable": "1"}}}).
		has("transaction.state", "DECLINED", "transaction.response.code", "1016")
}

// A refund that stays on the account pays for the next purchase, and then there is
// no order.
func TestRefundToTheAccountFundsTheNextPurchase(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	p.put("/cardproducts/cp", `{"config":{"jit_funding":{"program_funding_source":{"refunds_destination":"GPA"}}}}`).is(200)
	p.simulate("refund", map[string]any{"card_token": "card_ada", "amount": 10}).has("transaction.gpa.available_balance", "10").lacks("transaction.gpa_order_unload")
	own := p.simulate("authorization", map[string]any{"card_token": "card_ada", "amount": 8}).
		has("transaction.gpa.ledger_balance", "10", "transaction.gpa.available_balance", "2").lacks("transaction.gpa_order")
	p.simulate("authorization", map[string]any{"card_token": "card_ada", "amount": 3}).
		has("transaction.gpa.ledger_balance", "13", "transaction.gpa.available_balance", "2", "transaction.gpa_order.amount", "3")
	p.simulate("authorization.clearing", map[string]any{"preceding_related_transaction_token": own.text("transaction.token"), "amount": 8}).
		has("transaction.gpa.ledger_balance", "5", "transaction.gpa.available_balance", "2").lacks("transaction.gpa_order")
}

func TestRefundUnloadsToTheSource(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	a := p.simulate("refund", map[string]any{"card_token": "card_ada", "amount": 10}).
		has("transaction.gpa_order_unload.state", "COMPLETION", "transaction.gpa_order_unload.amount", "10", "transaction.gpa_order_unload.funding_source_token", "**********0001").
		lacks("transaction.gpa_order", "transaction.preceding_related_transaction_token")
	p.get("/gpaorders/unloads/"+a.text("transaction.gpa_order_unload.token")).is(200).has("state", "COMPLETION")
	p.get("/transactions/"+a.text("transaction.gpa_order_unload.transaction_token")).is(200).has("type", "gpa.debit", "subnetwork", "MANAGED_JIT", "gpa.impacted_amount", "-10")
}

func TestAdviceOrderMovesTheDifference(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	auth := p.simulate("authorization", map[string]any{"card_token": "card_ada", "amount": 100}).text("transaction.token")
	p.simulate("authorization.advice", map[string]any{"preceding_related_transaction_token": auth, "amount": 40}).
		has("transaction.amount", "40", "transaction.gpa_order.amount", "60", "transaction.gpa_order.funding.amount", "60")
	p.get("/transactions/"+auth).has("state", "PENDING")
	p.simulate("authorization.clearing", map[string]any{"preceding_related_transaction_token": auth, "amount": "39.99", "is_final_clearing": true}).
		has("transaction.is_final_clearing", "true", "transaction.amount_to_be_released", "0.01")
	p.get("/transactions/"+auth).has("state", "CLEARED")
}

func TestSimulationRefusals(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	refund := p.simulate("refund", map[string]any{"card_token": "card_ada", "amount": 1}).text("transaction.token")
	twin := p.get("/transactions?type=gpa.debit").text("data.0.token")
	for _, c := range []struct {
		kind, body string
		status     int
		code       string
	}{
		{"authorization", `{}`, 400, "400001"},
		{"authorization", `{"card_token":"card_ada"}`, 400, "400001"},
		{"authorization", `{"card_token":"none","amount":1}`, 400, "400002"},
		{"authorization", `{"card_token":"card_ada","amount":"1.001"}`, 400, "400001"},
		{"authorization", `{"card_token":"card_ada","amount":1e3}`, 400, "400037"},
		{"authorization", `{"card_token":"card_ada","amount":"ten"}`, 400, "400037"},
		{"authorization", `{"card_token":"card_ada","amount":1,"network":"AMEX"}`, 400, "400037"},
		{"authorization", `{"card_token":"card_ada","amount":1,"currency_code":"dollars"}`, 400, "400001"},
		{"authorization", `{"card_token":"card_ada","amount":1,"card_options":{"cvv":"12"}}`, 400, "400001"},
		{"authorization", `{"card_token":"card_ada","amount":1,"webhook":{"endpoint":"http://example.com/","username":"u","password":"p"}}`, 400, "400001"},
		{"authorization.cashback", `{"card_token":"card_ada","amount":1}`, 400, "400001"},
		{"authorization.reversal", `{"amount":1}`, 400, "400001"},
		{"authorization.reversal", `{"preceding_related_transaction_token":"none","amount":1}`, 404, "404001"},
		{"authorization.reversal", `{"preceding_related_transaction_token":"` + refund + `","amount":1}`, 400, "400001"},
		{"authorization.reversal", `{"preceding_related_transaction_token":"` + twin + `","amount":0}`, 400, "400001"},
		{"authorization.clearing", `{"amount":1}`, 400, "400001"},
		{"authorization.clearing", `{"card_token":"card_ada","amount":0}`, 400, "400001"},
		{"refund", `{"card_token":"card_ada","amount":-1}`, 400, "400001"},
	} {
		a := p.post("/simulations/cardtransactions/"+c.kind, c.body)
		if a.status != c.status || a.text("error_code") != c.code {
			t.Errorf("%s %s = %d %s, want %d with %s", c.kind, c.body, a.status, a.raw, c.status, c.code)
		}
	}
}

// The largest amounts are taken as long as the account can say what it has.
func TestHugeAmounts(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	const huge = "999999999999.99"
	auth := p.simulate("authorization", map[string]any{"card_token": "card_ada", "amount": huge}).has("transaction.gpa.ledger_balance", huge).text("transaction.token")
	p.post("/simulations/cardtransactions/authorization", map[string]any{"card_token": "card_ada", "amount": "0.01"}).refused(400, "400001")
	p.post("/simulations/cardtransactions/authorization.cashback", map[string]any{"card_token": "card_ada", "amount": huge, "cash_back_amount": huge}).refused(400, "400001")
	p.simulate("authorization.clearing", map[string]any{"preceding_related_transaction_token": auth, "amount": huge}).has("transaction.gpa.ledger_balance", "0", "transaction.identifier", "2")
}

func TestLegacySimulations(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	a := p.post("/simulate/authorization", `{"card_token":"card_ada","amount":100,"mid":"123456890","card_acceptor":{"name":"Diner","zip":"94612","country":"USA"},"transaction_options":{"transaction_token":"mine"}}`).
		is(201).has("transaction.token", "mine", "transaction.network", "DISCOVER", "transaction.card_acceptor.mid", "123456890", "transaction.card_acceptor.name", "Diner",
		"transaction.card_acceptor.postal_code", "94612", "raw_iso8583.0", "2110", "raw_iso8583.4", "000000010000", "raw_iso8583.39", "0000", "raw_iso8583.42", "123456890")
	if again := p.post("/simulate/authorization", `{"card_token":"card_ada","amount":100,"mid":"123456890","card_acceptor":{"name":"Diner","zip":"94612","country":"USA"},"transaction_options":{"transaction_token":"mine"}}`).
		is(201); again.at("transaction") != a.at("transaction") {
		t.Errorf("repeated simulation = %s, want the transaction that is there", again.raw)
	}
	p.post("/simulate/authorization", `{"card_token":"card_ada","amount":101,"mid":"123456890","transaction_options":{"transaction_token":"mine"}}`).refused(409, "409001")
	p.post("/simulate/authorization", `{"card_token":"card_ada","amount":100}`).refused(400, "400001")
	p.post("/simulate/authorization/advice", `{"original_transaction_token":"mine","amount":80}`).is(201).has("transaction.type", "authorization.advice", "raw_iso8583.56.7", "mine")
	p.post("/simulate/reversal", `{"original_transaction_token":"mine","amount":30}`).is(201).
		has("transaction.state", "PENDING", "raw_iso8583.0", "2430", "raw_iso8583.95.1", "000000005000")
	p.post("/simulate/clearing", `{"original_transaction_token":"mine","amount":50}`).is(201).has("transaction.type", "authorization.clearing", "transaction.state", "COMPLETION")
	p.post("/simulate/clearing", `{"original_transaction_token":"mine","amount":50,"is_refund":true}`).is(201).
		has("transaction.type", "refund", "transaction.state", "COMPLETION").lacks("transaction.preceding_related_transaction_token")
	p.post("/simulate/clearing", `{"original_transaction_token":"mine","amount":5,"force_post":true}`).is(201).has("transaction.gpa_order.state", "COMPLETION")
	p.post("/simulate/clearing", `{"original_transaction_token":"none","amount":5,"is_refund":true}`).refused(404, "404001")
	p.post("/simulate/financial", `{"card_token":"card_ada","amount":10,"mid":"11","card_acceptor":{},"pin":"1234"}`).is(201).has("transaction.type", "pindebit", "transaction.pos.pin_present", "true")
	p.post("/simulate/financial", `{"card_token":"card_ada","amount":10,"cash_back_amount":5,"mid":"11","card_acceptor":{}}`).is(201).has("transaction.type", "pindebit.cashback", "transaction.amount", "15")
	p.post("/simulate/financial/withdrawal", `{"card_token":"card_ada","amount":10,"mid":"11"}`).is(201).has("transaction.type", "pindebit.atm.withdrawal", "transaction.state", "COMPLETION")
	p.post("/simulate/financial/balanceinquiry", `{"card_token":"card_ada","mid":"11","card_acceptor":{},"account_type":"checking"}`).is(201).
		has("transaction.type", "pindebit.balanceinquiry", "transaction.state", "CLEARED", "transaction.amount", "0").lacks("transaction.gpa.impacted_amount")
}

// What a simulation is told about the merchant and the terminal comes back.
func TestTransactionRepeatsTheRequest(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	p.simulate("authorization", map[string]any{"card_token": "card_ada", "amount": 10, "sub_network": "VISAPLUS", "is_preauthorization": true,
		"card_acceptor": map[string]any{"city": "Llanfairpwllgwyngyll", "mcc": "7011", "poi": map[string]any{"tid": "T1", "channel": "ECOMMERCE"}},
		"pos":           map[string]any{"pan_entry_mode": "CARD_ON_FILE"}, "fees": []any{map[string]any{"type": "ISSUER_FEE", "amount": "0.5", "credit_debit": "D"}},
		"currency_conversion": map[string]any{"original_amount": 9, "conversion_rate": "1.1111", "original_currency_code": "978"}}).
		has("transaction.subnetwork", "VISAPLUS", "transaction.is_preauthorization", "true", "transaction.card_acceptor.city", "Llanfairpwllg", "transaction.card_acceptor.mid", "11111",
			"transaction.card_acceptor.name", "Marqeta Storefront", "transaction.pos.terminal_id", "T1", "transaction.pos.pan_entry_mode", "CARD_ON_FILE",
			"transaction.transaction_metadata.payment_channel", "ECOMMERCE", "transaction.fees.0.amount", "0.5",
			"transaction.currency_conversion.network.conversion_rate", "1.1111", "transaction.authorization_expiration", "2026-04-01T10:15:30Z")
	p.simulate("refund", map[string]any{"card_token": "card_ada", "amount": 10, "card_acceptor": map[string]any{"city": "Llanfairpwllgwyngyll"}}).
		has("transaction.card_acceptor.city", "Llanfairpwllgwyngyll")
}
