package sandbox_test

import (
	"maps"
	"testing"
)

func foreign(change map[string]any) map[string]any {
	body := map[string]any{"user_token": "ada", "address_1": "180 Grand Ave.", "city": "Oakland", "state": "CA", "postal_code": "94612", "country": "USA",
		"name_on_card": "Ada King Lovelace", "pan": "4112344112344113", "cvv": "123", "exp_date": "0930"}
	maps.Copy(body, change)
	return body
}

func TestPushToCard(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/users", map[string]any{"token": "ada"}).is(201)
	r := receive(t)
	p.webhook("hook", r.url, "transaction.pushtocard.debit")
	p.post("/pushtocards/paymentcard", foreign(map[string]any{"token": "hers"})).is(201).has("token", "hers", "last_four", "4113", "last_name", "Lovelace",
		"name_on_card", "Ada King Lovelace", "exp_date", "0930", "city", "Oakland", "fast_fund_transfer_eligible", "true", "gambling_fund_transfer_eligible", "false").
		lacks("pan", "cvv", "stored_user", "user_token")
	p.post("/pushtocards/paymentcard", foreign(map[string]any{"token": "hers"})).is(201)
	p.post("/pushtocards/paymentcard", foreign(map[string]any{"token": "hers", "city": "Berkeley"})).refused(409, "409001")
	p.get("/pushtocards/paymentcard/hers").is(200).has("last_four", "4113")
	p.get("/pushtocards/paymentcard/none").refused(404, "404001")
	p.get("/pushtocards/paymentcard?user_token=ada").is(200).has("count", "1", "data.0.token", "hers").lacks("data.0.stored_user")
	p.get("/pushtocards/paymentcard").refused(400, "400001")
	p.get("/pushtocards/paymentcard?user_token=none").is(200).has("count", "0")

	pay := map[string]any{"token": "d1", "payment_instrument_token": "hers", "amount": 12.5, "currency_code": "USD", "memo": "m", "tags": "t"}
	p.post("/pushtocards/disburse", pay).is(201).has("token", "d1", "status", "COMPLETION", "amount", "12.5", "payment_instrument_token", "hers", "memo", "m", "tags", "t")
	p.post("/pushtocards/disburse", pay).is(201)
	r.next().has("transactions.0.type", "pushtocard.debit", "transactions.0.user_token", "ada", "transactions.0.amount", "12.5").lacks("transactions.0.gpa", "transactions.1")
	p.worth("ada", "0", "0", "0")
	p.get("/pushtocards/disburse/d1").is(200).has("amount", "12.5")
	p.get("/pushtocards/disburse/none").refused(404, "404001")
	p.get("/pushtocards/disburse").is(200).has("count", "1")

	for field, bad := range map[string]struct {
		value any
		code  string
	}{
		"payment_instrument_token": {"none", "400002"}, "amount": {50000.01, "400001"}, "currency_code": {"XXX", "400001"},
		"soft_descriptor": {map[string]any{"name": nil, "address": map[string]any{"line1": "l", "city": "c", "county": "001", "state": "CA", "postal_code": "94612"}}, "400001"}, "memo": {[]any{}, "400037"},
	} {
		body := map[string]any{"payment_instrument_token": "hers", "amount": 1, "currency_code": "USD"}
		body[field] = bad.value
		p.post("/pushtocards/disburse", body).refused(400, bad.code)
	}
	p.post("/pushtocards/disburse", `{"payment_instrument_token":"hers","amount":1,"currency_code":"USD","soft_descriptor":{"address":{"line1":"1 Main St","city":"Oakland","county":"ALA","state":"CA","postal_code":"94612"}}}`).refused(400, "400001")
	for field, bad := range map[string]any{"pan": "4112", "cvv": "x", "exp_date": "9999", "address_1": "", "state": "California", "name_on_card": ""} {
		p.post("/pushtocards/paymentcard", foreign(map[string]any{field: bad})).refused(400, "400001")
	}
	p.post("/pushtocards/paymentcard", foreign(map[string]any{"user_token": "none"})).refused(400, "400010")
	p.post("/usertransitions", map[string]any{"user_token": "ada", "status": "SUSPENDED", "reason_code": "05", "channel": "ADMIN"}).is(201)
	delete(pay, "token")
	p.post("/pushtocards/disburse", pay).refused(422, "422001")
}
