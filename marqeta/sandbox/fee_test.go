package sandbox_test

import (
	"strings"
	"testing"
)

func TestFees(t *testing.T) {
	t.Parallel()
	p := start(t)
	body := map[string]any{"token": "monthly", "name": "Monthly", "amount": 3.5, "currency_code": "USD", "tags": "a,b",
		"fee_attributes": map[string]any{"transaction_type": "authorization"}}
	p.post("/fees", body).is(201).has("token", "monthly", "amount", "3.5", "category", "STANDALONE", "type", "FLAT", "active", "true", "tags", "a,b",
		"fee_attributes", `{"transaction_type":"authorization"}`, "created_time", "2026-03-02T10:15:30Z")
	p.post("/fees", body).is(201)
	body["amount"] = 4
	p.post("/fees", body).refused(409, "409001").has("error_message", "Request already processed with a different payload")
	p.get("/fees/monthly").is(200).has("name", "Monthly")
	p.put("/fees/monthly", map[string]any{"amount": 5, "active": false}).is(200).has("amount", "5", "active", "false", "name", "Monthly")
	p.put("/fees/monthly", map[string]any{}).is(200)
	p.post("/fees", map[string]any{"token": "later", "name": "Later", "amount": 0, "currency_code": "JPY"}).is(201)
	p.get("/fees").is(200).has("count", "2", "data.0.token", "later")
	p.get("/fees/none").refused(404, "404001")
	p.put("/fees/none", map[string]any{}).refused(404, "404001")
	p.put("/fees/monthly", map[string]any{"amount": 0.001}).refused(400, "400001")
	p.put("/fees/monthly", map[string]any{"amount": 0.001, "type": "PERCENTAGE"}).is(200)
	for field, bad := range map[string]struct {
		value any
		code  string
	}{
		"name": {"", "400001"}, "amount": {nil, "400001"}, "currency_code": {"DOLLAR", "400001"}, "type": {"SOME", "400037"},
		"category": {"OTHER", "400037"}, "tags": {strings.Repeat("t", 256), "400001"}, "active": {"perhaps", "400037"},
	} {
		body := map[string]any{"name": "n", "amount": 1, "currency_code": "USD"}
		body[field] = bad.value
		p.post("/fees", body).refused(400, bad.code)
	}
	p.post("/fees", map[string]any{"name": "n", "amount": -1, "currency_code": "USD"}).refused(400, "400001")
	p.post("/fees", map[string]any{"name": "n", "amount": 0.5, "currency_code": "JPY"}).refused(400, "400001")
}

func TestFeeChargesAndRefunds(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	p.post("/fees", map[string]any{"token": "ten", "name": "Ten", "amount": 10, "currency_code": "USD"}).is(201)
	p.post("/fees", map[string]any{"token": "lots", "name": "Lots", "amount": 240.01, "currency_code": "USD"}).is(201)
	r := receive(t)
	p.webhook("hook", r.url, "transaction.fee.charge", "transaction.fee.charge.refund")
	charge := func(fees ...any) map[string]any {
		return map[string]any{"token": "c1", "user_token": "bob", "tags": "why", "fees": fees}
	}
	ten, lots := map[string]any{"token": "ten", "memo": "m"}, map[string]any{"token": "lots"}
	// All of them or none.
	p.post("/feecharges", charge(ten, lots)).refused(422, "422003")
	p.worth("bob", "250", "250", "0")
	made := p.post("/feecharges", charge(ten, ten)).is(201).has("token", "c1", "user_token", "bob", "tags", "why", "fees.0.token", "ten", "fees.0.memo", "m",
		"fees.1.fee.amount", "10").lacks("business_token")
	p.post("/feecharges", charge(ten, ten)).is(201)
	p.post("/feecharges", charge(ten)).refused(409, "409001")
	p.worth("bob", "230", "230", "0")
	p.get("/feecharges/c1").is(200).has("fees.1.token", "ten")
	p.get("/feecharges/none").refused(404, "404001")
	first := made.text("fees.0.transaction_token")
	p.get("/transactions/"+first).is(200).has("type", "fee.charge", "amount", "10", "gpa.impacted_amount", "-10", "fee_transfer.token", "c1",
		"fee_transfer.fees.0.transaction_token", first, "user_token", "bob", "network", "MARQETA").lacks("card_token", "fee_transfer.fees.1")
	r.next().has("transactions.0.type", "fee.charge")

	p.post("/feerefunds", map[string]any{"original_fee_transaction_token": first, "tags": "sorry"}).is(201).has("user_token", "bob", "tags", "sorry", "fees.0.token", "ten")
	p.worth("bob", "240", "240", "0")
	p.get("/transactions/"+first+"/related").is(200).has("count", "2")
	p.get("/transactions?type=fee.charge.refund").is(200).has("count", "1", "data.0.amount", "10", "data.0.gpa.impacted_amount", "10", "data.0.preceding_related_transaction_token", first)
	p.post("/feerefunds", map[string]any{"original_fee_transaction_token": first}).refused(422, "422002")
	p.post("/feerefunds", map[string]any{"original_fee_transaction_token": "none"}).refused(400, "400002")
	p.post("/feerefunds", map[string]any{}).refused(400, "400001")

	p.post("/fees", map[string]any{"token": "share", "name": "n", "amount": 1, "currency_code": "USD", "type": "PERCENTAGE"}).is(201)
	p.post("/fees", map[string]any{"token": "live", "name": "n", "amount": 1, "currency_code": "USD", "category": "REALTIME"}).is(201)
	p.post("/fees", map[string]any{"token": "off", "name": "n", "amount": 1, "currency_code": "USD", "active": false}).is(201)
	p.post("/fees", map[string]any{"token": "euro", "name": "n", "amount": 1, "currency_code": "EUR"}).is(201)
	for _, fees := range []string{`[{"token":"share"}]`, `[{"token":"live"}]`, `[{"token":"off"}]`, `[{"token":"ten"},{"token":"euro"}]`} {
		p.post("/feecharges", `{"user_token":"bob","fees":`+fees+`}`).refused(422, "422002")
	}
	for body, code := range map[string]string{
		`{"user_token":"bob"}`: "400001", `{"user_token":"bob","fees":[]}`: "400001", `{"user_token":"bob","fees":[{"token":"none"}]}`: "400002",
		`{"user_token":"none","fees":[{"token":"ten"}]}`: "400010", `{"fees":[{"token":"ten"}]}`: "400001", `{"user_token":"bob","fees":{}}`: "400037",
		`{"user_token":"bob","fees":[{"token":"ten","memo":"` + strings.Repeat("m", 100) + `"}]}`: "400001",
	} {
		p.post("/feecharges", body).refused(400, code)
	}
	p.post("/usertransitions", map[string]any{"user_token": "bob", "status": "SUSPENDED", "reason_code": "05", "channel": "ADMIN"}).is(201)
	p.post("/feecharges", map[string]any{"user_token": "bob", "fees": []any{ten}}).refused(422, "422001")
}

