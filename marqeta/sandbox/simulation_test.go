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

// An advice that nothing is wanted of the purchase ends it.
func TestAdviceToNothing(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	auth := p.simulate("authorization", map[string]any{"card_token": "card_ada", "amount": 100}).text("transaction.token")
	order := p.simulate("authorization.advice", map[string]any{"preceding_related_transaction_token": auth, "amount": 0}).
		has("transaction.state", "PENDING", "transaction.gpa_order.amount", "100", "transaction.gpa_order.state", "REVERSED", "transaction.gpa.ledger_balance", "0").text("transaction.token")
	p.get("/transactions/"+auth).has("state", "CLEARED")
	p.get("/transactions/"+order).has("state", "CLEARED")
	p.simulate("authorization.incremental", map[string]any{"preceding_related_transaction_token": auth, "amount": 1}).has("transaction.response.code", "1017")
	p.simulate("authorization.clearing", map[string]any{"preceding_related_transaction_token": auth, "amount": 7}).has("transaction.response.code", "0000", "transaction.gpa.ledger_balance", "0")
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
		{"refund", `{"card_token":"card_ada","amount":1,"cash_back_amount":1}`, 400, "400001"},
		{"refund", `{"card_token":"card_ada","amount":1,"fees":[{"type":"ACQUIRER_FEE","amount":2,"credit_debit":"D"}]}`, 400, "400001"},
		{"authorization", `{"card_token":"card_ada","amount":1,"event_type":"refund"}`, 400, "400001"},
		{"authorization", `{"card_token":"card_ada","amount":1,"force_post":true}`, 400, "400001"},
		{"authorization", `{"card_token":"card_ada","amount":1,"is_final_clearing":true}`, 400, "400001"},
		{"authorization", `{"card_token":"card_ada","amount":1,"sub_network":"CIRRUSES"}`, 400, "400037"},
		{"authorization", `{"card_token":"card_ada","amount":1,"account_type":"gold"}`, 400, "400037"},
		{"authorization", `{"card_token":"card_ada","amount":1,"fees":[{"type":"TIP","amount":1}]}`, 400, "400037"},
		{"authorization", `{"card_token":"card_ada","amount":1,"fees":[{"type":"ISSUER_FEE","amount":1,"credit_debit":"X"}]}`, 400, "400037"},
		{"authorization", `{"card_token":"card_ada","amount":1,"fees":[{"type":"ISSUER_FEE","amount":"0.001"}]}`, 400, "400001"},
		{"authorization", `{"card_token":"card_ada","amount":1,"fees":[{"type":"ISSUER_FEE","amount":-1}]}`, 400, "400001"},
		{"authorization", `{"card_token":"card_ada","amount":1,"card_options":{"pin":"12345"}}`, 400, "400001"},
		{"authorization", `{"card_token":"card_ada","amount":1,"card_options":{"expiration":"1"}}`, 400, "400001"},
		{"authorization", `{"card_token":"card_ada","amount":1,"card_options":{"card_present":"perhaps"}}`, 400, "400037"},
		{"authorization", `{"card_token":"card_ada","amount":1,"card_acceptor":{"mid":"1234567890123456"}}`, 400, "400001"},
		{"authorization", `{"card_token":"card_ada","amount":1,"card_acceptor":{"mid":"1"}}`, 400, "400001"},
		{"authorization", `{"card_token":"card_ada","amount":1,"card_acceptor":{"mcc":"123456"}}`, 400, "400001"},
		{"authorization", `{"card_token":"card_ada","amount":1,"card_acceptor":{"state":"Cal"}}`, 400, "400001"},
		{"authorization", `{"card_token":"card_ada","amount":1,"card_acceptor":{"postal_code":"12345678901"}}`, 400, "400001"},
		{"authorization", `{"card_token":"card_ada","amount":1,"pos":{"pan_entry_mode":"TELEPATHY"}}`, 400, "400037"},
		{"authorization", `{"card_token":"card_ada","amount":1,"pos":{"special_condition_indicator":"FUN"}}`, 400, "400037"},
		{"authorization", `{"card_token":"card_ada","amount":1,"account_name_verification":{"request_type":"ME"}}`, 400, "400037"},
		{"authorization", `{"card_token":"card_ada","amount":1,"currency_conversion":{"original_currency_code":"999999"}}`, 400, "400001"},
		{"authorization", `{"card_token":"card_ada","amount":1,"currency_conversion":{"original_amount":-1}}`, 400, "400001"},
		{"authorization", `{"card_token":"card_ada","amount":1,"currency_conversion":{"conversion_rate":-1}}`, 400, "400037"},
		{"authorization", `{"card_token":"card_ada","amount":1,"currency_conversion":{"conversion_rate":1e3}}`, 400, "400037"},
		{"authorization", `{"card_token":"card_ada","amount":999999999999,"currency_conversion":{"conversion_rate":"0.000001"}}`, 400, "400001"},
		{"authorization", `{"card_token":"card_ada","amount":999999999999,"currency_conversion":{"original_amount":"0.000001"}}`, 400, "400001"},
		{"account.funding.authorization", `{"card_token":"card_ada","amount":1,"account_funding":{"first_name":"A"}}`, 400, "400001"},
		{"account.funding.authorization", `{"card_token":"card_ada","amount":1,"account_funding":{"first_name":"A","funding_source":"GOLD","receiver_account_type":"IBAN","transaction_type":"CASH_IN"}}`, 400, "400037"},
		{"original.credit.authorization", `{"card_token":"card_ada","amount":1,"original_credit":{"transaction_type":"gift"}}`, 400, "400037"},
		{"original.credit.authorization", `{"card_token":"card_ada","amount":1,"original_credit":{"screening_score":"high"}}`, 400, "400001"},
		{"authorization.clearing", `{"card_token":"card_ada","amount":1,"multi_clearing_sequence_number":"03","multi_clearing_sequence_count":"02"}`, 400, "400001"},
		{"authorization.clearing", `{"card_token":"card_ada","amount":1,"multi_clearing_sequence_number":"3"}`, 400, "400001"},
		{"authorization", `{"card_token":"card_ada","amount":1,"webhook":{"endpoint":"https://example.com/","username":"u"}}`, 400, "400001"},
	} {
		a := p.post("/simulations/cardtransactions/"+c.kind, c.body)
		if a.status != c.status || a.text("error_code") != c.code {
			t.Errorf("%s %s = %d %s, want %d with %s", c.kind, c.body, a.status, a.raw, c.status, c.code)
		}
	}
	p.get("/transactions?state=ALL").has("count", "1") // nothing came of them
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

