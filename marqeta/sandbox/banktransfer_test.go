package sandbox_test

import (
	"maps"
	"testing"
)

func ach(kind, source string, amount any, change map[string]any) map[string]any {
	body := map[string]any{"type": kind, "funding_source_token": source, "amount": amount}
	maps.Copy(body, change)
	return body
}

func TestBankTransfers(t *testing.T) {
	t.Parallel()
	p := start(t).standard().bank("bob", "bank")
	r := receive(t)
	p.webhook("hook", r.url, "banktransfertransition.*")
	body := ach("PULL", "bank", 40.5, map[string]any{"token": "in", "memo": "m", "statement_descriptor": "ACHTRNSFR", "standard_entry_class_code": "WEB", "created_by": "me"})
	p.post("/banktransfers/ach", body).is(201).has("token", "in", "type", "PULL", "amount", "40.5", "status", "PENDING", "channel", "API", "currency_code", "USD",
		"transfer_speed", "STANDARD", "memo", "m", "statement_descriptor", "ACHTRNSFR", "standard_entry_class_code", "WEB", "created_by", "me",
		"is_early_funded", "false", "transitions.0.status", "PENDING", "transitions.0.channel", "SYSTEM", "transitions.0.bank_transfer_token", "in").lacks("return_code")
	p.post("/banktransfers/ach", body).is(201).lacks("transitions.1")
	body["memo"] = "other"
	p.post("/banktransfers/ach", body).refused(409, "409001")
	r.next().has("banktransfertransitions.0.status", "PENDING", "banktransfertransitions.0.bank_transfer_token", "in")
	p.worth("bob", "250", "250", "40.5")
	p.post("/banktransfers/ach", ach("PUSH", "bank", 50, map[string]any{"token": "out", "transfer_speed": "SAME_DAY"})).is(201)
	p.worth("bob", "250", "200", "40.5")
	p.get("/transactions?user_token=bob&type=gpa.debit.pending").is(200).has("count", "1", "data.0.state", "PENDING", "data.0.amount", "50",
		"data.0.bank_transfer_token", "out", "data.0.gpa.impacted_amount", "-50", "data.0.gpa.available_balance", "200")

	// By itself, step by step.
	p.pass("3h")
	p.get("/banktransfers/ach/out").is(200).has("status", "COMPLETED", "transitions.3.status", "COMPLETED", "transitions.2.status", "SUBMITTED")
	p.worth("bob", "200", "200", "40.5")
	p.pass("20h")
	p.get("/banktransfers/ach/in").is(200).has("status", "PENDING")
	p.pass("25h")
	p.get("/banktransfers/ach/in").is(200).has("status", "SUBMITTED")
	p.pass("24h")
	done := p.get("/banktransfers/ach/in").is(200).has("status", "COMPLETED", "last_modified_time", "2026-03-05T10:15:30Z")
	p.worth("bob", "240.5", "240.5", "0")
	p.get("/transactions/"+done.text("transitions.3.transaction_token")).is(200).has("type", "gpa.credit", "gpa.impacted_amount", "40.5", "bank_transfer_token", "in",
		"preceding_related_transaction_token", done.text("transitions.0.transaction_token"))
	p.get("/transactions/"+done.text("transitions.0.transaction_token")).is(200).has("type", "gpa.credit.pending", "state", "CLEARED")

	p.get("/banktransfers/ach").is(200).has("count", "2", "data.0.token", "in", "data.1.token", "out")
	p.get("/banktransfers/ach?sort_by=createdTime&count=1").is(200).has("count", "1", "is_more", "true")
	p.get("/banktransfers/ach?user_token=bob&statuses=COMPLETED,RETURNED").is(200).has("count", "2")
	p.get("/banktransfers/ach?statuses=PENDING").is(200).has("count", "0")
	p.get("/banktransfers/ach?statuses=DONE").refused(400, "400037")
	p.get("/banktransfers/ach?funding_source_token=bank&expand=fundingsource&count=1").is(200).
		has("data.0.funding_source.account_suffix", "4567", "data.0.funding_source_token", "bank").lacks("data.0.funding_source.stored_drawn")
	p.get("/banktransfers/ach?funding_source_token=none").is(200).has("count", "0")
	p.get("/banktransfers/ach?expand=user").refused(400, "400001")
	p.get("/banktransfers/ach/none").refused(404, "404001")
	p.get("/banktransfers/ach/transitions?bank_transfer_token=in").is(200).has("count", "4", "data.0.status", "COMPLETED", "data.3.status", "PENDING")
	p.get("/banktransfers/ach/transitions?statuses=SUBMITTED").is(200).has("count", "2")
	p.get("/banktransfers/ach/transitions?token="+done.text("transitions.1.token")).is(200).has("count", "1", "data.0.status", "PROCESSING")
	p.get("/banktransfers/ach/transitions?count=51").refused(413, "413002")
}

