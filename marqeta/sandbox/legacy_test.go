package sandbox_test

import (
	"testing"
)

func TestLegacySimulations(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	body := `{"card_token":"card_ada","amount":100,"mid":"123456890","card_acceptor":{"name":"Diner","zip":"94612","country":"USA"},"transaction_options":{"transaction_token":"mine"}}`
	a := p.post("/simulate/authorization", body).
		is(201).has("transaction.token", "mine", "transaction.network", "DISCOVER", "transaction.card_acceptor.mid", "123456890", "transaction.card_acceptor.name", "Diner",
		"transaction.card_acceptor.postal_code", "94612")
	if again := p.post("/simulate/authorization", body).is(201); again.at("transaction") != a.at("transaction") {
		t.Errorf("repeated simulation = %s, want the transaction that is there", again.raw)
	}
	p.post("/simulate/authorization", `{"card_token":"card_ada","amount":101,"mid":"123456890","transaction_options":{"transaction_token":"mine"}}`).refused(409, "409001")
	p.post("/simulate/authorization/advice", `{"original_transaction_token":"mine","amount":80}`).is(201).has("transaction.type", "authorization.advice")
	p.post("/simulate/reversal", `{"original_transaction_token":"mine","amount":30}`).is(201).has("transaction.state", "PENDING")
	p.post("/simulate/clearing", `{"original_transaction_token":"mine","amount":50,"network_fees":[{"type":"INTERCHANGE_FEE","amount":0.5,"credit_debit":"C"}]}`).is(201).
		has("transaction.type", "authorization.clearing", "transaction.state", "COMPLETION", "transaction.issuer_interchange_amount", "0.5")
	p.post("/simulate/clearing", `{"original_transaction_token":"mine","amount":50,"is_refund":true}`).is(201).
		has("transaction.type", "refund", "transaction.state", "COMPLETION", "transaction.card_acceptor.name", "Diner", "transaction.network", "DISCOVER").
		lacks("transaction.preceding_related_transaction_token")
	p.post("/simulate/clearing", `{"original_transaction_token":"mine","amount":5,"force_post":true}`).is(201).has("transaction.gpa_order.state", "COMPLETION")
	p.post("/simulate/financial/withdrawal", `{"card_token":"card_ada","amount":10,"mid":"11","account_type":"checking"}`).is(201).
		has("transaction.type", "pindebit.atm.withdrawal", "transaction.state", "COMPLETION", "transaction.from_account", "checking")
	p.post("/simulate/financial/balanceinquiry", `{"card_token":"card_ada","mid":"11","card_acceptor":{},"account_type":"checking"}`).is(201).
		has("transaction.type", "pindebit.balanceinquiry", "transaction.state", "CLEARED", "transaction.amount", "0").lacks("transaction.gpa.impacted_amount")
}

