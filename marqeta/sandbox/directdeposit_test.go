package sandbox_test

import (
	"strings"
	"testing"
)

// payee opens the deposit account dda of bob, who has 250, and gives its number.
func (p *program) payee() string {
	p.Helper()
	p.standard()
	return p.post("/depositaccounts", `{"token":"dda","user_token":"bob"}`).is(201).text("account_number")
}

// pay simulates a direct deposit of the second generation, due on the 5th of March.
func (p *program) pay(kind, number string, amount any, more map[string]any) answer {
	p.Helper()
	body := map[string]any{"account_number": number, "amount": amount, "settlement_date": "2026-03-05T00:00:00Z"}
	for k, v := range more {
		body[k] = v
	}
	return p.post("/simulations/directdeposits/"+kind, body)
}

func (p *program) wait(span string) {
	p.Helper()
	p.put("/_sandbox/clock", `{"advance":"`+span+`"}`).is(200)
}

func TestDirectDeposits(t *testing.T) {
	t.Parallel()
	p, inbox := start(t), receive(t)
	number := p.payee()
	p.webhook("w", inbox.url, "directdeposittransition.*", "transaction.directdeposit.credit.pending", "transaction.directdeposit.credit")
	more := map[string]any{"token": "pay", "company_name": "Acme", "individual_name": "Bob", "standard_entry_class_code": "PPD", "company_identification": "1",
		"company_entry_description": "PAYROLL", "company_discretionary_data": "x", "individual_identification_number": "7"}
	p.pay("credit", number, 100.25, more).is(201).has("token", "pay", "user_token", "bob", "type", "CREDIT", "state", "PENDING", "state_reason", "New credit",
		"amount", "100.25", "direct_deposit_account_token", "dda", "settlement_date", "2026-03-05T00:00:00Z", "created_time", "2026-03-02T10:15:30Z",
		"company_name", "Acme", "individual_name", "Bob", "standard_entry_class_code", "PPD", "company_identification", "1",
		"company_entry_description", "PAYROLL", "company_discretionary_data", "x", "individual_identification_number", "7").lacks("account_number", "stored_minor", "business_token")
	p.pay("credit", number, 100.25, more).is(201)
	p.pay("credit", number, 1, map[string]any{"token": "pay"}).refused(409, "409001")
	p.get("/balances/bob").has("gpa.ledger_balance", "250", "gpa.available_balance", "250", "gpa.pending_credits", "100.25")
	seen := map[string]answer{}
	for range 2 {
		n := inbox.next()
		seen[strings.Join([]string{n.text("transactions.0.type"), n.text("directdeposittransitions.0.type")}, "")] = n.answer
	}
	pending := seen["directdeposit.credit.pending"].has("transactions.0.state", "PENDING", "transactions.0.amount", "100.25", "transactions.0.user_token", "bob",
		"transactions.0.direct_deposit.token", "pay", "transactions.0.gpa.pending_credits", "100.25").lacks("transactions.0.gpa.impacted_amount").text("transactions.0.token")
	seen["state.pending"].has("directdeposittransitions.0.direct_deposit_token", "pay", "directdeposittransitions.0.transaction_token", pending,
		"directdeposittransitions.0.reason", "Newly created", "directdeposittransitions.0.channel", "SYSTEM", "directdeposittransitions.0.state", "PENDING",
		"directdeposittransitions.0.direct_deposit_account_token", "dda")

	p.wait("61h")
	p.get("/directdeposits/pay").is(200).has("state", "PENDING")
	p.wait("1h") // over midnight
	p.get("/directdeposits/pay").is(200).has("state", "APPLIED", "last_modified_time", "2026-03-05T00:00:00Z")
	p.get("/balances/bob").has("gpa.ledger_balance", "350.25", "gpa.available_balance", "350.25", "gpa.pending_credits", "0")
	p.get("/transactions?type=directdeposit.credit").is(200).has("count", "1", "data.0.state", "COMPLETION", "data.0.gpa.impacted_amount", "100.25",
		"data.0.preceding_related_transaction_token", pending, "data.0.created_time", "2026-03-05T00:00:00Z", "data.0.direct_deposit.state", "APPLIED")
	p.get("/transactions/"+pending).has("state", "CLEARED")
	p.get("/transactions/"+pending+"/related").has("count", "2")
	p.get("/directdeposits/transitions?direct_deposit_token=pay").is(200).has("count", "2", "data.0.state", "APPLIED", "data.0.type", "state.applied")
	p.get("/directdeposits/none").refused(404, "404001")
}

