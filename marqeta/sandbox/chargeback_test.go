package sandbox_test

import (
	"sync"
	"testing"
)

// purchase buys with a card and clears, and gives the clearing's token.
func (p *program) purchase(card string, amount float64) string {
	p.Helper()
	auth := p.simulate("authorization", map[string]any{"card_token": card, "amount": amount}).text("transaction.token")
	return p.simulate("authorization.clearing", map[string]any{"preceding_related_transaction_token": auth, "amount": amount}).text("transaction.token")
}

// dispute opens a chargeback named cb.
func (p *program) dispute(transaction string, amount float64, more map[string]any) answer {
	p.Helper()
	body := map[string]any{"token": "cb", "transaction_token": transaction, "amount": amount, "channel": "ISSUER", "reason_code": "10.4"}
	for k, v := range more {
		body[k] = v
	}
	return p.post("/chargebacks", body)
}

// ledger wants the user's balances.
func (p *program) ledger(user, balance string) {
	p.Helper()
	p.get("/balances/"+user).is(200).has("gpa.ledger_balance", balance, "gpa.available_balance", balance)
}

func TestChargebacks(t *testing.T) {
	t.Parallel()
	p, inbox := start(t).standard(), receive(t)
	bought := p.purchase("card_bob", 100)
	p.webhook("w", inbox.url, "chargebacktransition.*", "transaction.*")
	p.dispute(bought, 60.5, map[string]any{"memo": "not mine", "reason_description": "FRAUD_TRANSACTION"}).is(201).has("token", "cb", "transaction_token", bought,
		"amount", "60.5", "state", "INITIATED", "channel", "ISSUER", "network", "VISA", "credit_user", "true", "memo", "not mine",
		"reason_code", "10.4", "reason_description", "FRAUD_TRANSACTION", "created_time", "2026-03-02T10:15:30Z").lacks("stored_dispute", "stored_reference")
	p.ledger("bob", "210.5")
	var seen answer
	for range 2 {
		n := inbox.next()
		if n.at("transactions") != "" {
			seen = n.answer
			continue
		}
		n.has("chargebacktransitions.0.type", "initiated", "chargebacktransitions.0.state", "INITIATED", "chargebacktransitions.0.chargeback_token", "cb",
			"chargebacktransitions.0.transaction_token", bought, "chargebacktransitions.0.amount", "60.5")
	}
	seen.has("transactions.0.type", "authorization.clearing.chargeback", "transactions.0.state", "COMPLETION", "transactions.0.amount", "60.5",
		"transactions.0.gpa.impacted_amount", "60.5", "transactions.0.gpa.ledger_balance", "210.5", "transactions.0.card_token", "card_bob",
		"transactions.0.preceding_related_transaction_token", bought, "transactions.0.chargeback.token", "cb", "transactions.0.dispute.reason", "FRAUD_TRANSACTION",
		"transactions.0.network", "VISA", "transactions.0.card_acceptor.mcc", "6411").lacks("transactions.1")
	p.get("/transactions/"+bought+"/related").is(200).has("count", "4") // with the hidden record
	p.get("/transactions?type=gpa.credit.chargeback").is(200).has("count", "1", "data.0.amount", "60.5", "data.0.gpa.impacted_amount", "60.5",
		"data.0.preceding_related_transaction_token", seen.text("transactions.0.token")).lacks("data.0.identifier")
	p.get("/cards/card_bob/transactions").is(200).has("data.0.type", "authorization.clearing.chargeback")

	p.dispute(bought, 60.5, map[string]any{"memo": "not mine", "reason_description": "FRAUD_TRANSACTION"}).is(201)
	p.dispute(bought, 60.5, nil).refused(409, "409001")
	p.dispute(bought, 39.51, map[string]any{"token": "more"}).refused(412, "412001")
	p.dispute(bought, 39.5, map[string]any{"token": "rest", "credit_user": false}).is(201).has("credit_user", "false")
	p.ledger("bob", "210.5")

	auth := p.simulate("authorization", map[string]any{"card_token": "card_bob", "amount": 1}).text("transaction.token")
	refund := p.simulate("refund", map[string]any{"card_token": "card_bob", "amount": 1}).text("transaction.token")
	load := p.get("/gpaorders/load").text("transaction_token")
	chargeback := seen.text("transactions.0.token")
	for _, token := range []string{auth, refund, load, chargeback} {
		p.dispute(token, 1, map[string]any{"token": "x"}).refused(422, "422002")
	}
	for name, wrong := range map[string]map[string]any{
		"missing": {"transaction_token": "none"}, "channel": {"channel": "FAX"}, "no channel": {"channel": nil}, "amount": {"amount": 0}, "cents": {"amount": 1.001},
		"reason": {"reason_description": "BOREDOM"}, "no reason": {"reason_code": ""}, "status": {"status": "OPEN"},
	} {
		wrong["token"] = "x"
		if a := p.dispute(bought, 1, wrong); a.status != 400 {
			t.Errorf("%s: %d %s", name, a.status, a.raw)
		}
	}
	p.dispute(bought, 1, map[string]any{"token": "x", "pre_initiated": true}).refused(422, "422002")
	p.get("/chargebacks/none").refused(404, "404001")
	p.put("/chargebacks/none", `{}`).refused(400, "400002")

	p.put("/chargebacks/cb", `{"reason_code":"13.1"}`).is(200).has("reason_code", "13.1", "reason_description", "FRAUD_TRANSACTION")
	p.put("/chargebacks/cb", `{}`).is(200).has("reason_code", "13.1")
	p.put("/chargebacks/cb", `{"reason_description":"BOREDOM"}`).refused(400, "400037")
	p.post("/chargebacks/allocationacknowledgement", `{"token":"ack","chargeback_token":"cb"}`).is(201).has("token", "cb", "state", "INITIATED")
	p.post("/chargebacks/allocationacknowledgement", `{"token":"ack","chargeback_token":"cb"}`).is(201)
	p.post("/chargebacks/allocationacknowledgement", `{"token":"ack","chargeback_token":"rest"}`).refused(409, "409001")
	p.post("/chargebacks/allocationacknowledgement", `{"chargeback_token":"none"}`).refused(400, "400002")
}

