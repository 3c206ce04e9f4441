package sandbox_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"
)

// office is a business that can be verified.
const office = `{"token":"shop","business_name_legal":"Analytical Engines Ltd","business_name_dba":"Engines","office_location":{"address1":"1 A Street",
	"city":"Oakland","state":"CA","postal_code":"94610","country":"US"},"identifications":[{"type":"BUSINESS_TAX_ID","value":"12-3456789"}],
	"incorporation":{"incorporation_type":"LLC","state_of_incorporation":"CA","is_public":true},"date_established":"2010-04-15T00:01:00Z",
	"proprietor_or_officer":{"first_name":"Ada","last_name":"King","ssn":"123456789","dob":"1985-01-08T00:00:00Z",
	"identifications":[{"type":"TIN","value":"987654321"}]},"beneficial_owner1":{"first_name":"Charles","ssn":"234567891","ownership_percentage":25.5},
	"primary_contact":{"full_name":"Ada King"},"attestation_consent":true,"attester_name":"Ada King","attestation_date":"2022-03-03T00:01:00Z",
	"phone":"5105551212","password":"My_passw0rd","metadata":{"tier":"gold"}}`

func TestBusinesses(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/businesses", nil).is(201).has("active", "true", "status", "ACTIVE", "account_holder_group_token", "DEFAULT_AHG", "metadata", "{}").
		lacks("business_name_legal", "password", "office_location")
	made := p.post("/businesses", office).is(201).has("token", "shop", "business_name_legal", "Analytical Engines Ltd", "status", "ACTIVE",
		"identifications.0.value", "___________", "proprietor_or_officer.ssn", "___________", "proprietor_or_officer.identifications.0.value", "___________",
		"proprietor_or_officer.dob", "1985-01-08T00:00:00Z", "beneficial_owner1.ssn", "___________", "beneficial_owner1.ownership_percentage", "25.5",
		"date_established", "2010-04-15T00:01:00Z", "incorporation.is_public", "true", "office_location.postal_code", "94610").lacks("password", "beneficial_owner2")
	p.get("/businesses/shop").is(200).has("metadata", `{"tier":"gold"}`)

	// An update changes what it names, and what it sends back masked stays.
	p.clock.advance(time.Second)
	p.put("/businesses/shop", string(made.raw)).is(200)
	p.put("/businesses/shop", `{"proprietor_or_officer":{"phone":"1"},"password":"My_passw0rd","token":"other","active":false}`).is(200).
		has("token", "shop", "active", "true", "proprietor_or_officer.first_name", "Ada", "proprietor_or_officer.phone", "1", "last_modified_time", "2026-03-02T10:15:31Z")
	p.get("/businesses/shop/ssn?full_ssn=true").is(200).has("ssn", "123456789", "tin", "987654321").lacks("sin", "nin")
	p.get("/businesses/shop/ssn").is(200).has("ssn", "6789", "tin", "4321")
	p.put("/businesses/shop", `{}`).is(200).has("last_modified_time", "2026-03-02T10:15:31Z")

	p.get("/businesses").is(200).has("count", "2", "data.0.token", "shop")
	for query, count := range map[string]string{
		"business_name_legal=analytical": "1", "business_name_dba=ENGINES": "1", "business_name_dba=engine&business_name_legal=ana": "1", "business_name_dba=shop": "0",
		"search_type=v1": "2",
	} {
		p.get("/businesses?"+query).is(200).has("count", count)
	}
	p.post("/businesses", `{"attestation_consent":false}`).is(201).has("attestation_consent", "false").lacks("proprietor_is_beneficial_owner")
	p.post("/businesses/lookup", `{"dda":"1"}`).refused(404, "404001")
	p.post("/businesses/lookup", `{}`).refused(400, "400001")

	for body, code := range map[string]string{
		`{"password":"weak"}`: "400001", `{"business_name_legal":"` + strings.Repeat("x", 256) + `"}`: "400001", `{"attester_name":"` + strings.Repeat("x", 65) + `"}`: "400001",
		`{"office_location":{"city":"` + strings.Repeat("x", 36) + `"}}`: "400001", `{"proprietor_or_officer":{"first_name":""}}`: "400001",
		`{"incorporation":{"incorporation_type":"CLUB"}}`: "400037", `{"identifications":[{"value":"1"}]}`: "400001", `{"date_established":"then"}`: "400037",
		`{"account_holder_group_token":"none"}`: "400002", `{"beneficial_owner1":[]}`: "400037", `{"primary_contact":{"fax":"` + strings.Repeat("1", 256) + `"}}`: "400001",
	} {
		p.post("/businesses", body).refused(400, code)
		p.put("/businesses/shop", body).refused(400, code)
	}
	p.get("/businesses/none").refused(404, "404001")
	p.put("/businesses/none", `{}`).refused(404, "404001")
	p.get("/businesses/none/ssn").refused(404, "404001")
	p.get("/businesses/none/children").refused(404, "404001")

	// A token is a user's or a business's.
	p.post("/users", `{"token":"shop"}`).refused(409, "409001")
	p.post("/users", `{"token":"ada"}`).is(201)
	p.post("/businesses", `{"token":"ada"}`).refused(409, "409001")
}

