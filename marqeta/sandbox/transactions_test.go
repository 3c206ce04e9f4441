package sandbox_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestTransactionLists(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	auth := p.simulate("authorization", map[string]any{"card_token": "card_ada", "amount": 12}).text("transaction.token")
	p.clock.advance(time.Minute)
	p.simulate("authorization", map[string]any{"card_token": "card_ada", "amount": 5, "card_acceptor": map[string]any{"country_code": "FRA"}}).
		has("transaction.state", "DECLINED", "transaction.response.code", "1864", "transaction.identifier", "2")
	p.clock.advance(time.Minute)
	clearing := p.simulate("authorization.clearing", map[string]any{"preceding_related_transaction_token": auth, "amount": 12}).text("transaction.token")
	p.clock.advance(time.Minute)
	refund := p.simulate("refund", map[string]any{"card_token": "card_ada", "amount": 12}).text("transaction.token")

	// Declines, finished authorizations and funding records stay out of sight.
	p.get("/transactions").is(200).has("count", "2", "data.0.token", refund, "data.1.token", clearing, "is_more", "false")
	p.get("/transactions?state=ALL").is(200).has("count", "4")
	p.get("/transactions?state=CLEARED").is(200).has("count", "1", "data.0.token", auth)
	p.get("/transactions?state=DECLINED,CLEARED").is(200).has("count", "2", "data.0.state", "DECLINED")
	p.get("/transactions?state=LOST").refused(400, "400037")
	p.get("/transactions?type=refund,authorization.clearing").is(200).has("count", "2")
	p.get("/transactions?type=refund").is(200).has("count", "1", "data.0.token", refund)
	p.get("/transactions?type=gpa.credit").is(200).has("count", "1", "data.0.preceding_related_transaction_token", clearing, "data.0.gpa.impacted_amount", "12")
	p.get("/transactions?sort_by=created_time&state=ALL").is(200).has("data.0.token", auth, "data.3.token", refund)
	p.get("/transactions?sort_by=-created_time&state=ALL").is(200).has("data.1.token", clearing)
	// A clearing keeps the time of its authorization, which sorts it behind.
	p.get("/transactions?sort_by=-user_transaction_time&state=ALL").is(200).has("data.1.state", "DECLINED", "data.2.token", clearing, "data.3.token", auth)
	p.get("/transactions?sort_by=amount").refused(400, "400001")
	p.get("/transactions?state=ALL&count=3&start_index=3").is(200).has("count", "1", "data.0.token", auth)
	p.get("/transactions?state=ALL&start_identifier=3").is(200).has("count", "2")
	p.get("/transactions?start_identifier=x").refused(400, "400001")
	p.get("/transactions?user_token=ada&card_token=card_ada").is(200).has("count", "2")
	p.get("/transactions?user_token=bob").is(200).has("count", "0")
	p.get("/transactions?business_token=corp").is(200).has("count", "0")
	p.get("/transactions?fields=token,type&count=1").is(200).has("data.0", fmt.Sprintf(`{"type":"refund","token":%q}`, refund))
	p.get("/transactions/"+auth+"?fields=state").is(200).has("state", "CLEARED").lacks("token")
	p.get("/transactions/none").refused(404, "404001")

	p.get("/cards/card_ada/transactions?state=ALL").is(200).has("count", "4")
	p.get("/cards/none/transactions").refused(404, "404001")
	p.get("/transactions/fundingsource/fs_0001?state=ALL").is(200).has("count", "3")
	p.get("/transactions/fundingsource/fs_0001?polarity=CREDIT").is(200).has("count", "1", "data.0.token", refund)
	p.get("/transactions/fundingsource/fs_0001?polarity=UP").refused(400, "400001")
	p.get("/transactions/fundingsource/none").refused(404, "404001")

	related := p.get("/transactions/"+clearing+"/related").is(200).has("count", "4")
	for _, kind := range []string{"authorization", "authorization.clearing", "gpa.credit.authorization", "gpa.credit"} {
		if !strings.Contains(string(related.raw), fmt.Sprintf(`"type":%q`, kind)) {
			t.Errorf("related = %s, want a %s in it", related.raw, kind)
		}
	}
	p.get("/transactions/"+clearing+"/related?state=PENDING").is(200).has("count", "1", "data.0.type", "gpa.credit.authorization")

	p.clock.advance(31 * 24 * time.Hour)
	p.get("/transactions").is(200).has("count", "0")
	p.get("/transactions?start_date=2026-03-02&end_date=2026-03-02").is(200).has("count", "2")
	p.get("/transactions?start_date=2026-03-02T10:18:00Z&end_date=2026-03-02T10:18:30Z").is(200).has("count", "1", "data.0.token", refund)
	p.get("/transactions?start_date=2026-03-03&end_date=2026-03-04").is(200).has("count", "0")
	p.get("/transactions?start_date=yesterday").refused(400, "400001")
	p.get("/transactions?start_date=2026-03-04&end_date=2026-03-02").refused(400, "400001")
}