// Each opening has a clearing and a reversal of its own; the old paths find it.
func TestLegacyFollowersFit(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	p.put("/cardproducts/cp", `{"config":{"transaction_controls":{"allow_quasi_cash":true}}}`).is(200)
	for opener, c := range map[string]struct{ clearing, reversal, order string }{
		"authorization":                     {"authorization.clearing", "authorization.reversal", "gpa_order"},
		"authorization.cashback":            {"authorization.clearing", "authorization.reversal", "gpa_order"},
		"authorization.atm.withdrawal":      {"authorization.clearing.atm.withdrawal", "authorization.reversal", "gpa_order"},
		"authorization.quasi.cash":          {"authorization.clearing.quasi.cash", "authorization.reversal", "gpa_order"},
		"account.funding.authorization":     {"account.funding.authorization.clearing", "account.funding.authorization.reversal", "gpa_order"},
		"account.funding.auth_plus_capture": {"", "account.funding.auth_plus_capture.reversal", "gpa_order"},
		"pindebit":                          {"", "pindebit.reversal", "gpa_order"},
		"pindebit.cashback":                 {"", "pindebit.reversal", "gpa_order"},
		"pindebit.authorization":            {"pindebit.authorization.clearing", "pindebit.authorization.reversal", "gpa_order"},
		"pindebit.refund":                   {"", "pindebit.refund.reversal", "gpa_order_unload"},
		"refund.authorization":              {"refund.authorization.clearing", "refund.authorization.reversal", "gpa_order_unload"},
		"original.credit.authorization":     {"original.credit.authorization.clearing", "original.credit.authorization.reversal", "gpa_order_unload"},
		"original.credit.auth_plus_capture": {"", "original.credit.auth_plus_capture.reversal", "gpa_order_unload"},
	} {
		for path, kind := range map[string]string{"/simulate/clearing": c.clearing, "/simulate/reversal": c.reversal} {
			if kind == "" {
				continue
			}
			token := p.simulate(opener, map[string]any{"card_token": "card_ada", "amount": 10, "cash_back_amount": cashBack(opener)}).text("transaction.token")
			p.post(path, map[string]any{"original_transaction_token": token, "amount": 10}).is(201).
				has("transaction.type", kind, "transaction.preceding_related_transaction_token", token, "transaction.response.code", "0000", "transaction."+c.order+".amount", "10")
		}
	}
	refund := p.simulate("refund", map[string]any{"card_token": "card_ada", "amount": 10}).text("transaction.token")
	p.post("/simulate/reversal", map[string]any{"original_transaction_token": refund, "amount": 10}).refused(400, "400001")
}

func cashBack(kind string) any {
	if kind == "authorization.cashback" || kind == "pindebit.cashback" {
		return 0
	}
	return nil
}

// A preauthorized PIN debit and the advice that completes it.
func TestFinancialAdvice(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	pump := p.post("/simulate/financial", `{"card_token":"card_bob","amount":100,"mid":"11","is_pre_auth":true,"card_acceptor":{"mcc":"5542"},"pin":"1234"}`).is(201).
		has("transaction.type", "pindebit.authorization", "transaction.state", "PENDING", "transaction.is_preauthorization", "true", "transaction.pos.pin_present", "true",
			"transaction.gpa.available_balance", "150").text("transaction.token")
	advice := map[string]any{"original_transaction_token": pump, "amount": "39.99"}
	p.post("/simulate/financial/advice", advice).is(201).has("transaction.type", "pindebit.authorization.clearing", "transaction.state", "COMPLETION", "transaction.amount", "39.99",
		"transaction.amount_to_be_released", "60.01", "transaction.preceding_transaction.token", pump, "transaction.preceding_transaction.amount", "100",
		"transaction.gpa.available_balance", "210.01", "transaction.gpa.ledger_balance", "210.01", "raw_iso8583.0", "2210")
	p.get("/transactions/"+pump).has("state", "CLEARED")
	p.post("/simulate/financial/advice", advice).is(201).has("transaction.state", "DECLINED", "transaction.response.code", "1018")
	p.post("/simulate/financial", `{"card_token":"card_bob","amount":10,"cash_back_amount":5,"mid":"11","card_acceptor":{}}`).is(201).
		has("transaction.type", "pindebit.cashback", "transaction.amount", "15", "raw_iso8583.3", "090000")
	p.post("/simulate/authorization", `{"card_token":"card_bob","amount":10,"cash_back_amount":5,"mid":"11"}`).is(201).has("transaction.type", "authorization.cashback")
}