func TestBusinessTransitions(t *testing.T) {
	t.Parallel()
	p := start(t)
	hook := receive(t)
	p.webhook("moves", hook.url, "businesstransition.*")
	p.post("/businesses", `{"token":"shop","metadata":{"tier":"gold"}}`).is(201)
	p.get("/businesstransitions/business/shop").is(200).has("count", "1", "data.0.status", "ACTIVE", "data.0.reason_code", "14",
		"data.0.reason", "CardHolder creation", "data.0.channel", "SYSTEM", "data.0.business_token", "shop").lacks("data.0.user_token")
	move := func(status string) map[string]any {
		return map[string]any{"business_token": "shop", "status": status, "reason_code": "01", "channel": "API"}
	}
	first := p.post("/businesstransitions", move("SUSPENDED")).is(201).has("business_token", "shop", "metadata.tier", "gold")
	p.get("/businesses/shop").has("status", "SUSPENDED", "active", "false")
	p.get("/businesstransitions/"+first.text("token")).is(200).has("status", "SUSPENDED")
	p.post("/businesstransitions", move("UNVERIFIED")).is(201)
	p.post("/businesstransitions", move("LIMITED")).refused(412, "412001")
	p.post("/businesstransitions", move("SUSPENDED")).is(201) // unlike a user
	p.post("/businesstransitions", move("CLOSED")).is(201)
	p.get("/businesstransitions/business/shop?count=1").is(200).has("data.0.status", "CLOSED", "is_more", "true")
	p.get("/businesstransitions/business/none").refused(404, "404001")
	p.get("/businesstransitions/none").refused(404, "404001")
	p.post("/businesstransitions", `{"business_token":"none","status":"ACTIVE","reason_code":"01","channel":"API"}`).refused(400, "400002")
	p.post("/businesstransitions", `{"user_token":"shop","status":"ACTIVE","reason_code":"01","channel":"API"}`).refused(400, "400001")

	told := map[string]int{}
	for sum := 0; sum < 5; {
		n := hook.next()
		for i := 0; n.at(fmt.Sprintf("businesstransitions.%d", i)) != ""; i++ {
			told[n.text(fmt.Sprintf("businesstransitions.%d.status", i))]++
			sum++
		}
	}
	if want := (map[string]int{"ACTIVE": 1, "SUSPENDED": 2, "UNVERIFIED": 1, "CLOSED": 1}); !maps.Equal(told, want) {
		t.Errorf("notified of %v, want %v", told, want)
	}
	p.post("/webhooks/moves/businesstransition/"+first.text("token"), nil).is(200).has("businesstransitions.0.status", "SUSPENDED")
}

