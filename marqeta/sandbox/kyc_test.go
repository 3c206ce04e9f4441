package sandbox_test

import (
	"maps"
	"testing"
	"time"
)

// person is a user that can be verified.
func person(token string, change map[string]any) map[string]any {
	u := map[string]any{
		"token": token, "first_name": "Ada", "last_name": "King", "address1": "1 A Street", "city": "Oakland", "state": "CA", "postal_code": "94610", "country": "USA",
		"birth_date": "1991-01-01", "ssn": "123-45-6789", "account_holder_group_token": "strict",
	}
	maps.Copy(u, change)
	return u
}

func TestAccountHolderGroups(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.get("/accountholdergroups").is(200).has("count", "1", "data.0.token", "DEFAULT_AHG", "data.0.name", "Default account holder group", "data.0.config.kyc_required", "NEVER")
	p.post("/accountholdergroups", `{"token":"g","name":"Guests"}`).is(201).has("config.kyc_required", "NEVER", "config.is_reloadable", "true",
		"config.pre_kyc_controls", `{"balance_max":1000,"cash_access_enabled":false,"international_enabled":false,"is_reloadable_pre_kyc":false,"enable_non_program_loads":false}`).
		lacks("created_time", "last_modified_time")
	p.post("/accountholdergroups", `{"token":"g","name":"Guests"}`).is(201)
	p.post("/accountholdergroups", `{"token":"g","name":"Others"}`).refused(409, "409001").has("error_message", "Token already associated with a different payload")
	p.put("/accountholdergroups/g", `{"config":{"kyc_required":"ALWAYS","pre_kyc_controls":{"balance_max":50.25}}}`).is(200).
		has("name", "Guests", "config.is_reloadable", "true", "config.pre_kyc_controls.balance_max", "50.25")
	p.put("/accountholdergroups/g", `{}`).is(200).has("config.kyc_required", "ALWAYS")
	p.get("/accountholdergroups/g").is(200).has("config.kyc_required", "ALWAYS")
	p.get("/accountholdergroups").is(200).has("count", "2", "data.0.token", "g")
	p.get("/accountholdergroups?count=11").refused(413, "413002")
	p.get("/accountholdergroups/none").refused(404, "404001")
	p.put("/accountholdergroups/none", `{}`).refused(404, "404001")
	for body, code := range map[string]string{
		`{"config":{"kyc_required":"SOMETIMES"}}`: "400037", `{"config":{"pre_kyc_controls":{"balance_max":-1}}}`: "400001",
		`{"name":"12345678901234567890123456789012345678901"}`: "400001", `{"config":7}`: "400037",
	} {
		p.post("/accountholdergroups", body).refused(400, code)
		p.put("/accountholdergroups/g", body).refused(400, code)
	}
	for required, want := range map[string][2]string{"ALWAYS": {"UNVERIFIED", "false"}, "CONDITIONAL": {"LIMITED", "true"}, "NEVER": {"ACTIVE", "true"}} {
		p.put("/accountholdergroups/g", map[string]any{"config": map[string]any{"kyc_required": required}}).is(200)
		for _, path := range []string{"/users", "/businesses"} {
			made := p.post(path, `{"account_holder_group_token":"g"}`).is(201).has("status", want[0], "active", want[1], "account_holder_group_token", "g")
			p.get(path[:len(path)-1] + "transitions/user/" + made.text("token")).at("")
		}
	}
	p.post("/_sandbox/reset", `{"to":"empty"}`).is(200)
	p.get("/accountholdergroups").is(200).has("count", "1", "data.0.token", "DEFAULT_AHG")
	p.post("/accountholdergroups", `{"token":"g","config":{"kyc_required":"NEVER"}}`).is(201)
	p.post("/users", `{"account_holder_group_token":"none"}`).refused(400, "400002")
	p.post("/users", `{"token":"ada"}`).is(201)
	p.put("/users/ada", `{"account_holder_group_token":"none"}`).refused(400, "400002")
	p.put("/users/ada", `{"account_holder_group_token":"g"}`).is(200).has("status", "ACTIVE")
}

