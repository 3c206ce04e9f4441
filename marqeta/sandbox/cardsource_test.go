package sandbox_test

import "testing"

// plastic registers a payment card of a user, with an address to load from it.
func (p *program) plastic(user, token string) *program {
	p.Helper()
	p.post("/fundingsources/paymentcard", payment(map[string]any{"token": token, "user_token": user})).is(200)
	p.post("/fundingsources/addresses", address(map[string]any{"token": token + "_home", "user_token": user})).is(201)
	return p
}

func payment(change map[string]any) map[string]any {
	body := map[string]any{"account_number": "4112344112344113", "cvv_number": "123", "exp_date": "0323", "zip": "94612"}
	for k, v := range change {
		body[k] = v
	}
	return body
}

func address(change map[string]any) map[string]any {
	body := map[string]any{"first_name": "Ada", "last_name": "Lovelace", "address_1": "180 Grand Ave.", "city": "Oakland", "state": "CA", "zip": "94612", "country": "USA"}
	for k, v := range change {
		body[k] = v
	}
	return body
}

func TestPaymentCardSources(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/users", map[string]any{"token": "ada"}).is(201)
	body := payment(map[string]any{"token": "visa", "user_token": "ada"})
	p.post("/fundingsources/paymentcard", body).is(200).has("type", "paymentcard", "account_suffix", "4113", "account_type", "VISA", "exp_date", "0323",
		"active", "true", "is_default_account", "true", "user_token", "ada").lacks("account_number", "cvv_number", "zip", "verification_status", "verification_override")
	p.post("/fundingsources/paymentcard", body).is(200)
	p.post("/fundingsources/paymentcard", payment(map[string]any{"token": "visa", "user_token": "ada", "exp_date": "0424"})).refused(409, "409001")
	p.post("/fundingsources/paymentcard", payment(map[string]any{"token": "second", "user_token": "ada", "account_number": "5112344112344113"})).
		is(200).has("is_default_account", "false", "account_type", "MASTERCARD")

	p.put("/fundingsources/second/default", nil).is(200).has("token", "second", "is_default_account", "true", "type", "paymentcard")
	p.get("/fundingsources/paymentcard/visa").is(200).has("is_default_account", "false")
	p.put("/fundingsources/paymentcard/visa", map[string]any{"exp_date": "0424", "is_default_account": true}).is(200).has("exp_date", "0424", "is_default_account", "true")
	p.get("/fundingsources/paymentcard/second").is(200).has("is_default_account", "false")
	p.put("/fundingsources/paymentcard/visa", map[string]any{"exp_date": "0424", "active": false}).is(200).has("active", "false", "is_default_account", "true")
	p.put("/fundingsources/paymentcard/visa", map[string]any{}).refused(400, "400001")
	p.put("/fundingsources/paymentcard/none", map[string]any{"exp_date": "0424"}).refused(404, "404001")
	p.put("/fundingsources/none/default", nil).refused(404, "404001")
	p.bank("ada", "bank").put("/fundingsources/bank/default", nil).is(200).has("is_default_account", "true", "type", "ach")
	p.get("/fundingsources/user/ada").is(200).has("count", "3")

	for field, bad := range map[string]any{"account_number": "4112-3441", "cvv_number": "12", "exp_date": "1323", "user_token": ""} {
		p.post("/fundingsources/paymentcard", payment(map[string]any{"user_token": "ada", field: bad})).refused(400, "400001")
	}
	for _, exp := range []string{"", "0023", "1200000", "xx24", "12é"} {
		p.post("/fundingsources/paymentcard", payment(map[string]any{"user_token": "ada", "exp_date": exp})).refused(400, "400001")
	}
	p.post("/fundingsources/paymentcard", payment(map[string]any{"user_token": "none"})).refused(400, "400010")
}

func TestSourceAddresses(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/users", map[string]any{"token": "ada"}).is(201)
	p.get("/fundingsources/addresses/user/ada").refused(404, "404001")
	p.get("/fundingsources/addresses/user/none").refused(404, "404004")
	body := address(map[string]any{"token": "home", "user_token": "ada"})
	p.post("/fundingsources/addresses", body).is(201).has("user_token", "ada", "first_name", "Ada", "zip", "94612", "postal_code", "94612", "country", "USA",
		"is_default_address", "true", "active", "true").lacks("address_2", "phone")
	p.post("/fundingsources/addresses", body).is(201)
	p.post("/fundingsources/addresses", address(map[string]any{"token": "home", "user_token": "ada", "city": "Berkeley"})).refused(409, "409001")
	p.post("/fundingsources/addresses", address(map[string]any{"token": "work", "user_token": "ada"})).is(201).has("is_default_address", "false")
	p.put("/fundingsources/addresses/work", map[string]any{"zip": "94610", "is_default_address": true, "phone": "5105550100"}).is(200).
		has("zip", "94610", "postal_code", "94610", "is_default_address", "true", "first_name", "Ada", "phone", "5105550100")
	p.put("/fundingsources/addresses/work", map[string]any{"postal_code": "94611"}).is(200).has("zip", "94611", "postal_code", "94611")
	p.get("/fundingsources/addresses/home").is(200).has("is_default_address", "false")
	p.put("/fundingsources/addresses/work", map[string]any{"is_default_address": false}).is(200).has("is_default_address", "true")
	p.put("/fundingsources/addresses/work", map[string]any{}).is(200)
	p.get("/fundingsources/addresses/user/ada").is(200).has("count", "2", "data.0.token", "work")
	p.get("/fundingsources/addresses/none").refused(404, "404001")
	p.put("/fundingsources/addresses/none", map[string]any{}).refused(404, "404001")

	for field, bad := range map[string]any{"first_name": "", "state": "California", "zip": "", "user_token": "", "country": ""} {
		p.post("/fundingsources/addresses", address(map[string]any{"user_token": "ada", field: bad})).refused(400, "400001")
	}
	p.post("/fundingsources/addresses", address(map[string]any{"user_token": "none"})).refused(400, "400010")
}
