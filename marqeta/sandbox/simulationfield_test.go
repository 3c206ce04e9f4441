package sandbox_test

import (
	"maps"
	"testing"
)

// Every field of a simulation, by what it leaves in the transaction.
func TestSimulationFields(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	p.put("/users/ada", `{"first_name":"Ada","middle_name":"Augusta","last_name":"King","address1":"12 Elm Street","postal_code":"94612"}`).is(200)
	p.put("/cards/card_ada", `{"metadata":{"tier":"gold"}}`).is(200)
	cvv := p.get("/cards/card_ada/showpan?show_cvv_number=true").text("cvv_number")
	type object = map[string]any
	for name, c := range map[string]struct {
		kind string
		body object
		want []string
	}{
		"right security code": {"authorization", object{"card_options": object{"cvv": cvv}},
			[]string{"card_security_code_verification.type", "CVV2", "card_security_code_verification.response.code", "0000"}},
		"address": {"authorization", object{"card_options": object{"billing_address": object{"address": "12 Elm St", "zip": "00000"}}},
			[]string{"address_verification.response.code", "0001", "address_verification.request.postal_code", "00000", "address_verification.on_file.postal_code", "94612",
				"address_verification.on_file.street_address", "12 Elm Street"}},
		"name of the bill": {"authorization", object{"card_options": object{"billing_address": object{"first_name": "ADA", "last_name": "Kong"}}},
			[]string{"account_name_verification.response.code", "3011", "account_name_verification.on_file.last_name", "King", "address_verification.response.code", "0202"}},
		"name": {"authorization", object{"amount": 0, "account_name_verification": object{"request_type": "SENDER", "request": object{"first_name": "A.", "middle_name": "Augusta", "last_name": "King"}}},
			[]string{"account_name_verification.response.code", "2332", "account_name_verification.request_type", "SENDER", "amount", "0"}},
		"PIN": {"pindebit", object{"card_options": object{"pin": "6011"}},
			[]string{"pos.pin_present", "true", "pos.cardholder_authentication_method", "PIN", "subnetwork", "VISANETDEBIT"}},
		"card not present": {"authorization", object{"card_options": object{"card_present": "false"}, "pos": object{"pan_entry_mode": "CARD_ON_FILE"}},
			[]string{"pos.card_presence", "false", "pos.pan_entry_mode", "CARD_ON_FILE"}},
		"point of interaction": {"authorization", object{"card_acceptor": object{"poi": object{"tid": "T7", "partial_approval_capable": "0", "cardholder_presence": "1", "card_presence": "true",
			"channel": "ECOMMERCE", "processing_type": "sale", "pin_present": "false", "special_condition_indicator": "DEBT_PAYMENT"}}},
			[]string{"pos.terminal_id", "T7", "pos.partial_approval_capable", "false", "pos.card_holder_presence", "true", "pos.card_presence", "true", "pos.pin_present", "false",
				"pos.terminal_type", "ECOMMERCE", "pos.special_condition_indicator", "DEBT_PAYMENT", "transaction_metadata.payment_channel", "ECOMMERCE"}},
		"special condition": {"authorization", object{"pos": object{"special_condition_indicator": "CRYPTOCURRENCY_PURCHASE", "partial_approval_capable": true}},
			[]string{"pos.special_condition_indicator", "CRYPTOCURRENCY_PURCHASE", "pos.partial_approval_capable", "true"}},
		"merchant": {"authorization", object{"card_acceptor": object{"mid": "000984172732880", "mcc": "7011", "name": "Inn", "address": "1 Sea Rd", "city": "Rye", "state": "NY", "postal_code": "10580", "country_code": "USA"}},
			[]string{"card_acceptor.mid", "000984172732880", "card_acceptor.network_mid", "000984172732880", "card_acceptor.mcc", "7011", "card_acceptor.street_address", "1 Sea Rd", "card_acceptor.state", "NY",
				"transaction_metadata.transaction_category", "HOTEL", "transaction_metadata.is_lodging_auto_rental", "true", "acquirer.institution_country", "840"}},
		"merchant of nobody": {"pindebit.authorization", object{},
			[]string{"card_acceptor.mcc", "5542", "card_acceptor.name", "Marqeta Storefront", "card_acceptor.state", "CA", "card_acceptor.postal_code", "33705", "transaction_metadata.transaction_category", "RETAIL_SALE"}},
		"network of its subnetwork": {"pindebit", object{"sub_network": "MAESTRO"}, []string{"network", "MASTERCARD", "subnetwork", "MAESTRO"}},
		"network without a default": {"authorization", object{"network": "PULSE"}, []string{"network", "PULSE", "subnetwork", ""}},
		"preauthorization":          {"authorization", object{"is_preauthorization": "true"}, []string{"is_preauthorization", "true"}},
		"account type":              {"pindebit.balanceinquiry", object{"account_type": "savings", "amount": nil}, []string{"from_account", "savings", "amount", "0", "state", "CLEARED"}},
		"event type":                {"refund", object{"event_type": "refund"}, []string{"type", "refund", "polarity", "CREDIT"}},
		"no conversion": {"authorization", object{},
			[]string{"currency_conversion.network.original_amount", "10", "currency_conversion.network.conversion_rate", "1", "currency_conversion.network.original_currency_code", "840"}},
		"conversion": {"authorization", object{"currency_conversion": object{"original_amount": "9.21", "conversion_rate": 1.08577633, "original_currency_code": "978"}},
			[]string{"amount", "10", "currency_conversion.network.original_amount", "9.21", "currency_conversion.network.conversion_rate", "1.08577633", "currency_conversion.network.original_currency_code", "978"}},
		"conversion by its rate": {"authorization", object{"currency_conversion": object{"conversion_rate": "0.0067", "original_currency_code": "JPY"}},
			[]string{"amount", "10", "currency_conversion.network.original_amount", "1493", "currency_conversion.network.original_currency_code", "392"}},
		"conversion by its amount": {"authorization", object{"currency_conversion": object{"original_amount": 8, "original_currency_code": 978}},
			[]string{"currency_conversion.network.original_amount", "8", "currency_conversion.network.conversion_rate", "1.25"}},
		"conversion of nothing": {"authorization", object{"currency_conversion": object{"conversion_rate": 0}},
			[]string{"currency_conversion.network.original_amount", "10", "currency_conversion.network.conversion_rate", "1"}},
		"fees on top": {"authorization.atm.withdrawal", object{"fees": []any{object{"type": "ACQUIRER_FEE", "amount": 3.5, "credit_debit": "D"},
			object{"type": "CUR_CONV_CARDHOLDER_FEE", "amount": "0.25", "credit_debit": "D"}, object{"type": "ACQUIRER_FEE", "amount": 1, "credit_debit": "C"}}},
			[]string{"amount", "12.75", "request_amount", "12.75", "acquirer_fee_amount", "2.5", "gpa.impacted_amount", "-12.75", "gpa_order.amount", "12.75", "fees.0.type", "ACQUIRER_FEE",
				"fees.1.credit_debit", "D", "pos.terminal_type", "AUTO_DISPENSER_WITH_PIN", "transaction_metadata.transaction_category", "ATM"}},
		"fees between banks": {"authorization.clearing", object{"fees": []any{object{"type": "INTERCHANGE_FEE", "amount": 0.87, "credit_debit": "C"}, object{"type": "SWITCH_FEE", "amount": 1, "credit_debit": "D"}}},
			[]string{"amount", "10", "issuer_interchange_amount", "0.87", "acquirer_fee_amount", "0", "fees.1.type", "SWITCH_FEE"}},
		"fee of a refund": {"refund", object{"fees": []any{object{"type": "ACQUIRER_FEE", "amount": 1, "credit_debit": "D"}}}, []string{"amount", "9", "gpa.impacted_amount", "9"}},
		"account funding": {"account.funding.authorization", object{"account_funding": object{"transaction_type": "ACCOUNT_TO_ACCOUNT", "funding_source": "CREDIT", "receiver_account_type": "CARD_ACCOUNT",
			"first_name": "First", "last_name": "Last", "transaction_purpose": "GIFTS"}},
			[]string{"account_funding.receiver_name", "First Last", "account_funding.transaction_type", "ACCOUNT_TO_ACCOUNT", "account_funding.transaction_purpose", "GIFTS", "account_funding.first_name", "", "card_acceptor.mcc", "4829"}},
		"original credit": {"original.credit.auth_plus_capture", object{"original_credit": object{"transaction_type": "PERSON_TO_PERSON", "funding_source": "DEBIT", "sender_account_type": "IBAN", "sender_name": "Bob", "screening_score": "007"}},
			[]string{"original_credit.transaction_type", "person_to_person", "original_credit.sender_account_type", "IBAN", "original_credit.screening_score", "007"}},
		"clearing of several": {"authorization.clearing", object{"multi_clearing_sequence_number": "02", "multi_clearing_sequence_count": "04"},
			[]string{"multi_clearing_sequence_number", "02", "multi_clearing_sequence_count", "04", "amount_to_be_released", ""}},
		"cash back": {"authorization", object{"cash_back_amount": 5}, []string{"amount", "15", "cash_back_amount", "5", "type", "authorization"}},
		"who and when": {"authorization", object{}, []string{"issuer_received_time", "2026-03-02T10:15:30.000Z", "local_transaction_date", "2026-03-02T10:15:30Z", "card.metadata.tier", "gold",
			"polarity", "PENDING_DEBIT", "network_metadata.outgoing_response_code", "00", "card_product_token", "cp"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			body := object{"card_token": "card_ada", "amount": 10}
			maps.Copy(body, c.body)
			a := p.simulate(c.kind, body)
			for i := 0; i < len(c.want); i += 2 {
				if got := a.text("transaction." + c.want[i]); got != c.want[i+1] {
					t.Errorf("%s = %q, want %q in %s", c.want[i], got, c.want[i+1], a.raw)
				}
			}
			// What was answered is what is kept.
			if kept := p.get("/transactions/" + a.text("transaction.token")); string(kept.raw) != a.at("transaction") {
				t.Errorf("kept:\n%s\nanswered:\n%s", kept.raw, a.at("transaction"))
			}
		})
	}
}

