package sandbox_test

import "testing"

// refill is the body of an auto reload of 100 below 50, with changes.
func refill(change map[string]any) map[string]any {
	body := map[string]any{"funding_source_token": "fs_gpa", "currency_code": "USD",
		"order_scope": map[string]any{"gpa": map[string]any{"trigger_amount": 50, "reload_amount": 100}}}
	for k, v := range change {
		body[k] = v
	}
	return body
}

func TestAutoReloads(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	body := refill(map[string]any{"token": "bobs", "association": map[string]any{"user_token": "bob"}})
	p.post("/autoreloads", body).is(201).has("token", "bobs", "active", "true", "association.user_token", "bob", "order_scope.gpa.trigger_amount", "50",
		"order_scope.gpa.reload_amount", "100", "funding_source_token", "fs_gpa", "currency_code", "USD").lacks("order_scope.msa")
	p.post("/autoreloads", body).is(201)
	body["currency_code"] = "EUR"
	p.post("/autoreloads", body).refused(409, "409001")
	// One active reload for each level.
	p.post("/autoreloads", refill(map[string]any{"association": map[string]any{"user_token": "bob"}})).refused(400, "400001")
	p.post("/autoreloads", refill(map[string]any{"token": "spare", "active": false, "association": map[string]any{"user_token": "bob"}})).is(201)
	p.put("/autoreloads/spare", map[string]any{"active": true}).refused(400, "400001")
	p.post("/autoreloads", refill(map[string]any{"token": "all"})).is(201).lacks("association")
	p.put("/autoreloads/all", map[string]any{"association": map[string]any{"card_product_token": "cp_gpa"}}).is(200).has("association.card_product_token", "cp_gpa")
	p.put("/autoreloads/all", map[string]any{"order_scope": map[string]any{"gpa": map[string]any{"reload_amount": 70}}}).is(200).
		has("order_scope.gpa.reload_amount", "70", "order_scope.gpa.trigger_amount", "50", "association.card_product_token", "cp_gpa")
	p.put("/autoreloads/all", map[string]any{}).is(200)
	p.get("/autoreloads/all").is(200).has("token", "all")
	p.get("/autoreloads").is(200).has("count", "3", "data.0.token", "all")
	p.get("/autoreloads?user_token=bob").is(200).has("count", "2")
	p.get("/autoreloads?card_product=cp_gpa").is(200).has("count", "1")
	p.get("/autoreloads?count=11").refused(413, "413002")
	p.get("/autoreloads/none").refused(404, "404001")
	p.put("/autoreloads/none", map[string]any{}).refused(404, "404001")
	p.post("/autoreloads", map[string]any{"token": "shop", "active": false, "currency_code": "USD", "order_scope": map[string]any{
		"msa": map[string]any{"campaign_token": "c", "trigger_amount": 1, "reload_amount": 2}}}).is(201).has("order_scope.msa.campaign_token", "c", "order_scope.msa.trigger_amount", "1")

	gpa := func(trigger, reload any) map[string]any {
		return map[string]any{"order_scope": map[string]any{"gpa": map[string]any{"trigger_amount": trigger, "reload_amount": reload}}}
	}
	for _, c := range []struct {
		change map[string]any
		code   string
	}{
		{map[string]any{"funding_source_token": ""}, "400001"},
		{map[string]any{"funding_source_token": "none"}, "400002"},
		{map[string]any{"funding_source_address_token": "none"}, "400002"},
		{map[string]any{"association": map[string]any{"user_token": "none"}}, "400010"},
		{map[string]any{"association": map[string]any{"card_product_token": "none"}}, "400016"},
		{map[string]any{"association": map[string]any{"card_product_token": "cp_gpa", "user_token": "bob"}}, "400001"},
		{map[string]any{"currency_code": "XXX"}, "400001"},
		{map[string]any{"order_scope": map[string]any{}}, "400001"},
		{gpa(0, 1), "400001"}, {gpa(1, 0.001), "400001"}, {gpa("1.001", 1), "400001"}, {gpa(map[string]any{}, 1), "400037"},
	} {
		p.post("/autoreloads", refill(c.change)).refused(400, c.code)
	}
}