func TestNoFeesWhereAGatewayPays(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/fundingsources/program", map[string]any{"token": "fs", "name": "Loads"}).is(201)
	p.post("/fundingsources/programgateway", map[string]any{"token": "gate", "name": "n", "url": "", "basic_auth_username": "u", "basic_auth_password": password}).is(201)
	p.product("cp_gate", map[string]any{"jit_funding": map[string]any{"programgateway_funding_source": map[string]any{"enabled": true, "funding_source_token": "gate"}}})
	p.holder("ada", "cp_gate")
	p.post("/fees", map[string]any{"token": "ten", "name": "Ten", "amount": 10, "currency_code": "USD"}).is(201)
	p.post("/feecharges", map[string]any{"user_token": "ada", "fees": []any{map[string]any{"token": "ten"}}}).refused(422, "422002")
	order := map[string]any{"user_token": "ada", "amount": 10, "currency_code": "USD", "funding_source_token": "fs", "fees": []any{map[string]any{"token": "ten"}}}
	p.post("/gpaorders", order).refused(422, "422002")
	delete(order, "fees")
	p.post("/gpaorders", order).is(201)
}

func TestRealTimeFeeGroups(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/fees", map[string]any{"token": "live", "name": "n", "amount": 1, "currency_code": "USD", "category": "REALTIME"}).is(201)
	body := map[string]any{"token": "group", "name": "Group", "fee_tokens": []any{"live"}}
	p.post("/realtimefeegroups", body).is(201).has("token", "group", "name", "Group", "active", "true", "fee_tokens.0", "live")
	p.post("/realtimefeegroups", body).is(201)
	p.post("/realtimefeegroups", map[string]any{"token": "group", "name": "Other"}).refused(409, "409001")
	p.put("/realtimefeegroups/group", map[string]any{"active": false}).is(200).has("active", "false", "name", "Group", "fee_tokens.0", "live")
	p.put("/realtimefeegroups/group", map[string]any{"fee_tokens": []any{"none"}}).refused(400, "400002")
	p.get("/realtimefeegroups/group").is(200).has("active", "false")
	p.get("/realtimefeegroups").is(200).has("count", "1")
	p.post("/accountholdergroups", map[string]any{"token": "ahg", "name": "n", "config": map[string]any{"real_time_fee_group_token": "group"}}).is(201)
	p.put("/accountholdergroups/ahg", map[string]any{"config": map[string]any{"real_time_fee_group_token": "none"}}).refused(400, "400002")
	p.get("/realtimefeegroups/none").refused(404, "404001")
	p.put("/realtimefeegroups/none", map[string]any{}).refused(404, "404001")
	p.post("/realtimefeegroups", map[string]any{}).refused(400, "400001")
	p.post("/realtimefeegroups", map[string]any{"name": "Twice", "fee_tokens": []any{"live", "live"}}).refused(400, "400001")

	p.post("/accountholdergroups", `{"token":"g","config":{"real_time_fee_group_token":"none"}}`).refused(400, "400002")
	p.post("/accountholdergroups", `{"token":"g","config":{"real_time_fee_group_token":"group"}}`).is(201)
	p.put("/accountholdergroups/g", `{"config":{"real_time_fee_group_token":"none"}}`).refused(400, "400002")
	p.get("/accountholdergroups/g").has("config.real_time_fee_group_token", "group")
}