// A message that follows knows what the first one said.
func TestFollowersInherit(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	p.put("/cardproducts/cp", `{"config":{"transaction_controls":{"accepted_countries_token":"decline_ofac_countries"}}}`).is(200)
	auth := p.simulate("authorization", map[string]any{"card_token": "card_ada", "amount": 30, "currency_code": "EUR", "network": "MASTERCARD",
		"card_acceptor":       map[string]any{"mid": "42", "name": "Blue Fox", "country_code": "GBR"},
		"currency_conversion": map[string]any{"conversion_rate": "1.2", "original_currency_code": "826"}}).
		has("transaction.gpa.currency_code", "USD", "transaction.gpa.ledger_balance", "0", "transaction.gpa.balances.EUR.ledger_balance", "30", "transaction.gpa.balances.EUR.impacted_amount", "-30",
			"transaction.transaction_metadata.cross_border_transaction", "true", "transaction.currency_conversion.network.original_amount", "25").
		lacks("transaction.gpa.impacted_amount")
	token := auth.text("transaction.token")
	more := p.simulate("authorization.incremental", map[string]any{"preceding_related_transaction_token": token, "amount": 6}).
		has("transaction.currency_code", "EUR", "transaction.card_acceptor.name", "Blue Fox", "transaction.network", "MASTERCARD",
			"transaction.currency_conversion.network.original_amount", "5", "transaction.currency_conversion.network.original_currency_code", "826").text("transaction.token")
	p.simulate("authorization.reversal", map[string]any{"preceding_related_transaction_token": token, "amount": 12}).
		has("transaction.user_transaction_time", "2026-03-02T10:15:30Z", "transaction.acquirer.system_trace_audit_number", auth.text("transaction.acquirer.system_trace_audit_number"),
			"transaction.approval_code", auth.text("transaction.approval_code"), "transaction.request_amount", "36", "transaction.state", "PENDING")
	p.simulate("authorization.clearing", map[string]any{"preceding_related_transaction_token": more, "amount": 24, "card_acceptor": map[string]any{"city": "London"}}).
		has("transaction.card_acceptor.name", "Blue Fox", "transaction.card_acceptor.city", "London", "transaction.card_acceptor.mid", "42", "transaction.preceding_related_transaction_token", more,
			"transaction.incremental_authorization_transaction_tokens.0", more, "transaction.network_reference_id", auth.text("transaction.network_reference_id"),
			"transaction.gpa.balances.EUR.ledger_balance", "0", "transaction.currency_conversion.network.original_amount", "20")
	p.get("/balances/ada").has("gpa.balances.EUR.ledger_balance", "0", "gpa.ledger_balance", "0")
	p.post("/simulations/cardtransactions/authorization.clearing", map[string]any{"preceding_related_transaction_token": token, "amount": 1, "currency_code": "USD"}).refused(400, "400001")
}