// What becomes of a deposit, with bob's balance of 250 and the promised credits.
func TestDirectDepositMoney(t *testing.T) {
	t.Parallel()
	reverse := func(code string) string {
		return `{"direct_deposit_token":"d","state":"REVERSED","channel":"API","reason":"sent back","reason_code":"` + code + `"}`
	}
	reject := `{"direct_deposit_token":"d","state":"REJECTED","channel":"API","reason":"no","reason_code":"R03"}`
	apply := `{"direct_deposit_token":"d","state":"APPLIED","channel":"API","reason":"now"}`
	for name, c := range map[string]struct {
		kind   string
		amount int
		steps  []string // a wait, or a transition's body
		state  string
		code   string
		kinds  string // of its transactions, last first
		ledger string
	}{
		"credit":                {"credit", 40, []string{"P3D"}, "APPLIED", "", "credit credit.pending", "290"},
		"debit":                 {"debit", 40, []string{"P3D"}, "APPLIED", "", "debit debit.pending", "210"},
		"debit of all":          {"debit", 250, []string{"P3D"}, "APPLIED", "", "debit debit.pending", "0"},
		"debit of more":         {"debit", 251, []string{"P3D"}, "REJECTED", "R01", "debit.reject debit.pending", "250"},
		"debit of more, forced": {"debit", 251, []string{apply}, "APPLIED", "", "debit debit.pending", "-1"},
		"applied early":         {"credit", 40, []string{apply, "P3D"}, "APPLIED", "", "credit credit.pending", "290"},
		"reversed before":       {"credit", 40, []string{reverse("R03"), "P3D"}, "REVERSED", "R03", "credit.pending.reversal credit.pending", "250"},
		"rejected before":       {"debit", 40, []string{reject, "P3D"}, "REJECTED", "R03", "debit.reject debit.pending", "250"},
		"reversed after":        {"credit", 40, []string{"P3D", reverse("R23")}, "REVERSED", "R23", "credit.reversal credit credit.pending", "250"},
		"debit reversed after":  {"debit", 40, []string{"P20D", reverse("R10")}, "REVERSED", "R10", "debit.reversal debit debit.pending", "250"},
	} {
		p := start(t)
		p.pay(c.kind, p.payee(), c.amount, map[string]any{"token": "d"}).is(201).has("state", "PENDING")
		for _, step := range c.steps {
			p.clock.advance(1e9)
			if strings.HasPrefix(step, "P") {
				p.wait(step)
			} else {
				p.post("/directdeposits/transitions", step).is(200)
			}
		}
		d := p.get("/directdeposits/d").is(200)
		b := p.get("/balances/bob")
		var kinds []string
		all := p.get("/transactions?state=ALL&sort_by=-created_time")
		for _, i := range []string{"0", "1", "2"} {
			if kind, ok := strings.CutPrefix(all.text("data."+i+".type"), "directdeposit."); ok {
				kinds = append(kinds, kind)
			}
		}
		if got := strings.Join(kinds, " "); d.text("state") != c.state || d.text("state_reason_code") != c.code || got != c.kinds ||
			b.text("gpa.ledger_balance") != c.ledger || b.text("gpa.pending_credits") != "0" {
			t.Errorf("%s: %s, %s, %s, want %+v", name, d.raw, b.raw, got, c)
		}
	}
}