func TestLegacyOriginalCredit(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	p.post("/simulate/financial/originalcredit", `{"card_token":"card_bob","amount":10,"mid":"11","type":"person_to_person","screening_score":"42","transactionPurpose":"gift",
		"sender_data":{"funding_source":"mobile_money_payment","sender_account_type":"bank_account_number_and_identification_code","sender_name":"Eve","sender_city":"Rye","transaction_purpose":"gifts","fast_funds_enabled":"true","deferred_hold_by":"visa"}}`).
		is(201).has("transaction.type", "original.credit.auth_plus_capture", "transaction.state", "COMPLETION", "transaction.gpa.available_balance", "260",
		"transaction.original_credit.transaction_type", "person_to_person", "transaction.original_credit.funding_source", "MOBILE_MONEY_ACCOUNT",
		"transaction.original_credit.sender_account_type", "BANK_ACCOUNT_NUMBER_AND_BANK_IDENTIFICATION_CODE", "transaction.original_credit.sender_name", "Eve", "transaction.original_credit.sender_city", "Rye",
		"transaction.original_credit.transaction_purpose", "gifts", "transaction.original_credit.fast_funds_enabled", "true", "transaction.original_credit.deferred_hold_by", "visa",
		"transaction.original_credit.screening_score", "42", "raw_iso8583.3", "260000")
	p.post("/cardtransitions", `{"card_token":"card_bob","state":"TERMINATED","channel":"API"}`).is(201)
	p.post("/simulate/financial/originalcredit", `{"card_token":"card_bob","amount":10,"mid":"11","type":"loyalty"}`).is(201).
		has("transaction.state", "DECLINED", "transaction.response.code", "1806", "transaction.original_credit.transaction_type", "loyalty")
}

func TestLegacyOptions(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	expiry := p.get("/cards/card_ada").text("expiration") // MMYY
	ask := func(more string) answer {
		return p.post("/simulate/authorization", `{"card_token":"card_ada","amount":10,"mid":"11",`+more+`}`).is(201)
	}
	ask(`"transaction_options":{"card_expiration_date_yymm":"`+expiry[2:]+expiry[:2]+`","send_expiration_date":true}`).has("transaction.response.code", "0000")
	ask(`"transaction_options":{"card_expiration_date_yymm":"0101"}`).has("transaction.response.code", "1002")
	ask(`"transaction_options":{"additional_data":"more","is_async":true,"encryption_key_id":"k","database_transaction_timeout":5,"transaction_timeout_threshold_seconds":5,"send_track_data":true}`).
		has("transaction.response.code", "0000", "raw_iso8583.48", "more")
	ask(`"card_options":{"cvv":"xyz"}`).has("transaction.response.code", "1025", "transaction.pos.card_presence", "false", "raw_iso8583.39", "1025", "raw_iso8583.44.3", "57").lacks("raw_iso8583.38")
	ask(`"vcn_data":{"anything":[1]},"network_metadata":{"product_id":"DEBIT_MASTERCARD","incoming_response_code":"00","installment_payment":{"currency_code":"USD","total_amount_funded":30}}`).
		has("transaction.network_metadata.product_id", "DEBIT_MASTERCARD", "transaction.network_metadata.incoming_response_code", "00", "transaction.network_metadata.outgoing_response_code", "00",
			"transaction.network_metadata.installment_payment.total_amount_funded", "30")
	ask(`"card_acceptor":{"ecommerce_security_level_indicator":"05","phone":"+1","url":"https://x.example","customer_service_phone":"+2","partial_approval_capable":"true"}`).
		has("transaction.cardholder_authentication_data.electronic_commerce_indicator", "authentication_successful", "transaction.transaction_metadata.payment_channel", "ECOMMERCE",
			"transaction.card_acceptor.phone", "+1", "transaction.card_acceptor.customer_service_phone", "+2", "transaction.pos.partial_approval_capable", "true")

	p.put("/users/ada", `{"postal_code":"60-574"}`).is(200)
	ask(`"card_options":{"card_present":true,"billing_address":{"compressed_zip":"60574"}}`).has("transaction.address_verification.request.postal_code", "60574", "transaction.address_verification.response.code", "0200")

	// A reversal that only tells is never refused; one that finds no original in time is.
	old := ask(`"is_pre_auth":false`).text("transaction.token")
	p.after("P3D")
	p.post("/simulate/reversal", map[string]any{"original_transaction_token": old, "amount": 10, "find_original_window_days": 2}).is(201).
		has("transaction.state", "DECLINED", "transaction.response.code", "1812")
	p.post("/simulate/reversal", map[string]any{"original_transaction_token": old, "amount": 10, "find_original_window_days": 3}).is(201).has("transaction.state", "CLEARED")
	p.post("/simulate/reversal", map[string]any{"original_transaction_token": old, "amount": 10}).is(201).has("transaction.response.code", "1017")
	p.post("/simulate/reversal", map[string]any{"original_transaction_token": old, "amount": 10, "is_advice": true}).is(201).
		has("transaction.response.code", "0000", "transaction.state", "CLEARED", "transaction.amount", "0", "transaction.gpa.impacted_amount", "0")
}

