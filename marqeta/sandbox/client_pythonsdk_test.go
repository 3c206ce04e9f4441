package sandbox_test

import (
	"strings"
	"testing"
)

// Marqeta's Python SDK was tested against a real sandbox. What its tests expect of
// cards and their holders holds here as well.
func TestHoldersAsThePythonSDKExpectsThem(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/users?count=5&start_index=0&sort_by=-lastModifiedTime", "null").is(201).
		has("active", "true", "uses_parent_account", "false", "corporate_card_holder", "false", "metadata", "{}", "account_holder_group_token", "DEFAULT_AHG", "status", "ACTIVE")
	p.post("/users", `{"token":"bob"}`).is(201)
	p.get("/usertransitions/user/bob?count=5&start_index=0&sort_by=-id").is(200).
		has("count", "1", "data.0.status", "ACTIVE", "data.0.reason_code", "14", "data.0.reason", "CardHolder creation", "data.0.channel", "SYSTEM")
	for _, status := range []string{"ACTIVE", "CLOSED", "LIMITED", "SUSPENDED", "UNVERIFIED"} {
		p.post("/usertransitions", map[string]any{"reason_code": "00", "reason": "Testing", "channel": "SYSTEM", "user_token": "bob", "status": status}).is(201).has("status", status)
	}
	p.get("/users/bob/ssn?full_ssn=False").is(200).lacks("ssn")
	for _, nobody := range []string{`{"ssn":"abcdefghi"}`, `{"dda":"none"}`, `{"phone":"Not a phone number"}`, `{"email":"not an email"}`, `{"email":"none","first_name":"Bob"}`} {
		p.post("/users/lookup?count=5&start_index=0", nobody).is(200).has("count", "0")
	}
	if a := p.post("/businesses/lookup", `{"dda":"Not an account number"}`); a.status < 400 || a.text("error_code") == "" {
		t.Errorf("a lookup of no business = %d %s", a.status, a.raw)
	}
	for range 7 {
		p.post("/users", "{}").is(201)
	}
	p.get("/users?count=5&start_index=0").is(200).has("count", "5", "end_index", "4", "is_more", "true")
}

func TestCardsAsThePythonSDKExpectsThem(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/users", `{"token":"bob"}`).is(201)
	p.post("/cardproducts", `{"token":"cp","name":"QE","start_date":"2019-02-01","config":{"fulfillment":{"payment_instrument":"VIRTUAL_PAN"}}}`).is(201)
	card := p.post("/cards?count=5&start_index=0&sort_by=-lastModifiedTime", `{"token":"card","user_token":"bob","card_product_token":"cp"}`).is(201).
		has("pin_is_set", "false", "state", "UNACTIVATED", "state_reason", "New card", "fulfillment_status", "ISSUED", "instrument_type", "VIRTUAL_PAN", "expedite", "false", "metadata", "{}")
	if same := p.put("/cards/card", "{}").is(200); string(same.raw) != string(card.raw) {
		t.Errorf("updated with nothing: %s, was %s", same.raw, card.raw)
	}
	shown := p.post("/cards?show_cvv_number=True&show_pan=True", `{"user_token":"bob","card_product_token":"cp"}`).is(201)
	if len(shown.text("cvv_number")) != 3 || strings.Contains(shown.text("pan"), "_") {
		t.Errorf("shown: %s", shown.raw)
	}
	p.post("/cards?show_cvv_number=False&show_pan=False", `{"user_token":"bob","card_product_token":"cp"}`).is(201).lacks("cvv_number")
	p.get("/cards?last_four=AAAA&count=5&start_index=0").is(200).has("count", "0", "is_more", "false")
	p.get("/cards/barcode/"+card.text("barcode")).is(200).has("token", "card")
	for _, state := range []string{"ACTIVE", "ACTIVE", "SUSPENDED", "TERMINATED"} {
		p.post("/cardtransitions", map[string]any{"card_token": "card", "channel": "API", "state": state}).is(201).
			has("state", state, "fulfillment_status", "ISSUED", "pin_is_set", "false", "expiration", card.text("expiration"), "user.metadata", "{}", "card.metadata", "{}",
				"validations.user.birth_date", "false", "validations.user.phone", "false", "validations.user.ssn", "false")
	}
	p.get("/cardtransitions/card/card?count=5&start_index=0&sort_by=-id").is(200).has("count", "5", "data.4.state", "UNACTIVATED")
}

// Accounts of users and of businesses are loaded alike.
func TestFundingAsThePythonSDKExpectsIt(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/users", `{"token":"bob"}`).is(201)
	p.post("/businesses", `{"token":"shop"}`).is(201)
	for owner, list := range map[string]string{`"user_token":"bob"`: "user/bob", `"business_token":"shop"`: "business/shop"} {
		p.get("/fundingsources/"+list+"?count=5&start_index=0").refused(404, "404002")
		p.get("/fundingsources/addresses/" + list).is(404)
		card := p.post("/fundingsources/paymentcard", `{`+owner+`,"account_number":"4112344112344113","cvv_number":"123","exp_date":"0323","zip":"94612"}`).is(200).text("token")
		p.put("/fundingsources/paymentcard/"+card, `{}`).refused(400, "400001")
		p.put("/fundingsources/paymentcard/"+card, `{"exp_date":"0424"}`).is(200).has("exp_date", "0424")
		address := p.post("/fundingsources/addresses", `{`+owner+`,"first_name":"Marqeta","last_name":"QE","address_1":"180 Grand Ave.","city":"Oakland","state":"CA","zip":"94612","country":"USA"}`).is(201).
			has("is_default_address", "true").text("token")

		order := p.post("/gpaorders", `{`+owner+`,"amount":100.0,"currency_code":"USD","funding_source_token":"`+card+`","funding_source_address_token":"`+address+`"}`).is(201).
			has("amount", "100", "funding_source_token", card, "funding_source_address_token", address, "response.code", "0000").text("token")
		p.post("/gpaorders/unloads", `{"original_order_token":"`+order+`","amount":50.0}`).is(201).
			has("amount", "50", "original_order_token", order, "funding_source_token", card, "funding_source_address_token", address, "funding.amount", "50", "response.code", "0000")

		bank := `{` + owner + `,"account_number":"12345678901234567","routing_number":"121042882","name_on_account":"Marqeta QE","account_type":"checking"}`
		account := p.post("/fundingsources/ach", bank).is(200).has("verification_status", "VERIFICATION_PENDING").text("token")
		sent := p.get("/fundingsources/ach/" + account + "/verificationamounts").is(200)
		p.put("/fundingsources/ach/"+account, map[string]any{"verify_amount1": sent.text("verify_amount1"), "verify_amount2": sent.text("verify_amount2")}).is(200).
			has("verification_status", "ACH_VERIFIED", "active", "true")
		p.put("/fundingsources/"+account+"/default", "null").is(200).has("is_default_account", "true")
		p.get("/fundingsources/"+list+"?count=5&start_index=0").is(200).has("count", "2", "is_more", "false")
	}
}
