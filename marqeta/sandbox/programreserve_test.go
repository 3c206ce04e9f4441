package sandbox_test

import "testing"

func TestProgramReserve(t *testing.T) {
	t.Parallel()
	p := start(t)
	r := receive(t)
	p.webhook("hook", r.url, "transaction.*")
	p.get("/programreserve/balances").is(200).has("currency_code", "USD", "ledger_balance", "0", "available_balance", "0", "credit_balance", "0", "pending_credits", "0").
		lacks("gpa", "links")
	body := map[string]any{"token": "r1", "amount": 1000, "currency_code": "USD", "type": "CREDIT", "memo": "m", "tags": "t", "is_collateral": true}
	made := p.post("/programreserve/transactions", body).is(201).has("token", "r1", "amount", "1000", "type", "CREDIT", "state", "COMPLETE", "memo", "m", "tags", "t",
		"is_collateral", "true", "currency_code", "USD")
	r.next().has("transactions.0.type", "programreserve.credit", "transactions.0.amount", "1000").lacks("transactions.0.user_token", "transactions.0.gpa")
	p.get("/transactions/"+made.text("transaction_token")).is(200).has("type", "programreserve.credit", "state", "COMPLETION")
	p.post("/programreserve/transactions", body).is(201)
	body["amount"] = 1001
	p.post("/programreserve/transactions", body).refused(409, "409001").has("error_message", "Token already associated with a different payload")
	for i, step := range []struct{ kind, amount, state, ledger, available, pending string }{
		{"DEBIT", "100.5", "COMPLETE", "899.5", "899.5", "0"},
		{"PENDING_DEBIT", "99.5", "PENDING", "899.5", "800", "0"},
		{"PENDING_CREDIT", "7", "PENDING", "899.5", "800", "7"},
	} {
		p.post("/programreserve/transactions", map[string]any{"token": "s" + string(rune('0'+i)), "amount": step.amount, "currency_code": "USD", "type": step.kind}).
			is(201).has("state", step.state, "type", step.kind)
		p.get("/programreserve/balances").is(200).has("ledger_balance", step.ledger, "available_balance", step.available, "pending_credits", step.pending,
			"balances.USD.available_balance", step.available)
	}
	p.post("/programreserve/transactions", map[string]any{"token": "big", "amount": 800.01, "currency_code": "USD", "type": "DEBIT"}).refused(400, "400001")
	p.post("/programreserve/deposits", map[string]any{"token": "d1", "amount": 5, "currency_code": "EUR"}).is(201).has("type", "CREDIT", "state", "COMPLETE")
	p.get("/programreserve/balances").is(200).has("balances.EUR.ledger_balance", "5", "ledger_balance", "899.5")
	p.get("/programreserve/deposits").is(200).has("count", "1", "data.0.token", "d1").lacks("data.0.stored_deposit")
	p.get("/programreserve/transactions").is(200).has("count", "5", "data.0.token", "d1", "data.4.token", "r1", "is_more", "false")
	p.get("/programreserve/transactions?count=2&sort_by=createdTime").is(200).has("data.0.token", "r1", "is_more", "true")

	for field, bad := range map[string]struct {
		value any
		code  string
	}{
		"token": {nil, "400001"}, "amount": {0, "400001"}, "type": {"GIFT", "400037"}, "currency_code": {"XXX", "400001"},
	} {
		body := map[string]any{"token": "x", "amount": 1, "currency_code": "USD", "type": "CREDIT"}
		body[field] = bad.value
		p.post("/programreserve/transactions", body).refused(400, bad.code)
	}
}

func TestBalancesOfAccounts(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	p.post("/users", map[string]any{"token": "kid", "parent_token": "bob", "uses_parent_account": true}).is(201)
	p.get("/balances/user/kid").is(200).has("user_token", "kid", "account_balances.0.token", "bob", "account_balances.0.default_currency_code", "USD",
		"account_balances.0.balances.USD.ledger_balance", "250")
	p.get("/balances/account/bob").is(200).has("account_balance.token", "bob", "account_balance.balances.USD.available_balance", "250")
	p.get("/balances/user/none").refused(404, "404004")
	p.get("/balances/account/none").refused(404, "404001")
	p.get("/balances/bob/msas").refused(501, "501001")
}
