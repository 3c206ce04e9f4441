package sandbox_test

import (
	"fmt"
	"testing"
)

func TestVelocityControls(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	const body = `{"token":"daily","association":{"user_token":"ada"},"currency_code":"USD","amount_limit":500.5,"usage_limit":10,"velocity_window":"DAY"}`
	const shown = `{"token":"daily","association":{"user_token":"ada"},"merchant_scope":{},"usage_limit":10,"approvals_only":true,"include_purchases":true,` +
		`"include_withdrawals":true,"include_transfers":true,"include_cashback":true,"include_credits":false,"currency_code":"USD","amount_limit":500.5,` +
		`"velocity_window":"DAY","active":true}`
	for range 2 {
		if a := p.post("/velocitycontrols", body).is(201); string(a.raw) != shown {
			t.Errorf("created %s, want %s", a.raw, shown)
		}
	}
	if a := p.get("/velocitycontrols/daily").is(200); string(a.raw) != shown {
		t.Errorf("got %s, want %s", a.raw, shown)
	}
	p.post("/velocitycontrols", `{"token":"daily","currency_code":"USD","amount_limit":1,"velocity_window":"DAY"}`).refused(409, "409001")
	p.get("/velocitycontrols/x").refused(404, "404001").has("error_message", "Velocity control not found")
	p.put("/velocitycontrols/x", `{}`).refused(404, "404001")
	p.call("DELETE", "/velocitycontrols/x", nil).refused(404, "404001")

	p.put("/velocitycontrols/daily", `{}`).is(200)
	p.put("/velocitycontrols/daily", `{"token":"daily","name":"Five hundred a day","velocity_window":"QUARTER","money_in_transaction":{"include_credits_types":["CASH_DEPOSIT"]}}`).
		is(200).has("name", "Five hundred a day", "velocity_window", "QUARTER", "usage_limit", "10", "money_in_transaction.include_credits_types.0", "CASH_DEPOSIT")
	// Association and scope are replaced as a whole.
	p.put("/velocitycontrols/daily", `{"association":{"card_product_token":"cp"},"merchant_scope":{"mcc":"5411"}}`).is(200).
		has("association", `{"card_product_token":"cp"}`, "merchant_scope", `{"mcc":"5411"}`)
	p.put("/velocitycontrols/daily", `{"association":null,"merchant_scope":{}}`).is(200).has("association", "{}", "merchant_scope", "{}")
	p.call("DELETE", "/velocitycontrols/daily", nil).is(200).has("token", "daily", "active", "false")
	p.get("/velocitycontrols/daily").is(200).has("active", "false")
	p.put("/velocitycontrols/daily", `{"active":true}`).is(200).has("active", "true")
}

func TestVelocityControlsRefuse(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	p.post("/velocitycontrols", `{"token":"v","currency_code":"USD","amount_limit":1,"velocity_window":"DAY"}`).is(201)
	for bad, code := range map[string]string{
		`{"currency_code":""}`: "400001", `{"currency_code":"XXX1"}`: "400001", `{"currency_code":"ABC"}`: "400001", `{"amount_limit":null}`: "400001",
		`{"amount_limit":-1}`: "400001", `{"amount_limit":0.001}`: "400001", `{"amount_limit":1e3}`: "400037", `{"velocity_window":""}`: "400001",
		`{"velocity_window":"FORTNIGHT"}`: "400037", `{"usage_limit":-2}`: "400001", `{"usage_limit":1.5}`: "400037", `{"usage_limit":2147483648}`: "400037",
		`{"usage_limit":1,"velocity_window":"TRANSACTION"}`: "400001", `{"name":"` + fmt.Sprintf("%0256d", 0) + `"}`: "400001",
		`{"association":{"user_token":"ada","card_product_token":"cp"}}`: "400001", `{"association":{"user_token":"nobody"}}`: "400010",
		`{"association":{"card_product_token":"none"}}`: "400016", `{"association":"ada"}`: "400037", `{"association":{"user_token":7}}`: "400010", `{"association":{"user_token":{}}}`: "400037",
		`{"merchant_scope":{"mid":"1","mcc":"5411"}}`: "400001", `{"merchant_scope":{"mcc":"54111"}}`: "400001", `{"merchant_scope":{"mcc_group":"none"}}`: "400002",
		`{"merchant_scope":{"merchant_group_token":"g"}}`: "400001", `{"include_credits":true,"money_in_transaction":{}}`: "400001",
		`{"money_in_transaction":{"include_credits_types":["SOME"]}}`: "400037", `{"money_in_transaction":{"include_network_load_types":["SOME"]}}`: "400037",
		`{"active":"maybe"}`: "400037",
	} {
		p.put("/velocitycontrols/v", bad).refused(400, code)
	}
	for bad, code := range map[string]string{
		`{}`: "400001", `{"currency_code":"USD","amount_limit":1}`: "400001", `{"currency_code":"USD","amount_limit":1,"velocity_window":"YEAR"}`: "400037",
	} {
		p.post("/velocitycontrols", bad).refused(400, code)
	}
}

