package sandbox_test

import "testing"

// A network approves what cannot reach the issuer, and tells of it: nobody is asked,
// and nothing stands in its way.
func TestNetworkStandsIn(t *testing.T) {
	t.Parallel()
	p, inbox := start(t).standard(), receive(t)
	e := p.behindGateway()
	p.webhook("w", inbox.url, "transaction.*")
	p.post("/cardtransitions", map[string]any{"card_token": "card_eve", "state": "SUSPENDED", "channel": "API", "reason_code": "00"}).is(201)
	said := map[string]any{"standin_reason": "ISSUER_TIME_OUT", "advice_reason_code": "4021", "advice_reason_details": "Issuer did not respond"}
	for _, c := range []struct{ kind, becomes, state, method string }{
		{"authorization", "authorization.standin", "PENDING", "pgfs.authorization.standin"},
		{"authorization.cashback", "authorization.cashback", "PENDING", "pgfs.authorization.standin"},
		{"pindebit", "pindebit", "COMPLETION", "pgfs.auth_plus_capture.standin"},
	} {
		body := map[string]any{"card_token": "card_eve", "amount": 25, "stand_in": said}
		if c.kind == "authorization.cashback" {
			body["cash_back_amount"] = 5
		}
		a := p.simulate(c.kind, body).has("transaction.type", c.becomes, "transaction.state", c.state, "transaction.response.code", "0000",
			"transaction.standin_by", "NETWORK", "transaction.standin_approved_by", "NETWORK", "transaction.standin_reason", "ISSUER_TIME_OUT", "transaction.advice_reason_code", "4021",
			"transaction.advice_reason_details", "Issuer did not respond", "transaction.network_metadata.incoming_response_code", "00",
			"transaction.gpa_order.jit_funding.method", c.method, "transaction.gpa_order.funding.source.type", "programgateway").
			lacks("transaction.gpa_order.funding.gateway_log", "transaction.network_metadata.outgoing_response_code")
		p.traceOf(a).has("decided_by", "stand_in", "checks.3.result", "not_reached", "checks.18.result", "passed", "checks.18.values.standin_by", "NETWORK", "checks.18.values.standin_reason", "ISSUER_TIME_OUT")
		inbox.next().has("transactions.0.type", c.becomes, "transactions.0.standin_approved_by", "NETWORK")
		p.get("/_sandbox/deliveries?event=transaction."+c.becomes).has("count", "1")
	}
	if len(e.asked) != 0 {
		t.Error("the gateway was asked")
	}
	a := p.simulate("authorization", map[string]any{"card_token": "card_eve", "amount": 9, "stand_in": map[string]any{"keep_type": true}}).
		has("transaction.type", "authorization", "transaction.standin_by", "NETWORK").lacks("transaction.standin_reason")
	follow := func(kind string, amount any) answer {
		return p.simulate(kind, map[string]any{"preceding_related_transaction_token": a.text("transaction.token"), "amount": amount})
	}
	follow("authorization.reversal", 2).has("transaction.gpa_order.jit_funding.method", "pgfs.authorization.reversal")
	follow("authorization.clearing", 7).lacks("transaction.standin_by").has("transaction.state", "COMPLETION", "transaction.gpa_order.jit_funding.original_jit_funding_token", a.text("transaction.gpa_order.jit_funding.token"))
	p.get("/transactions/"+a.text("transaction.token")).has("state", "CLEARED", "standin_approved_by", "NETWORK")

	// Without money of a source behind it, the account is overdrawn.
	p.simulate("authorization", map[string]any{"card_token": "card_bob", "amount": 300, "stand_in": map[string]any{}}).
		has("transaction.type", "authorization.standin", "transaction.gpa.available_balance", "-50").lacks("transaction.gpa_order")
	for kind, body := range map[string]map[string]any{
		"refund":                    {"card_token": "card_eve", "amount": 1},
		"refund.authorization":      {"card_token": "card_eve", "amount": 1},
		"pindebit.balanceinquiry":   {"card_token": "card_eve"},
		"authorization.incremental": {"preceding_related_transaction_token": a.text("transaction.token"), "amount": 1},
	} {
		body["stand_in"] = said
		p.post("/simulations/cardtransactions/"+kind, body).refused(400, "400001")
	}
}