// What follows a purchase was done where the purchase was.
func TestFollowersKeepTheChannel(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	p.put("/cardproducts/cp", `{"config":{"poi":{"other":{"allow":false}}}}`).is(200)
	online := map[string]any{"poi": map[string]any{"channel": "ECOMMERCE"}}
	auth := p.simulate("authorization", map[string]any{"card_token": "card_ada", "amount": 10, "card_acceptor": online}).has("transaction.state", "PENDING").text("transaction.token")
	for _, kind := range []string{"authorization.incremental", "authorization.advice", "authorization.reversal", "authorization.clearing"} {
		p.simulate(kind, map[string]any{"preceding_related_transaction_token": auth, "amount": 5}).
			has("transaction.response.code", "0000", "transaction.transaction_metadata.payment_channel", "ECOMMERCE", "transaction.pos.terminal_type", "ECOMMERCE")
	}
	cash := p.simulate("authorization.atm.withdrawal", map[string]any{"card_token": "card_ada", "amount": 10}).text("transaction.token")
	p.simulate("authorization.reversal", map[string]any{"preceding_related_transaction_token": cash, "amount": 5}).
		has("transaction.transaction_metadata.payment_channel", "ATM", "transaction.transaction_metadata.transaction_category", "ATM")
	p.simulate("authorization.clearing", map[string]any{"preceding_related_transaction_token": cash, "amount": 5, "force_post": true}).
		has("transaction.transaction_metadata.payment_channel", "OTHER")
}