func TestVerificationOfAnOverdrawnAccount(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	p.simulate("authorization.clearing", map[string]any{"card_token": "card_bob", "amount": 300, "force_post": true}).has("transaction.gpa.available_balance", "-50")
	p.simulate("authorization", map[string]any{"card_token": "card_bob", "amount": 0}).has("transaction.response.code", "0000", "transaction.amount", "0")
	p.simulate("authorization", map[string]any{"card_token": "card_bob", "amount": 1}).has("transaction.response.code", "1016")
}

// An inquiry asks for no money, whatever it says.
func TestBalanceInquiryHasNoAmount(t *testing.T) {
	t.Parallel()
	p := start(t)
	e := p.behindGateway()
	e.says(echo(200, map[string]any{"balances": map[string]any{"USD": map[string]any{"currency_code": "USD", "ledger_balance": 7, "available_balance": 7, "credit_balance": 0, "pending_credits": 0}}}))
	p.simulate("pindebit.balanceinquiry", map[string]any{"card_token": "card_eve", "amount": 31, "fees": []any{map[string]any{"type": "ACQUIRER_FEE", "amount": 2, "credit_debit": "D"}}}).
		has("transaction.state", "CLEARED", "transaction.amount", "0", "transaction.request_amount", "0", "transaction.gpa_order.jit_funding.amount", "0", "transaction.acquirer_fee_amount", "2")
}

// The last clearing of money towards the card ends what was announced.
func TestFinalClearingOfACredit(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	for _, kind := range []string{"refund.authorization", "original.credit.authorization"} {
		open := p.simulate(kind, map[string]any{"card_token": "card_ada", "amount": 10}).has("transaction.state", "PENDING").text("transaction.token")
		p.simulate(kind+".clearing", map[string]any{"preceding_related_transaction_token": open, "amount": 4})
		p.get("/transactions/"+open).has("state", "PENDING")
		p.simulate(kind+".clearing", map[string]any{"preceding_related_transaction_token": open, "amount": 4, "is_final_clearing": true}).
			has("transaction.is_final_clearing", "true", "transaction.amount_to_be_released", "2", "transaction.gpa.impacted_amount", "4")
		p.get("/transactions/"+open).has("state", "CLEARED")
		p.post("/simulate/reversal", map[string]any{"original_transaction_token": open, "amount": 2}).has("transaction.response.code", "1018")
	}
}

// The last of a sequence says that it is, and what it releases.
func TestLastClearingOfASequence(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	auth := p.simulate("authorization", map[string]any{"card_token": "card_bob", "amount": 100}).text("transaction.token")
	p.simulate("authorization.clearing", map[string]any{"preceding_related_transaction_token": auth, "amount": 30, "multi_clearing_sequence_number": "01", "multi_clearing_sequence_count": "02"}).
		has("transaction.is_final_clearing", "false", "transaction.gpa.available_balance", "150").lacks("transaction.amount_to_be_released")
	p.simulate("authorization.clearing", map[string]any{"preceding_related_transaction_token": auth, "amount": 30, "multi_clearing_sequence_number": "02", "multi_clearing_sequence_count": "02"}).
		has("transaction.is_final_clearing", "true", "transaction.amount_to_be_released", "40", "transaction.gpa.available_balance", "190")
}
