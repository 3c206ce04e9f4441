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
		"negative amount":                 {kind: "authorization", body: card(map[string]any{"amount": -1}), code: "1810", decided: "message"},
		"nothing asked of a cash machine": {nil, "authorization.atm.withdrawal", card(map[string]any{"amount": 0}), "1810", "message"},
		"subnetwork of another network":   {nil, "authorization", card(map[string]any{"network": "VISA", "sub_network": "CIRRUS"}), "1015", "message"},
		"postal code of a verification": {func(p *program) { p.put("/users/ada", `{"postal_code":"94612"}`).is(200) }, "authorization",
			card(map[string]any{"amount": 0, "card_options": map[string]any{"billing_address": map[string]any{"zip": "00000"}}}), "1025", "avs"},
		"credit to a suspended card": {func(p *program) {
			p.post("/cardtransitions", `{"card_token":"card_ada","state":"SUSPENDED","channel":"API"}`).is(201)
		}, "original.credit.auth_plus_capture", card(map[string]any{}), "1003", "card_state"},
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
				a.has("transaction.address_verification.request.postal_code", "00000")
			}
			if c.decided == "security_code" {
				a.has("transaction.card_security_code_verification.response.code", "0001")
			}
		})
	}
}
