package sandbox_test

import "testing"

func TestMerchantCards(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/cardproducts", `{"token":"cp","name":"Plain","start_date":"2020-01-01"}`).is(201)
	p.post("/cardproducts", `{"token":"shop","name":"Shop","start_date":"2020-01-01","config":{"special":{"merchant_on_boarding":true},
		"card_life_cycle":{"expiration_offset":{"min_offset":{"unit":"DAYS","value":1}}}}}`).is(201)
	const body = `{"card_product_token":"shop","expedite":true,"metadata":{"aisle":"4"},"expiration_offset":{"unit":"DAYS","value":2}}`
	p.get("/cards/merchant/m1").refused(404, "404001")
	a := p.post("/cards/merchant/m1", body).is(201).has("expedite", "true", "metadata", `{"aisle":"4"}`, "expiration_time", "2026-03-04T23:59:59Z", "state", "UNACTIVATED")
	if again := p.post("/cards/merchant/m1", body).is(201); string(again.raw) != string(a.raw) {
		t.Errorf("repeated = %s, want %s", again.raw, a.raw)
	}
	p.post("/cards/merchant/m1", `{"card_product_token":"shop"}`).refused(409, "409001")
	p.get("/cards/merchant/m1").is(200).has("token", a.text("token"), "pan", a.text("pan"))
	if pan := p.get("/cards/merchant/m1/showpan").is(200).lacks("cvv_number").text("pan"); pan[:6]+"______"+pan[12:] != a.text("pan") {
		t.Errorf("pan = %s, want that of %s", pan, a.text("pan"))
	}
	p.get("/cards/merchant/m1?expand=user").is(200).has("user.status", "ACTIVE")
	p.get("/cards/user/"+a.text("user_token")).is(200).has("count", "1")
	p.move(a.text("token"), "ACTIVE").is(201)

	p.post("/users", `{"token":"ada"}`).is(201)
	p.post("/cards", `{"token":"card","user_token":"ada","card_product_token":"cp"}`).is(201)
	p.get("/cards/merchant/card").refused(404, "404001")
	p.post("/cards/merchant/card", body).refused(409, "409001")
	p.post("/cards/merchant/m2", `{"card_product_token":"cp"}`).refused(400, "400001")
	p.post("/cards/merchant/m2", `{"card_product_token":"none"}`).refused(400, "400016")
	p.post("/cards/merchant/m2", `{}`).refused(400, "400001")
	p.get("/users/m2").refused(404, "404004")
}