// A business holds an account, and its children spend from it.
func TestBusinessAccount(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	p.post("/businesses", `{"token":"shop","metadata":{"tier":"gold"}}`).is(201)
	p.post("/gpaorders", `{"token":"bl","business_token":"shop","amount":100,"currency_code":"USD","funding_source_token":"fs_gpa"}`).is(201).
		has("business_token", "shop").lacks("user_token")
	p.get("/balances/shop").is(200).has("gpa.ledger_balance", "100")
	p.post("/users", `{"token":"clerk","parent_token":"shop","uses_parent_account":true}`).is(201).has("parent_token", "shop", "business_token", "shop")
	p.post("/users", `{"token":"helper","parent_token":"clerk"}`).is(201).has("parent_token", "clerk", "business_token", "shop")
	p.get("/users/helper").has("business_token", "shop")
	p.get("/businesses/shop/children").is(200).has("count", "1", "data.0.token", "clerk", "data.0.business_token", "shop")
	p.get("/users/shop/children").is(200).has("count", "1")

	// A business holds no cards itself.
	p.post("/cards", `{"user_token":"shop","card_product_token":"cp_gpa"}`).refused(400, "400010")
	p.post("/cards", `{"token":"cc","user_token":"clerk","card_product_token":"cp_gpa"}`).is(201)
	p.simulate("authorization", map[string]any{"card_token": "cc", "amount": 40}).has("transaction.state", "PENDING", "transaction.business_token", "shop",
		"transaction.acting_user_token", "clerk", "transaction.business.metadata.tier", "gold", "transaction.gpa.available_balance", "60").lacks("transaction.user_token")
	p.get("/balances/clerk").is(200).has("gpa.ledger_balance", "100", "gpa.available_balance", "60")
	p.get("/transactions?business_token=shop").is(200).has("count", "2", "data.0.business_token", "shop", "data.1.type", "gpa.credit")
	p.get("/transactions?user_token=shop").is(200).has("count", "0")
	p.get("/transactions?business_token=bob").is(200).has("count", "0")

	p.post("/gpaorders/unloads", `{"original_order_token":"bl","amount":70}`).refused(412, "412001")
	p.post("/gpaorders/unloads", `{"original_order_token":"bl","amount":10}`).is(201)
	p.get("/balances/shop").has("gpa.ledger_balance", "90", "gpa.available_balance", "50")
	p.get("/gpaorders/unloads?business_token=shop").is(200).has("count", "1")
	p.get("/gpaorders/unloads?user_token=shop").is(200).has("count", "0")
	p.get("/gpaorders/unloads?user_token=bob").is(200).has("count", "0")

	p.post("/businesstransitions", `{"business_token":"shop","status":"SUSPENDED","reason_code":"01","channel":"API"}`).is(201)
	p.simulate("authorization", map[string]any{"card_token": "cc", "amount": 1}).has("transaction.response.code", "1813")
	p.post("/gpaorders", `{"business_token":"shop","amount":1,"currency_code":"USD","funding_source_token":"fs_gpa"}`).refused(422, "422001")
	p.post("/gpaorders", `{"business_token":"none","amount":1,"currency_code":"USD","funding_source_token":"fs_gpa"}`).refused(400, "400002")
	p.post("/gpaorders", `{"user_token":"bob","business_token":"shop","amount":1,"currency_code":"USD","funding_source_token":"fs_gpa"}`).refused(400, "400001")
}

func TestDirectors(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/businesses", `{"token":"shop"}`).is(201)
	p.post("/businesses", `{"token":"mill"}`).is(201)
	p.post("/businesses/shop/directors", `{"token":"d","first_name":"Ada","last_name":"King","ssn":"123456789"}`).is(201).has("ssn", "___________", "first_name", "Ada")
	p.post("/businesses/shop/directors", `{"token":"d","first_name":"Ada","last_name":"King","ssn":"123456789"}`).is(201)
	p.post("/businesses/mill/directors", `{"token":"d","first_name":"Ada","last_name":"King","ssn":"123456789"}`).refused(409, "409001")
	p.get("/businesses/shop/directors/d").is(200).has("last_name", "King", "token", "d")
	p.get("/businesses/mill/directors/d").refused(404, "404001")
	p.put("/businesses/mill/directors/d", `{"title":"Dr"}`).refused(404, "404001")
	p.put("/businesses/shop/directors/d", `{"title":"Dr","ssn":"___________"}`).is(201).has("title", "Dr", "first_name", "Ada")
	p.get("/businesses/shop/directors/d/identifications?full_ssn=true").is(200).has("ssn", "123456789")
	p.post("/businesses/none/directors", `{"first_name":"Ada","last_name":"King"}`).refused(404, "404001")
	p.post("/businesses/shop/directors", `{"first_name":"Ada"}`).refused(400, "400001")
}