func TestDepositsThatDoNotWait(t *testing.T) {
	t.Parallel()
	p := start(t)
	number := p.payee()
	p.pay("credit", number, 10, map[string]any{"earlyPayEligible": true}).is(201).has("state", "APPLIED", "state_reason", "Settled")
	p.pay("debit", number, 10, map[string]any{"token": "slow", "earlyPayEligible": true}).is(201).has("state", "PENDING")
	p.put("/depositaccounts/dda", `{"allow_immediate_credit":true}`).is(200)
	p.pay("credit", number, 10, nil).is(201).has("state", "APPLIED")
	p.ledger("bob", "270")
	p.post("/simulate/directdeposits", map[string]any{"account_number": number, "amount": "5.5", "type": "DEBIT", "settlement_date": "2020-01-01"}).is(200).has("state", "PENDING")
	p.wait("1s")
	p.ledger("bob", "264.5")

	p.post("/depositaccounts/transitions", `{"account_token":"dda","state":"SUSPENDED","channel":"API"}`).is(201)
	p.pay("credit", number, 10, nil).is(201).has("state", "REJECTED", "state_reason_code", "R16", "state_reason", "Account frozen")
	p.wait("P3D")
	p.get("/directdeposits/slow").has("state", "REJECTED", "state_reason_code", "R16")
	p.post("/depositaccounts/transitions", `{"account_token":"dda","state":"TERMINATED","channel":"API"}`).is(201)
	p.pay("credit", number, 10, nil).is(201).has("state", "REJECTED", "state_reason_code", "R02")
	p.get("/transactions?type=directdeposit.credit.reject").is(200).has("count", "2")
	p.get("/balances/bob").has("gpa.ledger_balance", "264.5", "gpa.pending_credits", "0")
}

// A deposit that the account holder's group does not allow is rejected when it
// falls due.
func TestDepositsThatAreNotAllowed(t *testing.T) {
	t.Parallel()
	p := start(t)
	number := p.payee()
	p.post("/accountholdergroups", map[string]any{"token": "once", "name": "once", "config": map[string]any{"is_reloadable": false}}).is(201)
	p.put("/users/bob", `{"account_holder_group_token":"once"}`).is(200)
	p.pay("credit", number, 10, map[string]any{"token": "d"}).is(201).has("state", "PENDING")
	p.wait("P3D")
	p.get("/directdeposits/d").has("state", "REJECTED", "state_reason_code", "R16", "state_reason", "Account is not reloadable")
	p.get("/balances/bob").has("gpa.ledger_balance", "250", "gpa.pending_credits", "0")
}

func TestDirectDepositLists(t *testing.T) {
	t.Parallel()
	p := start(t)
	number := p.payee()
	for token, day := range map[string]string{"a": "2026-03-04", "b": "2026-03-05", "c": "2026-03-06"} {
		p.pay("credit", number, 1, map[string]any{"token": token, "settlement_date": day + "T12:00:00Z"}).is(201)
	}
	p.wait("P3D") // a applied, then b
	p.post("/directdeposits/transitions", `{"direct_deposit_token":"a","state":"REVERSED","channel":"PROD_SUPPORT","reason":"late","reason_code":"R02"}`).is(200)
	p.wait("P9D")
	p.post("/directdeposits/transitions", `{"direct_deposit_token":"b","state":"REVERSED","channel":"PROD_SUPPORT","reason":"late","reason_code":"R02"}`).is(200)
	for query, want := range map[string]string{
		"": "bca", "?user_token=bob": "bca", "?user_token=none": "", "?business_token=bob": "", "?direct_deposit_state=APPLIED": "c", "?direct_deposit_state=REVERSED": "ba",
		"?reversed_after_grace_period=true": "b", "?reversed_after_grace_period=false": "ca", "?start_settlement_date=2026-03-05&end_settlement_date=2026-03-05": "b",
		"?start_settlement_date=2026-03-05T12:00:01Z": "c", "?end_settlement_date=2026-03-05T12:00:00Z": "ba", "?count=1&start_index=1": "c",
	} {
		a, got := p.get("/directdeposits"+query).is(200), ""
		for _, i := range []string{"0", "1", "2"} {
			got += a.text("data." + i + ".token")
		}
		if got != want {
			t.Errorf("/directdeposits%s = %q, want %q", query, got, want)
		}
	}
	p.get("/directdeposits?direct_deposit_state=GONE").refused(400, "400037")
	p.get("/directdeposits?start_settlement_date=soon").refused(400, "400001")
	p.get("/directdeposits/transitions").is(200).has("count", "5", "is_more", "true", "data.0.direct_deposit_token", "b")
	p.get("/directdeposits/transitions?states=PENDING&user_token=bob").is(200).has("count", "3")
	p.get("/directdeposits/transitions?states=PENDING,REVERSED&direct_deposit_token=a").is(200).has("count", "2", "data.0.state", "REVERSED", "data.0.reason_code", "R02")
	p.get("/directdeposits/transitions?direct_deposit_token=none").is(200).has("count", "0")
	p.get("/directdeposits/transitions?states=GONE").refused(400, "400037")
}