func TestKYC(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/accountholdergroups", `{"token":"strict","config":{"kyc_required":"ALWAYS"}}`).is(201)
	p.post("/users", person("ada", nil)).is(201).has("status", "UNVERIFIED")
	p.get("/usertransitions/user/ada").has("data.0.status", "UNVERIFIED", "data.0.reason", "CardHolder creation")
	p.clock.advance(time.Second)
	p.post("/kyc", `{"token":"k","user_token":"ada"}`).is(201).has("user_token", "ada", "result.status", "SUCCESS", "manual_override", "false",
		"created_time", "2026-03-02T10:15:31Z").lacks("notes", "reference_id", "business_token")
	p.post("/kyc", `{"token":"k","user_token":"ada"}`).is(201)
	p.post("/kyc", `{"token":"k","user_token":"bob"}`).refused(409, "409001").has("error_message", "Request already processed with a different payload")
	p.get("/users/ada").has("status", "ACTIVE", "active", "true")
	p.get("/usertransitions/user/ada").has("count", "2", "data.0.status", "ACTIVE", "data.0.reason", "KYC passed", "data.0.reason_code", "00", "data.0.channel", "SYSTEM")
	p.post("/kyc", `{"user_token":"ada"}`).refused(400, "400001") // active by now
	p.get("/kyc/k").is(200).has("user_token", "ada")
	p.get("/kyc/user/ada").is(200).has("count", "1", "data.0.token", "k")
	p.put("/kyc/k", `{"answers":[{"key":"q","answer":"a"}]}`).refused(412, "412001")

	for name, c := range map[string]struct {
		change map[string]any
		want   string
	}{
		"never issued": {map[string]any{"ssn": "000-12-3456"}, "FAILURE"}, "nor this": {map[string]any{"ssn": "666121234"}, "FAILURE"},
		"to review":                {map[string]any{"ssn": "912-12-3456"}, "PENDING"},
		"paper instead":            {map[string]any{"ssn": "", "identifications": []any{map[string]any{"type": "SSN", "value": "123456789"}}}, "SUCCESS"},
		"a box is no home":         {map[string]any{"address1": "P.O. Box 7"}, ""},
		"four digits":              {map[string]any{"ssn": "6789"}, ""},
		"nobody without a name":    {map[string]any{"first_name": " "}, ""},
		"nobody without birthday":  {map[string]any{"birth_date": ""}, ""},
		"letters are not a number": {map[string]any{"ssn": "12345678x"}, ""},
	} {
		token := p.post("/users", person(name, c.change)).is(201).text("token")
		a := p.post("/kyc", map[string]any{"user_token": token})
		if c.want == "" {
			a.refused(400, "400001")
			continue
		}
		a.is(201).has("result.status", c.want)
		if codes := a.at("result.codes"); (codes == "[]") != (c.want == "SUCCESS") {
			t.Errorf("%s: codes = %s", name, codes)
		}
	}
	p.get("/users/never%20issued").has("status", "UNVERIFIED")
	p.post("/kyc", `{"user_token":"never issued"}`).is(201)
	p.post("/kyc", `{"user_token":"never issued"}`).refused(400, "400001") // twice is enough
	p.get("/kyc/user/never%20issued").is(200).has("count", "2")

	review := p.get("/kyc/user/to%20review").text("data.0.token")
	p.put("/kyc/"+review, `{}`).refused(400, "400001")
	p.put("/kyc/"+review, `{"answers":[{"key":"street","answer":"1 A Street"}]}`).is(200).has("result.status", "SUCCESS")
	p.get("/users/to%20review").has("status", "ACTIVE")

	p.post("/users", `{"token":"blank","account_holder_group_token":"strict"}`).is(201)
	p.post("/kyc", `{"user_token":"blank","notes":"seen"}`).refused(400, "400001")
	p.post("/kyc", `{"user_token":"blank","manual_override":true,"notes":"passport seen","reference_id":"r1"}`).is(201).
		has("result.status", "SUCCESS", "manual_override", "true", "notes", "passport seen", "reference_id", "r1")
	p.get("/users/blank").has("status", "ACTIVE")

	p.post("/kyc", `{}`).refused(400, "400001")
	p.post("/kyc", `{"user_token":"ada","business_token":"shop"}`).refused(400, "400001")
	p.post("/kyc", `{"user_token":"none"}`).refused(400, "400010")
	p.get("/kyc/none").refused(404, "404001")
	p.put("/kyc/none", `{"answers":[{"key":"q","answer":"a"}]}`).refused(404, "404001")
	p.get("/kyc/user/none").refused(404, "404004")
	p.get("/kyc/business/none").refused(404, "404001")
}