func TestChargebackLists(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	one, two := p.purchase("card_bob", 20), p.purchase("card_bob", 30)
	p.dispute(one, 20, map[string]any{"token": "a"}).is(201)
	p.dispute(two, 10.5, map[string]any{"token": "b"}).is(201)
	p.dispute(two, 5, map[string]any{"token": "c"}).is(201)
	p.post("/chargebacks/transitions", `{"chargeback_token":"a","state":"REPRESENTMENT"}`).is(201)
	p.clock.advance(1e9)
	p.post("/chargebacks/transitions", `{"chargeback_token":"b","state":"WITHDRAWN"}`).is(201)
	caseID := p.get("/chargebacks/c").text("network_case_id")
	reference := p.get("/transactions/" + one).text("network_reference_id")
	for query, want := range map[string]string{
		"": "bca", "?sort_by=createdTime": "abc", "?transaction_token=" + two: "bc", "?amount=10.50": "b", "?states=INITIATED,WITHDRAWN": "bc",
		"?network_case_id=" + caseID: "c", "?network_reference_id=" + reference: "a", "?count=1&start_index=1": "c", "?transaction_token=none": "",
	} {
		a, got := p.get("/chargebacks"+query).is(200), ""
		for _, i := range []string{"0", "1", "2"} {
			got += a.text("data." + i + ".token")
		}
		if got != want {
			t.Errorf("/chargebacks%s = %q, want %q", query, got, want)
		}
	}
	p.get("/chargebacks?states=OPEN").refused(400, "400037")
	p.get("/chargebacks?amount=much").refused(400, "400001")
	p.get("/chargebacks?sort_by=memo").refused(400, "400001")
}

