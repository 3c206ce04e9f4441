package sandbox_test

import "testing"

func TestPeerTransfers(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	p.post("/users", map[string]any{"token": "ada"}).is(201)
	p.post("/businesses", map[string]any{"token": "firm"}).is(201)
	r := receive(t)
	p.webhook("hook", r.url, "transaction.transfer.peer")
	send := map[string]any{"token": "t1", "sender_user_token": "bob", "recipient_user_token": "ada", "amount": 100.25, "currency_code": "USD", "memo": "rent", "tags": "a"}
	p.post("/peertransfers", send).is(201).has("token", "t1", "amount", "100.25", "sender_user_token", "bob", "recipient_user_token", "ada", "memo", "rent", "tags", "a",
		"currency_code", "USD", "created_time", "2026-03-02T10:15:30Z").lacks("sender_business_token", "stored_side")
	p.post("/peertransfers", send).is(201)
	send["amount"] = 1
	p.post("/peertransfers", send).refused(409, "409001").has("error_message", "Request already processed with a different payload")
	p.worth("bob", "149.75", "149.75", "0")
	p.worth("ada", "100.25", "100.25", "0")
	first := r.next().has("transactions.0.type", "transfer.peer", "transactions.0.user_token", "bob", "transactions.0.gpa.impacted_amount", "-100.25",
		"transactions.0.gpa.available_balance", "149.75", "transactions.0.amount", "100.25", "transactions.0.state", "COMPLETION",
		"transactions.0.peer_transfer.token", "t1", "transactions.1.user_token", "ada", "transactions.1.gpa.impacted_amount", "100.25").text("transactions.0.token")
	p.get("/transactions/"+first+"/related").is(200).has("count", "2")

	p.post("/peertransfers", map[string]any{"token": "t2", "sender_user_token": "ada", "recipient_business_token": "firm", "amount": 0.25, "currency_code": "USD"}).
		is(201).has("recipient_business_token", "firm")
	p.worth("firm", "0.25", "0.25", "0")
	p.get("/transactions?business_token=firm&type=transfer.peer").is(200).has("count", "1")
	p.get("/peertransfers/t1").is(200).has("memo", "rent")
	p.get("/peertransfers/none").refused(404, "404001")
	p.get("/peertransfers/user/ada").is(200).has("count", "2", "data.0.token", "t2", "data.1.token", "t1").lacks("data.0.stored_side")
	p.get("/peertransfers/user/ada/sender").is(200).has("count", "1", "data.0.token", "t2")
	p.get("/peertransfers/user/ada/recipient").is(200).has("count", "1", "data.0.token", "t1")
	p.get("/peertransfers/user/firm/recipient").is(200).has("count", "1")
	p.get("/peertransfers/user/bob/recipient").is(200).has("count", "0", "is_more", "false")
	p.get("/peertransfers/user/none").refused(404, "404004")
}

func TestPeerTransfersThatAreRefused(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	p.post("/users", map[string]any{"token": "ada"}).is(201)
	p.post("/users", map[string]any{"token": "kid", "parent_token": "bob", "uses_parent_account": true}).is(201)
	body := func(change map[string]any) map[string]any {
		b := map[string]any{"sender_user_token": "bob", "recipient_user_token": "ada", "amount": 10, "currency_code": "USD"}
		for k, v := range change {
			b[k] = v
		}
		return b
	}
	for _, c := range []struct {
		change map[string]any
		status int
		code   string
	}{
		{map[string]any{"amount": 250.01}, 422, "422003"},
		{map[string]any{"currency_code": "EUR"}, 422, "422003"},
		{map[string]any{"recipient_user_token": "bob"}, 422, "422002"},
		{map[string]any{"recipient_user_token": "kid"}, 422, "422002"},
		{map[string]any{"recipient_user_token": "none"}, 400, "400010"},
		{map[string]any{"sender_user_token": "none"}, 400, "400010"},
		{map[string]any{"sender_user_token": ""}, 400, "400001"},
		{map[string]any{"recipient_business_token": "firm"}, 400, "400001"},
		{map[string]any{"amount": 0}, 400, "400001"},
		{map[string]any{"amount": -1}, 400, "400001"},
		{map[string]any{"amount": "0.001"}, 400, "400001"},
		{map[string]any{"amount": nil}, 400, "400001"},
		{map[string]any{"amount": "1e3"}, 400, "400037"},
		{map[string]any{"currency_code": "XXX"}, 400, "400001"},
	} {
		p.post("/peertransfers", body(c.change)).refused(c.status, c.code)
	}
	for _, user := range []string{"ada", "bob"} {
		p.post("/usertransitions", map[string]any{"user_token": user, "status": "SUSPENDED", "reason_code": "05", "channel": "ADMIN"}).is(201)
		p.post("/peertransfers", body(nil)).refused(422, "422001")
		p.post("/usertransitions", map[string]any{"user_token": user, "status": "ACTIVE", "reason_code": "05", "channel": "ADMIN"}).is(201)
	}
	p.worth("bob", "250", "250", "0")
	p.worth("ada", "0", "0", "0")
	p.get("/peertransfers/user/bob").is(200).has("count", "0")
}
