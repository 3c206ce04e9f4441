package sandbox_test

import "testing"

// rehearsal is a program behind a gateway, with a webhook, on a clock that stands.
type rehearsal struct {
	*program
	gateway *endpoint
	inbox   *receiver
}

// sends simulates a message after another, if there is one, and wants one notification
// of it; the gateway is asked, or is not.
func (r rehearsal) sends(kind string, after answer, body map[string]any, asked bool) answer {
	r.Helper()
	before := len(r.gateway.asked)
	if body["card_token"] = "card_eve"; after.raw != nil {
		delete(body, "card_token")
		body["preceding_related_transaction_token"] = after.text("transaction.token")
	}
	made := r.simulate(kind, body)
	if got := len(r.gateway.asked) > before; got != asked {
		r.Errorf("%s asked the gateway: %v", kind, got)
	}
	r.inbox.next().has("transactions.0.token", made.text("transaction.token"), "transactions.0.state", made.text("transaction.state"))
	return made
}

// held wants this much held of eve's money, all of it the source's.
func (r rehearsal) held(amount string) {
	r.Helper()
	r.get("/balances/eve").has("gpa.ledger_balance", amount, "gpa.available_balance", "0")
}

// Each scenario of a certification can be brought about by calls alone, against a
// gateway that only ever says what it thinks.
func TestCertificationCanBeRehearsed(t *testing.T) {
	t.Parallel()
	type body = map[string]any
	var first answer
	for name, play := range map[string]func(rehearsal){
		"cleared as authorized": func(r rehearsal) {
			a := r.sends("authorization", first, body{"amount": 50}, true)
			r.held("50")
			r.sends("authorization.clearing", a, body{"amount": 50}, false)
			r.held("0")
		},
		"cleared with a tip": func(r rehearsal) {
			a := r.sends("authorization", first, body{"amount": 40}, true)
			r.sends("authorization.clearing", a, body{"amount": 46}, false).has("transaction.gpa_order.jit_funding.amount", "46")
			r.held("0")
		},
		"cleared for less": func(r rehearsal) {
			a := r.sends("authorization", first, body{"amount": 40}, true)
			r.sends("authorization.clearing", a, body{"amount": 30, "is_final_clearing": true}, false).has("transaction.amount_to_be_released", "10")
			r.held("0")
		},
		"cleared in parts": func(r rehearsal) {
			a := r.sends("authorization", first, body{"amount": 40}, true)
			r.sends("authorization.clearing", a, body{"amount": 25, "multi_clearing_sequence_number": "01", "multi_clearing_sequence_count": "02"}, false)
			r.held("15")
			r.sends("authorization.clearing", a, body{"amount": 15, "multi_clearing_sequence_number": "02", "multi_clearing_sequence_count": "02"}, false)
			r.held("0")
		},
		"force post": func(r rehearsal) {
			r.sends("authorization.clearing", first, body{"amount": 30, "force_post": true}, false).has("transaction.gpa_order.jit_funding.method", "pgfs.force_capture")
		},
		"incremental, and one refused": func(r rehearsal) {
			a := r.sends("authorization", first, body{"amount": 300}, true)
			r.sends("authorization.incremental", a, body{"amount": 120}, true)
			r.held("420")
			r.gateway.says(echo(402, body{"decline_reason": "INSUFFICIENT_FUNDS"}))
			r.sends("authorization.incremental", a, body{"amount": 200}, true).has("transaction.state", "DECLINED", "transaction.response.code", "1884")
			r.held("420")
		},
		"fuel pump": func(r rehearsal) {
			a := r.sends("authorization", first, body{"amount": 100, "card_acceptor": body{"mcc": "5542"}}, true)
			r.sends("authorization.advice", a, body{"amount": 37.2}, false).has("transaction.gpa_order.jit_funding.amount", "62.8")
			r.held("37.2")
			r.sends("authorization.clearing", a, body{"amount": 37.2}, false)
			r.held("0")
		},
		"reversed": func(r rehearsal) {
			a := r.sends("authorization", first, body{"amount": 100}, true)
			r.sends("authorization.reversal", a, body{"amount": 30}, false).has("transaction.state", "PENDING")
			r.held("70")
			r.sends("authorization.reversal", a, body{"amount": 70}, false).has("transaction.state", "CLEARED")
			r.held("0")
		},
		"expired, and cleared all the same": func(r rehearsal) {
			a := r.sends("authorization", first, body{"amount": 100}, true)
			r.put("/_sandbox/clock", `{"advance":"P8D"}`).is(200)
			r.inbox.next().has("transactions.0.type", "authorization.reversal.issuerexpiration", "transactions.0.gpa_order.jit_funding.amount", "100")
			r.held("0")
			r.sends("authorization.clearing", a, body{"amount": 100}, false)
			r.held("0")
		},
		"PIN debit": func(r rehearsal) {
			r.sends("pindebit", first, body{"amount": 10}, true).has("transaction.state", "COMPLETION")
			r.sends("pindebit.cashback", first, body{"amount": 10, "cash_back_amount": 20}, true).has("transaction.amount", "30", "transaction.gpa_order.jit_funding.amount", "30")
		},
		"cash machine": func(r rehearsal) {
			r.sends("pindebit.atm.withdrawal", first, body{"amount": 80, "fees": []any{body{"type": "ACQUIRER_FEE", "amount": 3, "credit_debit": "D"}}}, true).
				has("transaction.amount", "83", "transaction.acquirer_fee_amount", "3", "transaction.gpa_order.jit_funding.amount", "83")
		},
		"balance inquiry": func(r rehearsal) {
			r.sends("pindebit.balanceinquiry", first, body{}, true).has("transaction.state", "DECLINED")
			r.gateway.says(echo(200, body{"balances": body{"USD": body{"currency_code": "USD", "ledger_balance": 200, "available_balance": 157.5}}}))
			r.sends("pindebit.balanceinquiry", first, body{}, true).has("transaction.gpa_order.jit_funding.balances.USD.available_balance", "157.5")
		},
		"refunds": func(r rehearsal) {
			r.sends("refund", first, body{"amount": 6}, false).has("transaction.gpa_order_unload.state", "COMPLETION")
			a := r.sends("refund.authorization", first, body{"amount": 8}, true).has("transaction.gpa_order_unload.state", "PENDING")
			r.sends("refund.authorization.clearing", a, body{"amount": 8}, false).has("transaction.gpa_order_unload.state", "COMPLETION")
			a = r.sends("refund.authorization", first, body{"amount": 8}, true)
			r.sends("refund.authorization.reversal", a, body{"amount": 8}, false).has("transaction.gpa_order_unload.state", "REVERSED")
			r.held("0")
		},
		"declined with a reason": func(r rehearsal) {
			r.gateway.says(echo(402, body{"decline_reason": "SUSPECTED_FRAUD", "memo": "rule 7", "tags": "rule=7"}))
			r.sends("authorization", first, body{"amount": 5}, true).has("transaction.response.code", "1886", "transaction.gpa_order.memo", "rule 7", "transaction.gpa_order.tags", "rule=7",
				"transaction.gpa_order.jit_funding.decline_reason", "SUSPECTED_FRAUD", "transaction.gpa_order.funding.gateway_log.response.data.jit_funding.memo", "rule 7")
		},
		"approved in part": func(r rehearsal) {
			r.gateway.says(echo(200, body{"amount": 12}))
			r.sends("authorization", first, body{"amount": 30}, true).has("transaction.state", "DECLINED")
			r.sends("authorization", first, body{"amount": 30, "pos": body{"partial_approval_capable": true}}, true).
				has("transaction.response.code", "0002", "transaction.amount", "12", "transaction.request_amount", "30")
			r.held("12")
		},
		"too slow": func(r rehearsal) {
			r.fault(`{"funding_source":"source_gw01","effect":"delay","delay":"3500ms","count":1}`)
			a := r.sends("authorization", first, body{"amount": 50}, true).has("transaction.state", "DECLINED", "transaction.gpa_order.funding.gateway_log.timed_out", "true")
			r.get("/_sandbox/transactions/"+a.text("transaction.token")+"/gateway").has("late_response.status", "200", "response", "")
			r.held("0")
			r.sends("authorization", first, body{"amount": 50}, true).has("transaction.state", "PENDING")
		},
		"an answer that is lost": func(r rehearsal) {
			r.fault(`{"funding_source":"source_gw01","effect":"drop_after","count":1}`)
			r.sends("authorization", first, body{"amount": 50}, true).has("transaction.state", "DECLINED", "transaction.gpa_order.funding.gateway_log.timed_out", "false")
			r.held("0")
		},
		"down, and Commando Mode": func(r rehearsal) {
			r.commando(all)
			r.fault(`{"funding_source":"source_gw01","effect":"drop_before","count":1}`)
			a := r.sends("authorization", first, body{"amount": 50}, false).has("transaction.standin_approved_by", "COMMANDO_AUTO")
			r.sends("authorization.clearing", a, body{"amount": 50}, false)
			r.held("0")
		},
		"approved by the network": func(r rehearsal) {
			a := r.sends("authorization", first, body{"amount": 50, "stand_in": body{}}, false).has("transaction.type", "authorization.standin")
			r.sends("authorization.clearing", a, body{"amount": 50}, false)
			r.held("0")
		},
		"foreign currency": func(r rehearsal) {
			r.sends("authorization", first, body{"amount": 11, "currency_conversion": body{"original_amount": 10, "conversion_rate": 1.1, "original_currency_code": "978"}}, true).
				has("transaction.gpa_order.jit_funding.amount", "11", "transaction.currency_conversion.network.original_currency_code", "978")
			asked, _ := r.gateway.last()
			asked.has("amount", "11", "currency_code", "USD", "currency_conversion.network.original_amount", "10")
		},
		"told twice, and late": func(r rehearsal) {
			r.fault(`{"token":"twice","webhook":"w","effect":"duplicate","count":1}`)
			a := r.sends("authorization", first, body{"amount": 50}, true)
			r.inbox.next().has("transactions.0.token", a.text("transaction.token"))
			r.fault(`{"webhook":"w","effect":"status","status":503,"count":1}`)
			a = r.simulate("authorization", body{"card_token": "card_eve", "amount": 60})
			r.delivery("state", "waiting")
			r.inbox.none()
			r.put("/_sandbox/clock", `{"advance":"10s"}`).is(200)
			r.inbox.next().has("transactions.0.token", a.text("transaction.token"))
		},
		"asked twice": func(r rehearsal) {
			r.fault(`{"funding_source":"source_gw01","effect":"duplicate","count":1}`)
			r.sends("authorization", first, body{"amount": 50}, true)
			if asked := r.gateway.asked; len(asked) != 2 || string(asked[0].raw) != string(asked[1].raw) {
				r.Errorf("asked %d times", len(asked))
			}
			r.held("50")
		},
		"money pushed and pulled": func(r rehearsal) {
			r.sends("original.credit.auth_plus_capture", first, body{"amount": 20}, true).has("transaction.gpa_order_unload.jit_funding.amount", "20")
			a := r.sends("account.funding.authorization", first, body{"amount": 20}, true)
			r.sends("account.funding.authorization.clearing", a, body{"amount": 20}, false)
			r.sends("authorization.quasi.cash", first, body{"amount": 20}, true).has("transaction.gpa_order.jit_funding.method", "pgfs.authorization.quasi.cash")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := rehearsal{program: start(t), inbox: receive(t)}
			r.gateway = r.behindGateway()
			r.put("/cardproducts/cp_gw", `{"config":{"transaction_controls":{"allow_quasi_cash":true}}}`).is(200)
			r.put("/_sandbox/clock", `{"mode":"frozen"}`).is(200)
			r.webhook("w", r.inbox.url, "transaction.*")
			play(r)
			r.inbox.none()
		})
	}
}