// How a dispute goes, step by step, with the balance after each; bob bought for 100
// of his 250.
func TestChargebackMoney(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		credit bool
		steps  []string // a state, a state with an amount, or a call
		types  []string // of the last transaction
		ledger []string
	}{
		"won": {true, []string{"REPRESENTMENT", "PREARBITRATION", "PREARB_RESPONDED", "ARBITRATION", "CASE_WON"},
			[]string{"chargeback", "chargeback", "chargeback", "chargeback", "chargeback"}, []string{"250", "250", "250", "250", "250"}},
		"won without credit":  {false, []string{"REPRESENTMENT", "CASE_WON"}, []string{"chargeback", "chargeback.completed"}, []string{"150", "250"}},
		"lost":                {true, []string{"ARBITRATE", "CASE_LOST"}, []string{"chargeback", "chargeback.reversal"}, []string{"250", "150"}},
		"lost without credit": {false, []string{"CASE_LOST"}, []string{"chargeback.reversal"}, []string{"150"}},
		"lost in part":        {true, []string{"REPRESENTMENT 30", "CASE_LOST"}, []string{"chargeback", "chargeback.reversal"}, []string{"250", "220"}},
		"rejected":            {true, []string{"NETWORK_REJECTED"}, []string{"chargeback.reversal"}, []string{"150"}},
		"withdrawn":           {true, []string{"PREARBITRATION", "WITHDRAWN"}, []string{"chargeback", "chargeback.reversal"}, []string{"250", "150"}},
		"written off":         {false, []string{"WRITTEN_OFF_ISSUER"}, []string{"chargeback.writeoff"}, []string{"250"}},
		"granted and won": {false, []string{"grantprovisionalcredit", "CASE_WON"},
			[]string{"chargeback.provisional.credit", "chargeback.provisional.credit"}, []string{"250", "250"}},
		"granted and lost": {false, []string{"grantprovisionalcredit", "CASE_LOST"}, []string{"chargeback.provisional.credit", "chargeback.reversal"}, []string{"250", "150"}},
		"reversed and won": {true, []string{"reverseprovisionalcredit", "CASE_WON"},
			[]string{"chargeback.provisional.debit", "chargeback.completed"}, []string{"150", "250"}},
	} {
		p := start(t).standard()
		bought := p.purchase("card_bob", 100)
		p.dispute(bought, 100, map[string]any{"credit_user": c.credit}).is(201)
		for i, step := range c.steps {
			p.clock.advance(1e9)
			state, amount := step, any(nil)
			switch step {
			case "grantprovisionalcredit", "reverseprovisionalcredit":
				p.put("/chargebacks/cb/"+step, nil).is(200)
				state = ""
			case "ARBITRATE":
				p.put("/chargebacks/cb", `{"status":"REPRESENTMENT"}`).is(200).has("state", "REPRESENTMENT")
				state = ""
			case "REPRESENTMENT 30":
				state, amount = "REPRESENTMENT", 30
			}
			if state != "" {
				p.post("/chargebacks/transitions", map[string]any{"chargeback_token": "cb", "state": state, "amount": amount}).is(201).has("state", state)
			}
			p.get("/balances/bob").has("gpa.ledger_balance", c.ledger[i])
			if got := p.get("/transactions?sort_by=-created_time&count=1").text("data.0.type"); got != "authorization.clearing."+c.types[i] {
				t.Errorf("%s, after %s: %s, want %s", name, step, got, c.types[i])
			}
		}
	}
}

// Under just-in-time funding the money goes on to the source, and a chargeback of a
// single message has types of its own.
func TestChargebacksOfFundedPurchases(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	bought := p.simulate("pindebit", map[string]any{"card_token": "card_ada", "amount": 40}).text("transaction.token")
	p.dispute(bought, 40, nil).is(201)
	p.ledger("ada", "0")
	p.get("/transactions?type=pindebit.chargeback").is(200).has("count", "1", "data.0.gpa.impacted_amount", "40", "data.0.gpa_order_unload.amount", "40",
		"data.0.gpa_order_unload.state", "COMPLETION", "data.0.gpa_order_unload.funding_source_token", "**********0001", "data.0.gpa.ledger_balance", "0")
	p.get("/transactions/fundingsource/fs_0001?type=pindebit.chargeback").is(200).has("count", "1")
	p.post("/chargebacks/transitions", `{"chargeback_token":"cb","state":"CASE_LOST"}`).is(201)
	p.ledger("ada", "0")
	p.get("/transactions?type=pindebit.chargeback.reversal").is(200).has("data.0.gpa.impacted_amount", "-40", "data.0.gpa_order.amount", "40", "data.0.amount", "40")
	p.get("/transactions?type=gpa.credit.chargeback.reversal").is(200).has("count", "1")
}

// A gateway is told, in a notification, of what it gets back.
func TestChargebacksBehindAGateway(t *testing.T) {
	t.Parallel()
	p := start(t)
	e := p.behindGateway()
	bought := p.purchase("card_eve", 30)
	first := p.get("/transactions/" + bought).text("gpa_order.jit_funding.original_jit_funding_token")
	p.dispute(bought, 30, nil).is(201)
	p.ledger("eve", "0")
	p.get("/transactions?type=authorization.clearing.chargeback").is(200).has("data.0.gpa_order_unload.jit_funding.method", "pgfs.authorization.capture.chargeback",
		"data.0.gpa_order_unload.jit_funding.amount", "30", "data.0.gpa_order_unload.jit_funding.original_jit_funding_token", first,
		"data.0.gpa_order_unload.jit_funding.user_token", "eve", "data.0.gpa_order_unload.funding.source.type", "programgateway")
	p.post("/chargebacks/transitions", `{"chargeback_token":"cb","state":"WITHDRAWN"}`).is(201)
	p.get("/transactions?type=authorization.clearing.chargeback.reversal").is(200).has("data.0.gpa_order.jit_funding.method", "pgfs.authorization.capture.chargeback.reversal")
	if _, asked := e.last(); asked != 1 {
		t.Errorf("the gateway was asked %d times, want once, about the purchase", asked)
	}
}