func TestSpendingReloads(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	p.post("/autoreloads", refill(map[string]any{"token": "all"})).is(201)
	spend := func(amount any) string {
		return p.simulate("authorization", map[string]any{"card_token": "card_bob", "amount": amount}).text("transaction.token")
	}
	spend(200)
	p.worth("bob", "250", "50", "0")
	spend(1)
	p.worth("bob", "350", "149", "0")
	order := p.get("/transactions?user_token=bob&type=gpa.credit").is(200).has("count", "2", "data.0.auto_reload.token", "all", "data.0.gpa.impacted_amount", "100")
	p.get("/gpaorders/"+order.text("data.0.gpa_order.token")).is(200).has("state", "COMPLETION", "amount", "100")

	// The nearest level counts: holder, card product, program.
	p.post("/autoreloads", refill(map[string]any{"token": "product", "association": map[string]any{"card_product_token": "cp_gpa"},
		"order_scope": map[string]any{"gpa": map[string]any{"trigger_amount": 140, "reload_amount": 10}}})).is(201)
	spend(10)
	p.worth("bob", "360", "149", "0")
	p.post("/autoreloads", refill(map[string]any{"token": "bobs", "association": map[string]any{"user_token": "bob"},
		"order_scope": map[string]any{"gpa": map[string]any{"trigger_amount": 149, "reload_amount": 1}}})).is(201)
	spend(1)
	p.worth("bob", "361", "149", "0")
	// A load, a decline or money given back is no spending.
	p.post("/gpaorders/unloads", map[string]any{"original_order_token": "load", "amount": 149}).is(201)
	p.worth("bob", "212", "0", "0")
	p.simulate("authorization", map[string]any{"card_token": "card_bob", "amount": 5}).has("transaction.state", "DECLINED")
	p.worth("bob", "212", "0", "0")
	// A source that is switched off reloads nothing, and the spending stands.
	p.post("/gpaorders", map[string]any{"user_token": "bob", "amount": 20, "currency_code": "USD", "funding_source_token": "fs_gpa"}).is(201)
	p.put("/fundingsources/program/fs_gpa", map[string]any{"active": false}).is(200)
	spend(5)
	p.worth("bob", "232", "15", "0")
}

func TestReloadsOfABankComeOnce(t *testing.T) {
	t.Parallel()
	p := start(t).standard().bank("bob", "bank")
	p.post("/autoreloads", refill(map[string]any{"funding_source_token": "bank", "association": map[string]any{"user_token": "bob"}})).is(201)
	for _, amount := range []int{201, 10} {
		p.simulate("authorization", map[string]any{"card_token": "card_bob", "amount": amount}).has("transaction.state", "PENDING")
	}
	p.worth("bob", "250", "39", "100")
	p.pass("72h")
	p.worth("bob", "350", "139", "0")
}

func TestWhatIsShortReloads(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	p.post("/users", map[string]any{"token": "ada"}).is(201)
	p.post("/programtransfers/types", map[string]any{"token": "rent", "program_funding_source_token": "fs_gpa", "memo": "Rent"}).is(201)
	p.post("/autoreloads", refill(map[string]any{"association": map[string]any{"user_token": "bob"}})).is(201)
	pay := map[string]any{"type_token": "rent", "user_token": "bob", "amount": 300, "currency_code": "USD"}
	p.post("/programtransfers", pay).is(201)
	p.worth("bob", "50", "50", "0")
	p.post("/peertransfers", map[string]any{"sender_user_token": "bob", "recipient_user_token": "ada", "amount": 150.01, "currency_code": "USD"}).refused(422, "422003")
	p.worth("bob", "50", "50", "0")
	p.post("/peertransfers", map[string]any{"sender_user_token": "bob", "recipient_user_token": "ada", "amount": 150, "currency_code": "USD"}).is(201)
	p.worth("bob", "100", "100", "0")
	p.worth("ada", "150", "150", "0")
}