func TestVelocityControlsAreListed(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	make := func(token, association string) {
		p.post("/velocitycontrols", `{"token":"`+token+`","association":`+association+`,"currency_code":"USD","amount_limit":1,"velocity_window":"DAY"}`).is(201)
	}
	make("program", `{}`)
	make("product", `{"card_product_token":"cp"}`)
	make("user", `{"user_token":"ada"}`)
	p.call("DELETE", "/velocitycontrols/program", nil).is(200)
	for query, want := range map[string]string{
		"": `["program","user","product"]`, "?user=ada": `["user"]`, "?user=null": `["program","product"]`, "?card_product=cp": `["product"]`,
		"?card_product=null": `["program","user"]`, "?user=null&card_product=null": `["program"]`, "?user=bob": `[]`, "?sort_by=createdTime": `["program","product","user"]`,
	} {
		a := p.get("/velocitycontrols" + query).is(200)
		got := "["
		for i := range 9 {
			if token := a.at(fmt.Sprintf("data.%d.token", i)); token != "" {
				got += token + ","
			}
		}
		if got = got[:max(len(got)-1, 1)] + "]"; got != want && !(want == "[]" && got == "[]") {
			t.Errorf("%s = %s, want %s", a.call, got, want)
		}
	}
	p.get("/velocitycontrols?fields=token&count=1").is(200).has("data.0", `{"token":"program"}`, "is_more", "true")
}

// Ninety controls of the whole program, of both kinds together; those of users and
// card products are not counted, nor those that are switched off.
func TestNinetyControls(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	const velocity = `{"currency_code":"USD","amount_limit":1,"velocity_window":"DAY"`
	for i := range 89 {
		p.post("/velocitycontrols", fmt.Sprintf(`%s,"token":"v%d"}`, velocity, i)).is(201)
	}
	p.post("/authcontrols", `{"token":"a","name":"a","merchant_scope":{"mcc":"5411"}}`).is(201)
	p.post("/velocitycontrols", velocity+`}`).refused(400, "400001")
	p.post("/authcontrols", `{"name":"b","merchant_scope":{"mcc":"5411"}}`).refused(400, "400001")
	p.post("/velocitycontrols", velocity+`,"token":"off","active":false}`).is(201)
	p.put("/velocitycontrols/off", `{"active":true}`).refused(400, "400001")
	p.post("/velocitycontrols", velocity+`,"association":{"user_token":"ada"}}`).is(201)
	p.post("/authcontrols", `{"name":"c","association":{"card_product_token":"cp"}}`).is(201)
	p.put("/authcontrols/a", `{"name":"still there"}`).is(200)
	p.call("DELETE", "/velocitycontrols/v7", nil).is(200)
	p.put("/velocitycontrols/off", `{"active":true}`).is(200)
	p.put("/velocitycontrols/v7", `{"active":true}`).refused(400, "400001")
}