func TestChargebackTransitions(t *testing.T) {
	t.Parallel()
	p, inbox := start(t).standard(), receive(t)
	bought := p.purchase("card_bob", 100)
	p.dispute(bought, 100, nil).is(201)
	p.webhook("w", inbox.url, "chargebacktransition.case.lost")
	move := func(state string) map[string]any {
		return map[string]any{"token": "to" + state, "chargeback_token": "cb", "state": state, "reason": "because"}
	}
	p.post("/chargebacks/transitions", move("REPRESENTMENT")).is(201).has("token", "toREPRESENTMENT", "previous_state", "INITIATED", "type", "representment",
		"chargeback_token", "cb", "transaction_token", bought, "channel", "ISSUER", "reason", "because", "amount", "100", "last_modified_time", "2026-03-02T10:15:30Z")
	p.post("/chargebacks/transitions", move("REPRESENTMENT")).is(201)
	p.post("/chargebacks/transitions", map[string]any{"token": "toREPRESENTMENT", "chargeback_token": "cb", "state": "CASE_WON"}).refused(409, "409001")
	p.post("/chargebacks/transitions", move("NETWORK_REJECTED")).refused(422, "422002")
	p.post("/chargebacks/transitions", move("INITIATED")).refused(422, "422002")
	p.post("/chargebacks/transitions", move("CASE_LOST")).is(201).has("previous_state", "REPRESENTMENT", "type", "case.lost")
	inbox.next().has("chargebacktransitions.0.token", "toCASE_LOST")
	p.post("/chargebacks/transitions", move("CASE_WON")).refused(422, "422002")
	p.put("/chargebacks/cb", `{"reason_code":"1"}`).refused(422, "422002")
	p.put("/chargebacks/cb/grantprovisionalcredit", nil).refused(422, "422002")
	p.put("/chargebacks/cb/reverseprovisionalcredit", nil).refused(400, "400001")
	p.get("/chargebacks/cb").is(200).has("state", "CASE_LOST")
	p.get("/chargebacks/transitions/toCASE_LOST").is(200).has("state", "CASE_LOST")
	p.get("/chargebacks/transitions/none").refused(404, "404001")
	p.get("/chargebacks/cb/transitions").is(200).has("count", "3", "data.0.type", "case.lost", "data.2.type", "initiated", "data.2.previous_state", "INITIATED")
	p.get("/chargebacks/none/transitions").refused(404, "404001")
	inbox.none()

	p.dispute(p.purchase("card_bob", 1), 1, map[string]any{"token": "cb2"}).is(201)
	p.put("/chargebacks/cb2/grantprovisionalcredit", nil).refused(422, "422002") // has it
	p.put("/chargebacks/cb2/reverseprovisionalcredit", nil).is(200)
	p.put("/chargebacks/cb2/reverseprovisionalcredit", nil).refused(422, "422002")
	p.put("/chargebacks/none/grantprovisionalcredit", nil).refused(400, "400002")
	p.post("/usertransitions", `{"user_token":"bob","status":"SUSPENDED","reason_code":"01","channel":"API"}`).is(201)
	p.put("/chargebacks/cb2/grantprovisionalcredit", nil).refused(422, "422002")
	for _, wrong := range []string{
		`{"chargeback_token":"none","state":"CASE_WON"}`, `{"chargeback_token":"cb2"}`, `{"chargeback_token":"cb2","state":"CASE_WON","amount":1}`,
		`{"chargeback_token":"cb2","state":"REPRESENTMENT","amount":1.01}`, `{"chargeback_token":"cb2","state":"REPRESENTMENT","amount":-1}`,
		`{"chargeback_token":"cb2","state":"SETTLED"}`,
	} {
		p.post("/chargebacks/transitions", wrong).is(400)
	}
}

// However many dispute one purchase at once, no more than it cost is disputed; what
// the network rejects can be disputed again.
func TestChargebacksAtOnce(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	bought := p.purchase("card_bob", 10)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() { p.dispute(bought, 4, map[string]any{"token": string(rune('a' + i))}) })
	}
	wg.Wait()
	p.get("/chargebacks").is(200).has("count", "2")
	p.ledger("bob", "248")
	first := p.get("/chargebacks").text("data.0.token")
	p.dispute(bought, 4, nil).refused(412, "412001")
	p.post("/chargebacks/transitions", map[string]any{"chargeback_token": first, "state": "NETWORK_REJECTED"}).is(201)
	p.dispute(bought, 4, nil).is(201)
	p.ledger("bob", "248")
}
