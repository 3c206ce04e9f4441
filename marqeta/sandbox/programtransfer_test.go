package sandbox_test

import "testing"

func TestProgramTransfers(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	p.post("/fundingsources/program", map[string]any{"token": "till", "name": "Till"}).is(201)
	p.post("/fees", map[string]any{"token": "share", "name": "Share", "amount": 10, "currency_code": "USD", "type": "PERCENTAGE"}).is(201)
	p.post("/programtransfers/types", map[string]any{"token": "rent", "program_funding_source_token": "till", "memo": "Rent", "tags": "x"}).
		is(201).has("memo", "Rent", "program_funding_source_token", "till", "tags", "x", "created_time", "2026-03-02T10:15:30Z")
	body := map[string]any{"token": "t1", "type_token": "rent", "user_token": "bob", "amount": 50, "currency_code": "USD", "memo": "m", "tags": "t",
		"fees": []any{map[string]any{"token": "share"}}}
	made := p.post("/programtransfers", body).is(201).has("token", "t1", "type_token", "rent", "user_token", "bob", "amount", "50", "memo", "m", "tags", "t",
		"fees.0.token", "share", "fees.0.fee.amount", "10")
	p.post("/programtransfers", body).is(201)
	body["amount"] = 51
	p.post("/programtransfers", body).refused(409, "409001").has("error_message", "Request already processed with a different payload")
	p.worth("bob", "195", "195", "0")
	p.get("/transactions/"+made.text("transaction_token")).is(200).has("type", "transfer.program", "state", "COMPLETION", "amount", "50",
		"gpa.impacted_amount", "-50", "program_transfer.token", "t1", "program_transfer.type_token", "rent")
	p.get("/transactions/"+made.text("fees.0.transaction_token")).is(200).has("type", "fee.charge", "amount", "5", "gpa.ledger_balance", "195")
	p.get("/transactions/fundingsource/till?polarity=DEBIT").is(200).has("count", "1", "data.0.type", "transfer.program")

	// The amount with its fees has to be there: nothing is moved otherwise.
	delete(body, "token")
	body["amount"] = 195
	p.post("/programtransfers", body).refused(412, "412001")
	p.worth("bob", "195", "195", "0")
	delete(body, "fees")
	p.post("/programtransfers", body).is(201)
	p.worth("bob", "0", "0", "0")
	p.post("/programtransfers/types", map[string]any{"token": "other", "program_funding_source_token": "till", "memo": "Other"}).is(201)
	p.get("/programtransfers").is(200).has("count", "2", "data.1.token", "t1")
	p.get("/programtransfers?user_token=bob&type_token=rent&count=1").is(200).has("count", "1", "is_more", "true")
	p.get("/programtransfers?type_token=other").is(200).has("count", "0")
	p.get("/programtransfers?business_token=none").is(200).has("count", "0")
	p.get("/programtransfers/t1").is(200).has("fees.0.token", "share")
	p.get("/programtransfers/none").refused(404, "404001")

	for field, bad := range map[string]struct {
		value  any
		status int
		code   string
	}{
		"type_token": {"none", 404, "404001"}, "user_token": {"none", 400, "400010"}, "amount": {0, 400, "400001"},
		"currency_code": {"XXX", 400, "400001"}, "fees": {[]any{map[string]any{"token": "none"}}, 400, "400002"},
	} {
		body := map[string]any{"type_token": "rent", "user_token": "bob", "amount": 1, "currency_code": "USD"}
		body[field] = bad.value
		p.post("/programtransfers", body).refused(bad.status, bad.code)
	}
}

func TestProgramTransferTypes(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/fundingsources/program", map[string]any{"token": "till", "name": "Till"}).is(201)
	body := map[string]any{"token": "rent", "program_funding_source_token": "till", "memo": "Rent"}
	p.post("/programtransfers/types", body).is(201)
	p.post("/programtransfers/types", body).is(201)
	body["memo"] = "Other"
	p.post("/programtransfers/types", body).refused(409, "409001").has("error_message", "Token already used")
	p.put("/programtransfers/types/rent", map[string]any{"memo": "New"}).is(200).has("memo", "New", "program_funding_source_token", "till")
	p.put("/programtransfers/types/rent", map[string]any{}).is(200)
	p.put("/programtransfers/types/rent", map[string]any{"program_funding_source_token": "none"}).refused(404, "404001")
	p.put("/programtransfers/types/none", map[string]any{}).refused(404, "404001")
	p.get("/programtransfers/types/rent").is(200).has("memo", "New")
	p.get("/programtransfers/types/none").refused(404, "404001")
	p.get("/programtransfers/types").is(200).has("count", "1")
	p.post("/programtransfers/types", map[string]any{"program_funding_source_token": "none", "memo": "m"}).refused(404, "404001")
	p.post("/programtransfers/types", map[string]any{"program_funding_source_token": "till"}).refused(400, "400001")
}