// step is a transition of a bank transfer by hand and what an account that had 250
// is worth after it.
type step struct{ status, ledger, available, pending, kind string }

func TestBankTransfersByHand(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		kind  string
		early bool
		steps []step
	}{
		"pull":               {"PULL", false, []step{{"PROCESSING", "250", "250", "100", ""}, {"SUBMITTED", "250", "250", "100", ""}, {"COMPLETED", "350", "350", "0", "gpa.credit"}}},
		"pull returned":      {"PULL", false, []step{{"SUBMITTED", "250", "250", "100", ""}, {"RETURNED", "250", "250", "0", "gpa.credit.pending.reversal"}}},
		"pull cancelled":     {"PULL", false, []step{{"CANCELLED", "250", "250", "0", "gpa.credit.pending.reversal"}}},
		"pull returned late": {"PULL", false, []step{{"COMPLETED", "350", "350", "0", "gpa.credit"}, {"RETURNED", "250", "250", "0", "gpa.credit.reversal"}}},
		"pull reversed":      {"PULL", false, []step{{"COMPLETED", "350", "350", "0", "gpa.credit"}, {"REVERSAL_PEND", "350", "350", "0", ""}, {"REVERSAL_COMP", "250", "250", "0", "gpa.credit.reversal"}}},
		"early":              {"PULL", true, []step{{"PROCESSING", "350", "350", "0", ""}, {"COMPLETED", "350", "350", "0", ""}}},
		"early returned":     {"PULL", true, []step{{"RETURNED", "250", "250", "0", "gpa.credit.reversal"}}},
		"push":               {"PUSH", false, []step{{"PROCESSING", "250", "150", "0", ""}, {"COMPLETED", "150", "150", "0", "gpa.debit"}}},
		"push returned":      {"PUSH", false, []step{{"PROCESSING", "250", "150", "0", ""}, {"RETURNED", "250", "250", "0", "gpa.debit.pending.reversal"}}},
		"push returned late": {"PUSH", false, []step{{"COMPLETED", "150", "150", "0", "gpa.debit"}, {"RETURNED", "250", "250", "0", "gpa.debit.reversal"}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := start(t).standard().bank("bob", "bank")
			p.post("/banktransfers/ach", ach(c.kind, "bank", 100, map[string]any{"token": "t"})).is(201)
			if c.early {
				p.post("/banktransfers/ach/earlyfunds", map[string]any{"bank_transfer_token": "t"}).is(200).has("is_early_funded", "true", "status", "PENDING")
				p.post("/banktransfers/ach/earlyfunds", map[string]any{"bank_transfer_token": "t"}).refused(400, "400001")
			}
			for _, s := range c.steps {
				a := p.post("/banktransfers/ach/transitions", map[string]any{"token": "to " + s.status, "bank_transfer_token": "t", "status": s.status, "channel": "API", "return_code": "R01"}).
					is(201).has("status", s.status, "bank_transfer_token", "t", "return_reason", "Insufficient funds")
				p.worth("bob", s.ledger, s.available, s.pending)
				p.get("/banktransfers/ach/t").is(200).has("status", s.status)
				if s.kind == "" {
					a.lacks("transaction_token")
				} else {
					p.get("/transactions/"+a.text("transaction_token")).is(200).has("type", s.kind, "state", "COMPLETION", "amount", "100")
				}
			}
			last := c.steps[len(c.steps)-1]
			if last.status == "RETURNED" {
				p.get("/banktransfers/ach/t").has("return_code", "R01", "return_reason", "Insufficient funds")
			}
			p.pass("P30D")
			p.worth("bob", last.ledger, last.available, last.pending)
		})
	}
}

