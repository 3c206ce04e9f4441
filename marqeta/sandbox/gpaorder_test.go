package sandbox_test

import (
	"strings"
	"testing"
)

// pass lets time go by, and what falls due in it happen.
func (p *program) pass(span string) {
	p.Helper()
	p.put("/_sandbox/clock", map[string]any{"advance": span}).is(200)
}

// worth wants the ledger, the available balance and the pending credits of a holder.
func (p *program) worth(holder, ledger, available, pending string) {
	p.Helper()
	p.get("/balances/"+holder).is(200).has("gpa.ledger_balance", ledger, "gpa.available_balance", available, "gpa.pending_credits", pending,
		"gpa.balances.USD.pending_credits", pending)
}

func TestOrdersFromABankAccount(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/users", map[string]any{"token": "ada"}).is(201)
	p.bank("ada", "bank")
	// The default source need not be named.
	p.post("/gpaorders", map[string]any{"token": "load", "user_token": "ada", "amount": 100, "currency_code": "USD"}).is(201).
		has("state", "PENDING", "response.code", "0000", "funding_source_token", "bank", "funding.source.type", "ach", "funding.source.token", "bank", "funding.amount", "100")
	p.worth("ada", "0", "0", "100")
	pending := p.get("/transactions?user_token=ada").is(200).has("count", "1", "data.0.type", "gpa.credit.pending", "data.0.state", "PENDING",
		"data.0.amount", "100", "data.0.gpa.pending_credits", "100", "data.0.gpa_order.state", "PENDING").lacks("data.0.gpa.impacted_amount", "data.0.settlement_date").text("data.0.token")
	p.post("/gpaorders/unloads", map[string]any{"original_order_token": "load", "amount": 1}).refused(412, "412001")
	p.get("/fundingsources/ach/bank").is(200)

	p.pass("71h")
	p.worth("ada", "0", "0", "100")
	p.pass("1h")
	p.worth("ada", "100", "100", "0")
	order := p.get("/gpaorders/load").is(200).has("state", "COMPLETION")
	p.get("/transactions/"+order.text("transaction_token")).is(200).has("type", "gpa.credit", "state", "COMPLETION", "amount", "100",
		"gpa.impacted_amount", "100", "gpa.pending_credits", "0", "preceding_related_transaction_token", pending, "gpa_order.state", "COMPLETION")
	p.get("/transactions/"+pending).is(200).has("state", "CLEARED")
	p.get("/transactions/"+pending+"/related").is(200).has("count", "2")
	p.get("/transactions/fundingsource/bank").is(200).has("count", "1")
	p.post("/gpaorders/unloads", map[string]any{"original_order_token": "load", "amount": 60}).is(201).has("funding.source.type", "ach", "funding_source_token", "bank")
	p.worth("ada", "40", "40", "0")
}

func TestOrdersFromAPaymentCard(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/users", map[string]any{"token": "ada"}).is(201)
	p.post("/fundingsources/paymentcard", payment(map[string]any{"token": "visa", "user_token": "ada"})).is(200)
	order := map[string]any{"token": "load", "user_token": "ada", "amount": 100, "currency_code": "USD", "funding_source_token": "visa"}
	p.post("/gpaorders", order).refused(400, "400001")
	p.post("/fundingsources/addresses", address(map[string]any{"token": "home", "user_token": "ada"})).is(201)
	p.post("/gpaorders", order).is(201).has("state", "COMPLETION", "funding_source_address_token", "home", "funding.source_address.token", "home",
		"funding.source_address.city", "Oakland", "funding_source_token", "visa", "funding.source.type", "paymentcard", "funding.source.is_default_account", "true")
	p.worth("ada", "100", "100", "0")
	p.post("/gpaorders/unloads", map[string]any{"original_order_token": "load", "amount": 50}).is(201).has("funding_source_address_token", "home", "funding.source.type", "paymentcard")
	p.worth("ada", "50", "50", "0")
	p.post("/gpaorders/unloads", map[string]any{"original_order_token": "load", "amount": 50, "funding_source_address_token": "none"}).refused(400, "400002")

	order["funding_source_address_token"] = "none"
	delete(order, "token")
	p.post("/gpaorders", order).refused(400, "400002")
	order["funding_source_address_token"] = "home"
	p.post("/gpaorders", order).is(201)
	p.put("/fundingsources/paymentcard/visa", map[string]any{"exp_date": "0424", "active": false}).is(200)
	p.post("/gpaorders", order).refused(422, "422002")
}