func TestBusinessKYC(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.put("/accountholdergroups/DEFAULT_AHG", `{"config":{"kyc_required":"CONDITIONAL"}}`).is(200)
	p.post("/businesses", office).is(201).has("status", "LIMITED", "active", "true")
	p.post("/businesses", `{"token":"mill"}`).is(201)
	p.post("/kyc", `{"business_token":"mill"}`).refused(400, "400001")
	p.put("/businesses/shop", `{"beneficial_owner2":{"last_name":"Nobody","ssn":"666123456"}}`).is(200)
	p.post("/kyc", `{"business_token":"shop"}`).is(201).has("result.status", "FAILURE", "business_token", "shop").lacks("user_token")
	p.get("/businesses/shop").has("status", "LIMITED")
	p.put("/businesses/shop", `{"beneficial_owner2":null}`).is(200).lacks("beneficial_owner2")
	p.post("/kyc", `{"business_token":"shop"}`).is(201).has("result.status", "SUCCESS")
	p.get("/businesses/shop").has("status", "ACTIVE")
	p.get("/businesstransitions/business/shop").has("count", "2", "data.0.reason", "KYC passed", "data.1.status", "LIMITED")
	p.get("/kyc/business/shop").is(200).has("count", "2", "data.0.business_token", "shop")
}

// What a group allows its members, before they pass and after.
func TestGroupsLimitLoads(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/fundingsources/program", `{"token":"fs","name":"Loads"}`).is(201)
	load := func(user string, amount any) answer {
		p.Helper()
		return p.post("/gpaorders", map[string]any{"user_token": user, "amount": amount, "currency_code": "USD", "funding_source_token": "fs"})
	}
	p.post("/accountholdergroups", `{"token":"limited","config":{"kyc_required":"CONDITIONAL","pre_kyc_controls":{"balance_max":100.50,"is_reloadable_pre_kyc":true}}}`).is(201)
	p.post("/accountholdergroups", `{"token":"once","config":{"kyc_required":"CONDITIONAL"}}`).is(201)
	p.post("/accountholdergroups", `{"token":"gift","config":{"is_reloadable":false}}`).is(201)
	for _, group := range []string{"limited", "once", "gift"} {
		p.post("/users", map[string]any{"token": group, "account_holder_group_token": group}).is(201)
	}
	load("limited", "100.51").refused(422, "422002")
	load("limited", "60").is(201)
	load("limited", "40.51").refused(422, "422002")
	load("limited", "40.50").is(201)
	p.get("/balances/limited").has("gpa.ledger_balance", "100.5")

	p.bank("once", "bank")
	byBank := map[string]any{"user_token": "once", "amount": 10, "currency_code": "USD", "funding_source_token": "bank"}
	p.post("/gpaorders", byBank).refused(422, "422002")
	p.put("/accountholdergroups/once", `{"config":{"pre_kyc_controls":{"enable_non_program_loads":true}}}`).is(200)
	p.post("/gpaorders", byBank).is(201).has("state", "PENDING")
	load("once", 10).is(201)
	load("once", 10).refused(422, "422002")
	p.post("/kyc", `{"user_token":"once","manual_override":true}`).is(201)
	load("once", 5000).is(201)

	p.product("cp", map[string]any{})
	p.post("/cards", `{"token":"c","user_token":"limited","card_product_token":"cp"}`).is(201)
	p.simulate("pindebit.atm.withdrawal", map[string]any{"card_token": "c", "amount": 10}).has("transaction.response.code", "1025")
	p.simulate("authorization", map[string]any{"card_token": "c", "amount": 10}).has("transaction.response.code", "0000")
	p.post("/kyc", `{"user_token":"limited","manual_override":true}`).is(201)
	p.simulate("pindebit.atm.withdrawal", map[string]any{"card_token": "c", "amount": 10}).has("transaction.response.code", "0000")

	load("gift", 5000).is(201)
	load("gift", 1).refused(422, "422002")
	p.put("/accountholdergroups/gift", `{"config":{"is_reloadable":true}}`).is(200)
	load("gift", 1).is(201)
}