func TestBankTransfersThatAreRefused(t *testing.T) {
	t.Parallel()
	p := start(t).standard().bank("bob", "bank").plastic("bob", "visa")
	p.post("/fundingsources/ach", account(map[string]any{"token": "unproven", "user_token": "bob"})).is(200)
	for _, c := range []struct {
		body   map[string]any
		status int
		code   string
	}{
		{ach("PUSH", "bank", 250.01, nil), 422, "422003"},
		{ach("PULL", "unproven", 1, nil), 422, "422002"},
		{ach("PULL", "none", 1, nil), 400, "400002"},
		{ach("PULL", "visa", 1, nil), 400, "400002"},
		{ach("PULL", "fs_gpa", 1, nil), 400, "400002"},
		{ach("PULL", "bank", 0, nil), 400, "400001"},
		{ach("PULL", "bank", "0.001", nil), 400, "400001"},
		{ach("PULL", "bank", nil, nil), 400, "400001"},
		{ach("BOTH", "bank", 1, nil), 400, "400037"},
		{ach("", "bank", 1, nil), 400, "400001"},
		{ach("PULL", "bank", 100000.01, map[string]any{"transfer_speed": "SAME_DAY"}), 400, "400001"},
		{ach("PULL", "bank", 1, map[string]any{"statement_descriptor": "more than ten"}), 400, "400001"},
		{ach("PULL", "bank", 1, map[string]any{"currency_code": "XXX"}), 400, "400001"},
		{ach("PULL", "bank", 1, map[string]any{"standard_entry_class_code": "TEL"}), 400, "400037"},
	} {
		p.post("/banktransfers/ach", c.body).refused(c.status, c.code)
	}
	p.post("/banktransfers/ach", ach("PUSH", "bank", 10, map[string]any{"token": "t"})).is(201)
	move := map[string]any{"token": "x", "bank_transfer_token": "t", "status": "COMPLETED", "channel": "API"}
	p.post("/banktransfers/ach/transitions", move).is(201)
	p.post("/banktransfers/ach/transitions", move).is(201)
	move["reason"] = "other"
	p.post("/banktransfers/ach/transitions", move).refused(409, "409001")
	for field, bad := range map[string]struct{ value, code string }{
		"status": {"PENDING", "400001"}, "bank_transfer_token": {"none", "400002"}, "channel": {"POST", "400037"}, "return_code": {"1", "400001"},
	} {
		body := map[string]any{"bank_transfer_token": "t", "status": "RETURNED", "channel": "API"}
		body[field] = bad.value
		p.post("/banktransfers/ach/transitions", body).refused(400, bad.code)
	}
	p.post("/banktransfers/ach/earlyfunds", map[string]any{"bank_transfer_token": "t"}).refused(400, "400001")
	p.post("/banktransfers/ach/earlyfunds", map[string]any{"bank_transfer_token": "none"}).refused(400, "400002")
	p.post("/usertransitions", map[string]any{"user_token": "bob", "status": "SUSPENDED", "reason_code": "05", "channel": "ADMIN"}).is(201)
	p.post("/banktransfers/ach", ach("PULL", "bank", 1, nil)).refused(422, "422001")
}

func TestBankTransfersOfTheProgram(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/fundingsources/program/ach", account(map[string]any{"token": "house", "verification_override": true})).is(200)
	p.post("/banktransfers/ach", ach("PULL", "house", 1000, map[string]any{"token": "t"})).is(201).lacks("transitions.0.transaction_token")
	p.get("/banktransfers/ach?funding_source_token=house&expand=fundingsource").is(200).has("count", "1", "data.0.funding_source.token", "house")
	p.pass("72h")
	p.get("/banktransfers/ach/t").is(200).has("status", "COMPLETED")
	p.get("/transactions").is(200).has("count", "0")
}

// Money that an account does not take when it comes goes back.
func TestMoneyThatComesTooLate(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/fundingsources/program", map[string]any{"token": "fs", "name": "Loads"}).is(201)
	p.post("/accountholdergroups", map[string]any{"token": "once", "name": "Once", "config": map[string]any{"is_reloadable": false}}).is(201)
	p.post("/users", map[string]any{"token": "bob", "account_holder_group_token": "once"}).is(201)
	p.bank("bob", "bank")
	p.post("/gpaorders", map[string]any{"token": "slow", "user_token": "bob", "amount": 10, "currency_code": "USD", "funding_source_token": "bank"}).is(201).has("state", "PENDING")
	p.post("/banktransfers/ach", ach("PULL", "bank", 20, map[string]any{"token": "pull"})).is(201)
	p.post("/gpaorders", map[string]any{"user_token": "bob", "amount": 5, "currency_code": "USD", "funding_source_token": "fs"}).is(201)
	p.worth("bob", "5", "5", "30")
	p.pass("P4D")
	p.worth("bob", "5", "5", "0")
	p.get("/gpaorders/slow").is(200).has("state", "DECLINED", "response.code", "1842")
	p.get("/banktransfers/ach/pull").is(200).has("status", "ERROR", "transitions.3.reason", "Account is not reloadable")
	p.get("/transactions?user_token=bob&type=gpa.credit.pending.reversal").is(200).has("count", "2")
}