func TestWhoMayDraw(t *testing.T) {
	t.Parallel()
	p := start(t)
	for _, user := range []string{"ada", "bob"} {
		p.post("/users", map[string]any{"token": user}).is(201)
	}
	p.post("/users", map[string]any{"token": "kid", "parent_token": "ada", "uses_parent_account": true}).is(201)
	p.plastic("ada", "visa")
	draw := func(user, source string) map[string]any {
		return map[string]any{"user_token": user, "amount": 10, "currency_code": "USD", "funding_source_token": source}
	}
	p.post("/gpaorders", draw("bob", "visa")).refused(422, "422002")
	p.post("/gpaorders", draw("kid", "visa")).is(201).has("user_token", "kid")
	order := p.post("/gpaorders", draw("kid", "")).is(201).text("token")
	p.worth("ada", "20", "20", "0")
	p.post("/gpaorders/unloads", map[string]any{"original_order_token": order, "amount": 5, "funding_source_address_token": "visa_home"}).is(201)
	p.worth("ada", "15", "15", "0")
	p.post("/gpaorders", draw("bob", "")).refused(400, "400001")
	p.post("/fundingsources/ach", account(map[string]any{"token": "unproven", "user_token": "ada"})).is(200)
	p.post("/gpaorders", draw("ada", "unproven")).refused(422, "422002")
	p.post("/gpaorders", draw("ada", "none")).refused(400, "400002")
	p.post("/fundingsources/program", map[string]any{"token": "fs", "name": "Loads"}).is(201)
	named := draw("ada", "fs")
	named["funding_source_address_token"] = "visa_home"
	p.post("/gpaorders", named).is(201).has("funding_source_address_token", "visa_home")
	named["user_token"] = "bob"
	p.post("/gpaorders", named).refused(400, "400002")
	p.post("/fundingsources/programgateway", map[string]any{"token": "gate", "name": "n", "url": "", "basic_auth_username": "u", "basic_auth_password": password}).is(201)
	p.post("/gpaorders", draw("ada", "gate")).refused(422, "422002")
	p.post("/gpaorders", map[string]any{"business_token": "none", "amount": 10, "currency_code": "USD", "funding_source_token": "visa"}).refused(400, "400002")
}

func TestALinkedAccountKnowsWhatWasDrawn(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/users", map[string]any{"token": "ada"}).is(201)
	p.post("/fundingsources/ach/partner", map[string]any{"token": "linked", "user_token": "ada", "partner": "PLAID", "partner_account_link_reference_token": "p-1"}).is(200)
	p.post("/gpaorders", map[string]any{"token": "load", "user_token": "ada", "amount": 100.5, "currency_code": "USD"}).is(201)
	p.get("/fundingsources/ach/partner/linked/balance").is(200).has("available_balance", "9899.5")
	p.pass("72h")
	p.post("/gpaorders/unloads", map[string]any{"original_order_token": "load", "amount": 100}).is(201)
	p.get("/fundingsources/ach/partner/linked/balance").is(200).has("available_balance", "9999.5", "account_balance", "9999.5")
}

func TestOrdersWithFees(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	p.get("/balances/bob").has("gpa.ledger_balance", "250")
	p.post("/fees", map[string]any{"token": "flat", "name": "Loading", "amount": 2.5, "currency_code": "USD", "tags": "t"}).is(201)
	p.post("/fees", map[string]any{"token": "share", "name": "Handling", "amount": "1.5", "currency_code": "USD", "type": "PERCENTAGE"}).is(201)
	fees := []any{map[string]any{"token": "flat", "memo": "m"}, map[string]any{"token": "share"}, map[string]any{"token": "flat", "overrideAmount": 1}}
	order := p.post("/gpaorders", map[string]any{"token": "o", "user_token": "bob", "amount": 33.33, "currency_code": "USD", "funding_source_token": "fs_gpa", "fees": fees}).
		is(201).has("amount", "33.33", "funding.amount", "37.33", "fees.0.token", "flat", "fees.0.memo", "m", "fees.0.fee.amount", "2.5", "fees.0.fee.name", "Loading",
		"fees.1.fee.amount", "1.5", "fees.2.overrideAmount", "1", "fees.2.fee.amount", "1")
	p.worth("bob", "283.33", "283.33", "0")
	p.get("/transactions/"+order.text("transaction_token")).is(200).has("type", "gpa.credit", "amount", "37.33", "gpa.impacted_amount", "37.33")
	for i, amount := range []string{"2.5", "0.5", "1"} {
		p.get("/transactions/"+order.text("fees."+string(rune('0'+i))+".transaction_token")).is(200).has("type", "fee.charge", "state", "COMPLETION", "amount", amount,
			"gpa.impacted_amount", "-"+amount, "preceding_related_transaction_token", order.text("transaction_token"), "fee_transfer.token", "o",
			"fee_transfer.user_token", "bob", "fee.currency_code", "USD")
	}
	p.post("/gpaorders/unloads", map[string]any{"original_order_token": "o", "amount": 33.34}).refused(412, "412001")
	p.post("/gpaorders/unloads", map[string]any{"original_order_token": "o", "amount": 33.33}).is(201)
	p.worth("bob", "250", "250", "0")

	// Money of a bank pays its fees when it comes.
	p.bank("bob", "bank")
	slow := p.post("/gpaorders", map[string]any{"token": "slow", "user_token": "bob", "amount": 10, "currency_code": "USD", "funding_source_token": "bank", "fees": fees[:1]}).
		is(201).has("state", "PENDING")
	p.worth("bob", "250", "250", "12.5")
	p.get("/transactions/"+slow.text("fees.0.transaction_token")).refused(404, "404001")
	p.pass("72h")
	p.worth("bob", "260", "260", "0")
	p.get("/transactions/"+slow.text("fees.0.transaction_token")).is(200).has("type", "fee.charge")

	for body, want := range map[string]string{
		`{"token":"none"}`: "400 400002", `{"token":""}`: "400 400001", `{"token":"flat","overrideAmount":-1}`: "400 400001",
		`{"token":"flat","overrideAmount":"0.001"}`: "400 400001", `{"token":"share","overrideAmount":"99999999999"}`: "400 400001",
	} {
		status, code, _ := strings.Cut(want, " ")
		a := p.post("/gpaorders", `{"user_token":"bob","amount":999999999999,"currency_code":"USD","funding_source_token":"fs_gpa","fees":[`+body+`]}`)
		if a.text("error_code") != code || status != "400" {
			t.Errorf("fees %s = %d %s, want %s", body, a.status, a.raw, want)
		}
	}
}
