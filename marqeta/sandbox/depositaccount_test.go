package sandbox_test

import (
	"fmt"
	"testing"
)

func TestDepositAccounts(t *testing.T) {
	t.Parallel()
	p, inbox := start(t).standard(), receive(t)
	p.webhook("w", inbox.url, "directdepositaccounttransition.*")
	body := map[string]any{"token": "dda", "user_token": "bob"}
	made := p.post("/depositaccounts", body).is(201).has("token", "dda", "user_token", "bob", "state", "ACTIVE", "type", "DEPOSIT_ACCOUNT",
		"allow_immediate_credit", "false", "routing_number", "000123453", "created_time", "2026-03-02T10:15:30Z").lacks("business_token", "customer_due_diligence")
	number := made.text("account_number")
	if len(number) != 13 {
		t.Errorf("account_number = %q, want 13 digits", number)
	}
	inbox.next().has("directdepositaccounttransitions.0.account_token", "dda", "directdepositaccounttransitions.0.state", "ACTIVE",
		"directdepositaccounttransitions.0.user_token", "bob", "directdepositaccounttransitions.0.channel", "SYSTEM")
	p.post("/depositaccounts", body).is(201).has("account_number", number)
	p.post("/depositaccounts", map[string]any{"token": "dda", "user_token": "bob", "type": "SAVINGS"}).refused(409, "409001")
	p.get("/depositaccounts/dda").is(200).has("account_number", number)
	p.get("/depositaccounts/account/"+number+"/user").is(200).has("token", "dda", "user_token", "bob")
	p.get("/depositaccounts/user/bob").is(200).has("count", "1", "data.0.token", "dda")
	p.get("/depositaccounts/user/bob?state=SUSPENDED").is(200).has("count", "0")
	p.get("/depositaccounts/user/bob?state=OPEN").refused(400, "400037")
	p.put("/depositaccounts/dda", `{"allow_immediate_credit":true}`).is(200).has("allow_immediate_credit", "true")
	p.put("/depositaccounts/dda", `{}`).is(200).has("allow_immediate_credit", "true")
	p.post("/users/lookup", map[string]any{"dda": number}).is(200).has("count", "1", "data.0.token", "bob")
	p.post("/users/lookup", map[string]any{"dda": "1"}).is(200).has("count", "0")

	p.post("/users", `{"token":"kid","parent_token":"bob"}`).is(201)
	p.post("/depositaccounts", `{"user_token":"kid"}`).is(201).has("user_token", "kid") // by its parent's card
	p.post("/users", `{"token":"cardless"}`).is(201)
	p.post("/depositaccounts", `{"user_token":"cardless"}`).refused(412, "412001")
	for i := range 4 {
		p.post("/depositaccounts", map[string]any{"token": fmt.Sprint("more", i), "user_token": "bob"}).is(201)
	}
	p.post("/depositaccounts", `{"user_token":"bob"}`).refused(412, "412001")
	p.post("/usertransitions", `{"user_token":"cardless","status":"SUSPENDED","reason_code":"01","channel":"API"}`).is(201)
	p.post("/depositaccounts", `{"user_token":"cardless"}`).refused(422, "422001")

	p.post("/depositaccounts", `{"user_token":"none"}`).refused(400, "400010")
	p.post("/depositaccounts", `{}`).refused(400, "400001")
	p.post("/depositaccounts", `{"user_token":"bob","type":"VAULT"}`).refused(400, "400037")
	for _, path := range []string{"/depositaccounts/none", "/depositaccounts/account/none/user", "/depositaccounts/none/cdd"} {
		p.get(path).refused(404, "404001")
	}
	p.get("/depositaccounts/user/none").refused(404, "404004")
	p.put("/depositaccounts/none", `{}`).refused(404, "404001")
}