// Each decline, provoked as a caller of the API would.
func TestDeclines(t *testing.T) {
	t.Parallel()
	card := func(body map[string]any) map[string]any {
		body["card_token"] = "card_ada"
		if _, ok := body["amount"]; !ok {
			body["amount"] = 10
		}
		return body
	}
	for name, c := range map[string]struct {
		set     func(*program)
		kind    string
		body    map[string]any
		code    string
		decided string
	}{
		"negative amount": {kind: "authorization", body: card(map[string]any{"amount": -1}), code: "1810", decided: "message"},
		"suspended card": {func(p *program) {
			p.post("/cardtransitions", `{"card_token":"card_ada","state":"SUSPENDED","channel":"API"}`).is(201)
		}, "authorization", card(map[string]any{}), "1003", "card_state"},
		"lost card": {func(p *program) {
			p.post("/cardtransitions", `{"card_token":"card_ada","state":"TERMINATED","channel":"API","reason_code":"10"}`).is(201)
		}, "authorization", card(map[string]any{}), "1005", "card_state"},
		"stolen card": {func(p *program) {
			p.post("/cardtransitions", `{"card_token":"card_ada","state":"TERMINATED","channel":"API","reason_code":"23"}`).is(201)
		}, "pindebit", card(map[string]any{}), "1004", "card_state"},
		"expired card": {func(p *program) { p.clock.advance(5 * 365 * 24 * time.Hour) }, "authorization", card(map[string]any{}), "1001", "expiry"},
		"wrong expiry": {nil, "authorization", card(map[string]any{"card_options": map[string]any{"expiration": "0101"}}), "1002", "expiry"},
		"suspended user": {func(p *program) {
			p.post("/usertransitions", `{"user_token":"ada","status":"SUSPENDED","reason_code":"05","channel":"ADMIN"}`).is(201)
		}, "authorization", card(map[string]any{}), "1813", "account_state"},
		"inactive product": {func(p *program) { p.put("/cardproducts/cp", `{"active":false}`).is(200) }, "authorization", card(map[string]any{}), "1808", "card_product"},
		"future product":   {func(p *program) { p.put("/cardproducts/cp", `{"start_date":"2026-03-03"}`).is(200) }, "authorization", card(map[string]any{}), "1808", "card_product"},
		"wrong CVV":        {nil, "authorization", card(map[string]any{"card_options": map[string]any{"cvv": "xyz"}}), "1025", "security_code"},
		"no e-commerce": {func(p *program) { p.put("/cardproducts/cp", `{"config":{"poi":{"ecommerce":false}}}`).is(200) },
			"authorization", card(map[string]any{"card_acceptor": map[string]any{"poi": map[string]any{"channel": "ECOMMERCE"}}}), "1025", "point_of_interaction"},
		"no cash machine": {func(p *program) { p.put("/cardproducts/cp", `{"config":{"poi":{"atm":false}}}`).is(200) },
			"authorization.atm.withdrawal", card(map[string]any{}), "1025", "point_of_interaction"},
		"foreign":    {nil, "authorization", card(map[string]any{"card_acceptor": map[string]any{"country_code": "DEU"}}), "1864", "country"},
		"quasi-cash": {nil, "pindebit.quasi.cash", card(map[string]any{}), "1025", "quasi_cash"},
		"postal code": {func(p *program) {
			p.put("/users/ada", `{"address1":"12 Elm Street","postal_code":"94612"}`).is(200)
			p.put("/cardproducts/cp", `{"config":{"transaction_controls":{"address_verification":{"auth_messages":{"decline_on_postal_code_mismatch":true}}}}}`).is(200)
		}, "authorization", card(map[string]any{"card_options": map[string]any{"billing_address": map[string]any{"address": "12 Elm St", "zip": "00000"}}}), "1025", "avs"},
		"inactive funding source": {func(p *program) { p.put("/fundingsources/program/fs_0001", `{"active":false}`).is(200) }, "authorization", card(map[string]any{}), "1016", "funding"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := start(t).managed()
			if c.set != nil {
				c.set(p)
			}
			a := p.simulate(c.kind, c.body).has("transaction.state", "DECLINED", "transaction.response.code", c.code, "transaction.gpa.ledger_balance", "0").
				lacks("transaction.gpa.impacted_amount", "transaction.approval_code")
			token := a.text("transaction.token")
			p.get("/_sandbox/transactions/"+token+"/trace").is(200).has("transaction_token", token, "decided_by", c.decided, "response_code", c.code, "checks.18.name", "stand_in")
			if c.decided == "funding" {
				a.has("transaction.gpa_order.state", "DECLINED", "transaction.gpa_order.response.code", "1842", "transaction.gpa_order.funding.source.active", "false")
			} else {
				a.lacks("transaction.gpa_order")
			}
			if c.decided == "avs" {
				a.has("transaction.address_verification.response.code", "0001")
			}
			if c.decided == "security_code" {
				a.has("transaction.card_security_code_verification.response.code", "0001")
			}
		})
	}
}

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
	p.post("/simulate/financial", `{"card_token":"card_ada","amount":10,"mid":"11","pin":"1234"}`).is(201).has("transaction.type", "pindebit", "transaction.pos.pin_present", "true")
	p.post("/simulate/financial", `{"card_token":"card_ada","amount":10,"cash_back_amount":5,"mid":"11"}`).is(201).has("transaction.type", "pindebit.cashback", "transaction.amount", "15")
	p.post("/simulate/financial/withdrawal", `{"card_token":"card_ada","amount":10,"mid":"11"}`).is(201).has("transaction.type", "pindebit.atm.withdrawal", "transaction.state", "COMPLETION")
	p.post("/simulate/financial/balanceinquiry", `{"card_token":"card_ada","mid":"11","account_type":"checking"}`).is(201).
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