func TestDirectDepositTransitions(t *testing.T) {
	t.Parallel()
	p := start(t)
	number := p.payee()
	p.pay("credit", number, 1, map[string]any{"token": "d"}).is(201)
	p.pay("debit", number, 1, map[string]any{"token": "e"}).is(201)
	move := func(change map[string]any) map[string]any {
		body := map[string]any{"token": "t", "direct_deposit_token": "d", "state": "APPLIED", "channel": "API", "reason": "now"}
		for k, v := range change {
			body[k] = v
		}
		return body
	}
	made := p.post("/directdeposits/transitions", move(nil)).is(200).has("token", "t", "type", "state.applied", "state", "APPLIED", "channel", "API", "reason", "now",
		"direct_deposit_token", "d", "direct_deposit_account_token", "dda").lacks("reason_code", "stored_holder")
	p.get("/transactions/"+made.text("transaction_token")).is(200).has("type", "directdeposit.credit")
	p.post("/directdeposits/transitions", move(nil)).is(200)
	p.post("/directdeposits/transitions", move(map[string]any{"reason": "else"})).refused(409, "409001")
	p.get("/directdeposits/transitions/t").is(200).has("state", "APPLIED")
	p.get("/directdeposits/transitions/none").refused(404, "404001")
	p.wait("P30D")
	for code, wrong := range map[string][]map[string]any{
		"400001": {
			{"state": "PENDING"}, {"state": "REJECTED", "reason_code": "R01"}, {"state": "REVERSED"}, {"state": "REVERSED", "reason_code": "R01"}, // too late
			{"direct_deposit_token": "e", "state": "REVERSED", "reason_code": "R23"}, {"reason": ""}, {"channel": ""}, {"direct_deposit_token": ""},
		},
		"400002": {{"direct_deposit_token": "none"}},
		"400037": {{"state": "GONE"}, {"channel": "IVR"}, {"reason_code": "R99"}},
	} {
		for _, change := range wrong {
			change["token"] = "x"
			p.post("/directdeposits/transitions", move(change)).refused(400, code)
		}
	}
	for _, wrong := range []map[string]any{
		{"account_number": "none"}, {"amount": 0}, {"amount": 1.001}, {"amount": nil}, {"settlement_date": nil}, {"settlement_date": "soon"},
		{"company_name": strings.Repeat("x", 17)}, {"account_number": ""},
	} {
		p.pay("credit", number, 1, wrong).is(400)
	}
	p.post("/simulate/directdeposits", map[string]any{"account_number": number, "amount": 1, "settlement_date": "2026-03-05"}).refused(400, "400001")
	p.post("/simulate/directdeposits", map[string]any{"account_number": number, "amount": 1, "settlement_date": "2026-03-05", "type": "GIFT"}).refused(400, "400037")
}

// What is announced before a restart is applied after it.
func TestDepositsSurviveARestart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := start(t, inFolder(dir))
	first.pay("credit", first.payee(), 5, map[string]any{"token": "d"}).is(201)
	first.stop()
	second := start(t, inFolder(dir))
	second.wait("P3D")
	second.get("/directdeposits/d").is(200).has("state", "APPLIED")
	second.ledger("bob", "255")
}