func TestDepositAccountTransitions(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	p.post("/depositaccounts", `{"token":"dda","user_token":"bob"}`).is(201)
	move := func(to string) map[string]any {
		return map[string]any{"token": "to" + to, "account_token": "dda", "state": to, "channel": "API", "reason": "because"}
	}
	p.post("/depositaccounts/transitions", move("SUSPENDED")).is(201).has("token", "toSUSPENDED", "account_token", "dda", "user_token", "bob",
		"state", "SUSPENDED", "channel", "API", "reason", "because")
	p.get("/depositaccounts/dda").has("state", "SUSPENDED")
	p.post("/depositaccounts/transitions", move("UNACTIVATED")).refused(412, "412001")
	p.post("/depositaccounts/transitions", move("UNSUPPORTED")).refused(412, "412001")
	p.post("/depositaccounts/transitions", move("TERMINATED")).is(201)
	p.post("/depositaccounts/transitions", move("ACTIVE")).refused(412, "412001")
	p.get("/depositaccounts/transitions/toSUSPENDED").is(200).has("state", "SUSPENDED")
	p.get("/depositaccounts/bob/transitions").is(200).has("count", "3", "data.0.state", "TERMINATED", "data.2.reason", "New account")
	p.get("/depositaccounts/none/transitions").refused(404, "404004")
	p.get("/depositaccounts/transitions/none").refused(404, "404001")
	p.post("/depositaccounts/transitions", `{"account_token":"none","state":"ACTIVE","channel":"API"}`).refused(404, "404001")
	p.post("/depositaccounts/transitions", `{"account_token":"dda","state":"ACTIVE"}`).refused(400, "400001")
	p.post("/depositaccounts/transitions", `{"account_token":"dda","state":"ACTIVE","channel":"FAX"}`).refused(400, "400037")
}

func TestCheckingAccounts(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/users", `{"token":"ada"}`).is(201)
	p.post("/depositaccounts", `{"user_token":"ada","type":"CHECKING"}`).refused(400, "400001")
	p.post("/depositaccounts", map[string]any{"token": "chk", "user_token": "ada", "type": "CHECKING", "customer_due_diligence": []any{
		map[string]any{"question": "1", "answer": "2", "token": "q1"}, map[string]any{"question": "2", "answer": "814"},
	}}).is(201).has("type", "CHECKING", "state", "UNACTIVATED").lacks("customer_due_diligence")
	p.post("/depositaccounts/transitions", `{"account_token":"chk","state":"SUSPENDED","channel":"API"}`).refused(412, "412001")
	p.post("/depositaccounts/transitions", `{"account_token":"chk","state":"ACTIVE","channel":"API"}`).is(201)
	p.get("/depositaccounts/chk/cdd").is(200).has("customer_due_diligence_list.0.token", "q1", "customer_due_diligence_list.0.account_token", "chk",
		"customer_due_diligence_list.0.answer", "2", "customer_due_diligence_list.1.question", "2")
	p.put("/depositaccounts/chk/cdd/q1", `{"answer":"4"}`).is(200).has("token", "q1", "answer", "4", "question", "1", "account_token", "chk")
	p.get("/depositaccounts/chk/cdd").is(200).has("customer_due_diligence_list.0.answer", "4", "customer_due_diligence_list.1.answer", "814")
	p.put("/depositaccounts/chk/cdd/none", `{"answer":"4"}`).refused(404, "404001")
	p.put("/depositaccounts/chk/cdd/q1", `{}`).refused(400, "400001")
}

func TestDirectDepositAccounts(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	p.get("/directdeposits/accounts/none").refused(400, "400010")
	p.post("/users", `{"token":"cardless"}`).is(201)
	p.get("/directdeposits/accounts/cardless").refused(404, "404001")
	first := p.get("/directdeposits/accounts/bob").is(200).has("user_token", "bob", "routing_number", "000123453", "allow_immediate_credit", "false").lacks("state", "created_time")
	p.get("/directdeposits/accounts/bob").is(200).has("account_number", first.text("account_number"), "token", first.text("token"))
	p.put("/directdeposits/accounts/bob", `{"allow_immediate_credit":true}`).is(200).has("allow_immediate_credit", "true", "token", first.text("token"))
	p.get("/depositaccounts/"+first.text("token")).is(200).has("allow_immediate_credit", "true", "state", "ACTIVE")
	p.put("/directdeposits/accounts/bob", `{"allow_immediate_credit":7}`).refused(400, "400037")
	p.put("/directdeposits/accounts/none", `{}`).refused(400, "400010")
}