func TestLegacyRefusals(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	auth := p.simulate("authorization", map[string]any{"card_token": "card_ada", "amount": 10}).text("transaction.token")
	for _, c := range []struct {
		path, body string
		status     int
		code       string
	}{
		{"authorization", `{}`, 400, "400001"},
		{"authorization", `{"card_token":"card_ada","amount":1}`, 400, "400001"},
		{"authorization", `{"card_token":"none","amount":1,"mid":"1"}`, 400, "400002"},
		{"authorization", `{"card_token":"card_ada","amount":1,"mid":"1","card_acceptor":{"name":"` + "123456789012345678901234567890123456789012345678901" + `"}}`, 400, "400001"},
		{"authorization", `{"card_token":"card_ada","amount":1,"mid":"1","transaction_options":{"pre_auth_time_limit":"soon"}}`, 400, "400001"},
		{"authorization", `{"card_token":"card_ada","amount":1,"mid":"1","transaction_options":{"pre_auth_time_limit":"0"}}`, 400, "400001"},
		{"authorization", `{"card_token":"card_ada","amount":1,"mid":"1","transaction_options":{"card_expiration_date_yymm":"3"}}`, 400, "400001"},
		{"authorization", `{"card_token":"card_ada","amount":1,"mid":"1","transaction_options":{"transaction_token":""}}`, 400, "400001"},
		{"authorization", `{"card_token":"card_ada","amount":1,"mid":"1","vcn_data":7}`, 400, "400037"},
		{"authorization/advice", `{"amount":1}`, 400, "400001"},
		{"authorization/advice", `{"original_transaction_token":"none","amount":1}`, 404, "404001"},
		{"clearing", `{"original_transaction_token":"none","amount":5,"is_refund":true}`, 404, "404001"},
		{"clearing", `{"original_transaction_token":"` + auth + `"}`, 400, "400001"},
		{"clearing", `{"card_token":"card_ada","amount":1}`, 400, "400001"},
		{"reversal", `{"original_transaction_token":"` + auth + `","amount":1,"find_original_window_days":-1}`, 400, "400001"},
		{"reversal", `{"original_transaction_token":"` + auth + `","amount":0}`, 400, "400001"},
		{"financial", `{"card_token":"card_ada","amount":1,"mid":"1"}`, 400, "400001"},
		{"financial/advice", `{"original_transaction_token":"none","amount":1}`, 404, "404001"},
		{"financial/balanceinquiry", `{"card_token":"card_ada","mid":"1","card_acceptor":{}}`, 400, "400001"},
		{"financial/balanceinquiry", `{"card_token":"card_ada","mid":"1","card_acceptor":{},"account_type":"gold"}`, 400, "400037"},
		{"financial/withdrawal", `{"card_token":"card_ada","amount":1}`, 400, "400001"},
		{"financial/originalcredit", `{"card_token":"card_ada","amount":1,"mid":"1"}`, 400, "400001"},
		{"financial/originalcredit", `{"card_token":"card_ada","amount":1,"mid":"1","type":"gift"}`, 400, "400037"},
		{"financial/originalcredit", `{"card_token":"card_ada","amount":1,"mid":"1","type":"loyalty","sender_data":{}}`, 400, "400001"},
		{"financial/originalcredit", `{"card_token":"card_ada","amount":1,"mid":"1","type":"loyalty","sender_data":{"funding_source":"gold"}}`, 400, "400037"},
	} {
		a := p.post("/simulate/"+c.path, c.body)
		if a.status != c.status || a.text("error_code") != c.code {
			t.Errorf("%s %s = %d %s, want %d with %s", c.path, c.body, a.status, a.raw, c.status, c.code)
		}
	}
}

// The network message of an answer, field by field.
func TestRawMessage(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	auth := p.post("/simulate/authorization", `{"card_token":"card_bob","amount":"12.50","mid":"1","is_pre_auth":true,"card_acceptor":{"mcc":"5812","name":"Diner","address":"1 Elm","city":"Oakland","state":"CA","zip":"94612","country":"USA"}}`).is(201)
	card := p.get("/cards/card_bob?show_pan=false")
	trace := auth.text("transaction.acquirer.system_trace_audit_number")
	auth.has("raw_iso8583.0", "2110", "raw_iso8583.2", card.text("pan"), "raw_iso8583.3", "000000", "raw_iso8583.4", "000000001250", "raw_iso8583.7", "0302101530",
		"raw_iso8583.11", "000000"+trace, "raw_iso8583.12", "20260302101530", "raw_iso8583.13", "260302", "raw_iso8583.14", "3003", "raw_iso8583.15", "20260302", "raw_iso8583.17", "0302",
		"raw_iso8583.22", "000", "raw_iso8583.24", "101", "raw_iso8583.26", "5812", "raw_iso8583.37", auth.text("transaction.acquirer.retrieval_reference_number"),
		"raw_iso8583.38", auth.text("transaction.approval_code"), "raw_iso8583.39", "0000", "raw_iso8583.42", "1", "raw_iso8583.43.2", "Diner", "raw_iso8583.43.3", "1 Elm", "raw_iso8583.43.4", "Oakland",
		"raw_iso8583.43.5", "CA", "raw_iso8583.43.6", "94612", "raw_iso8583.43.7", "840", "raw_iso8583.44.1", "Approved or completed successfully", "raw_iso8583.44.3", "00",
		"raw_iso8583.54", "00028402C00000002375000018402C000000025000", "raw_iso8583.63", "DISCOVER", "raw_iso8583.112.101", "237.50", "raw_iso8583.112.102", "250.00", "raw_iso8583.112.103", "840",
		"raw_iso8583.180", "sandbox").lacks("raw_iso8583.56", "raw_iso8583.95")
	token := auth.text("transaction.token")
	p.post("/simulate/reversal", map[string]any{"original_transaction_token": token, "amount": 5}).is(201).
		has("raw_iso8583.0", "2430", "raw_iso8583.4", "000000001250", "raw_iso8583.11", "000000"+trace, "raw_iso8583.24", "401", "raw_iso8583.56.7", token, "raw_iso8583.95.1", "000000000750").
		lacks("raw_iso8583.15")
	p.post("/simulate/clearing", map[string]any{"original_transaction_token": token, "amount": 300}).is(201).
		has("raw_iso8583.0", "2210", "raw_iso8583.3", "900000", "raw_iso8583.56.7", token, "raw_iso8583.54", "00028402D00000000500000018402D000000005000", "raw_iso8583.112.101", "-50.00")
	p.post("/simulate/authorization", `{"card_token":"card_bob","amount":500,"currency_code":"JPY","mid":"1"}`).is(201).
		has("transaction.response.code", "1014", "transaction.response.memo", "Account not found", "raw_iso8583.4", "000000000500", "raw_iso8583.49", "392", "raw_iso8583.44.3", "14")
}

func TestLegacySecurityCodeMayBeShort(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	p.post("/simulate/authorization", `{"card_token":"card_ada","amount":1,"mid":"42","card_options":{"cvv":"12"}}`).is(201).has("transaction.response.code", "1025")
}
