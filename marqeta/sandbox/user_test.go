package sandbox_test

import (
	"net/http"
	"testing"
	"time"
)

func TestUsers(t *testing.T) {
	t.Parallel()
	p := start(t)
	// Nothing is required of a user, not even a body.
	req, err := http.NewRequest("POST", p.url+"/users", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.SetBasicAuth("sandbox_application_token", "sandbox_admin_access_token")
	p.send(req).is(201).has("active", "true", "uses_parent_account", "false", "corporate_card_holder", "false", "metadata", "{}",
		"account_holder_group_token", "DEFAULT_AHG", "status", "ACTIVE").lacks("first_name", "ssn", "parent_token", "email")

	p.post("/users", map[string]any{"token": "ada", "first_name": "Ada", "last_name": "Lovelace", "email": "Ada@Example.com", "phone": "+15105551212",
		"ssn": "123-45-6789", "birth_date": "1991-01-01T00:00:00Z", "postal_code": "94612", "metadata": map[string]any{"tier": "gold", "site": 1, "vip": true},
		"identifications": []any{map[string]any{"type": "SSN", "value": "123456789"}}}).is(201).
		has("ssn", "___________", "identifications.0.value", "___________", "birth_date", "1991-01-01", "zip", "94612", "postal_code", "94612",
			"metadata", `{"site":"1","tier":"gold","vip":"true"}`)
	p.get("/users/ada").is(200).has("ssn", "___________", "email", "Ada@Example.com")
	p.post("/users", map[string]any{"email": "ada@example.com"}).refused(400, "400057").has("error_message", "A card holder with the same email already exist")
	p.put("/users/ada", map[string]any{"email": "ada@example.com"}).is(200)
	p.put("/users/ada", map[string]any{"metadata": map[string]any{"new": "1"}}).is(200).has("metadata", `{"new":"1"}`, "first_name", "Ada", "ssn", "___________")
	p.get("/users/none").refused(404, "404004").has("error_message", "Cardholder not found")
	p.put("/users/none", map[string]any{}).refused(404, "404004")
	p.post("/users", map[string]any{"gender": "X"}).refused(400, "400037")
	p.post("/users", map[string]any{"metadata": map[string]any{"a": []any{}}}).refused(400, "400037")
	p.post("/users", map[string]any{"first_name": 7}).refused(400, "400037")

	for body, want := range map[string]string{
		`{"first_name":"ad"}`: "1", `{"last_name":"LOVE","first_name":"A"}`: "1", `{"email":"ADA@EXAMPLE.COM"}`: "1", `{"ssn":"123-45-6789"}`: "1",
		`{"phone":"+1510"}`: "0", `{"first_name":"Ada","last_name":"King"}`: "0", `{"dda":"1"}`: "0", `{}`: "2",
	} {
		p.post("/users/lookup", body).is(200).has("count", want)
	}
}

func TestChildrenShareTheirParentsAccount(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	p.post("/users", map[string]any{"token": "kid", "parent_token": "bob", "uses_parent_account": true}).is(201)
	p.post("/cards", map[string]any{"token": "card_kid", "user_token": "kid", "card_product_token": "cp_gpa"}).is(201)
	p.get("/users/bob/children").is(200).has("count", "1", "data.0.token", "kid")
	p.simulate("authorization", map[string]any{"card_token": "card_kid", "amount": 50}).
		has("transaction.state", "PENDING", "transaction.user_token", "bob", "transaction.acting_user_token", "kid", "transaction.gpa.available_balance", "200")
	p.get("/balances/kid").is(200).has("gpa.ledger_balance", "250", "gpa.available_balance", "200")
	p.get("/transactions?acting_user_token=kid").is(200).has("count", "1")
	p.get("/transactions?user_token=kid").is(200).has("count", "0")

	p.post("/usertransitions", map[string]any{"user_token": "bob", "status": "SUSPENDED", "reason_code": "05", "channel": "ADMIN"}).is(201)
	p.simulate("authorization", map[string]any{"card_token": "card_kid", "amount": 1}).has("transaction.response.code", "1813")

	p.post("/users", map[string]any{"uses_parent_account": true}).refused(400, "400001")
	p.post("/users", map[string]any{"parent_token": "none"}).refused(400, "400002")
	p.put("/users/bob", map[string]any{"parent_token": "kid"}).refused(400, "400001")
	p.put("/users/bob", map[string]any{"parent_token": "bob"}).refused(400, "400001")
	p.post("/users", map[string]any{"token": "guest", "parent_token": "bob"}).is(201).has("parent_token", "bob")
	p.put("/users/guest", `{"parent_token":null}`).is(200).lacks("parent_token")
}

func TestUserTransitions(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/users", map[string]any{"token": "ada"}).is(201)
	p.get("/usertransitions/user/ada").is(200).has("count", "1", "data.0.status", "ACTIVE", "data.0.reason_code", "14",
		"data.0.reason", "CardHolder creation", "data.0.channel", "SYSTEM", "data.0.user_token", "ada")
	move := func(status string) map[string]any {
		return map[string]any{"user_token": "ada", "status": status, "reason_code": "01", "channel": "API", "reason": "because"}
	}
	p.clock.advance(time.Second)
	first := p.post("/usertransitions", move("SUSPENDED")).is(201).has("status", "SUSPENDED", "created_time", "2026-03-02T10:15:31Z")
	p.get("/users/ada").has("status", "SUSPENDED", "active", "false")
	p.get("/usertransitions/"+first.text("token")).is(200).has("reason", "because")
	p.post("/usertransitions", move("LIMITED")).is(201)
	p.get("/users/ada").has("status", "LIMITED", "active", "true")
	p.post("/usertransitions", move("UNVERIFIED")).refused(412, "412001")
	p.post("/usertransitions", move("CLOSED")).is(201)
	p.post("/usertransitions", move("TERMINATED")).is(201)
	p.post("/usertransitions", move("ACTIVE")).refused(412, "412001")
	p.get("/usertransitions/user/ada?count=1").is(200).has("data.0.status", "TERMINATED", "is_more", "true")
	p.get("/usertransitions/user/none").refused(404, "404004")
	p.get("/usertransitions/none").refused(404, "404001")

	for field, bad := range map[string]struct {
		value any
		code  string
	}{"user_token": {"none", "400010"}, "status": {"GONE", "400037"}, "reason_code": {"33", "400037"}, "channel": {"PIGEON", "400037"}, "reason": {make([]int, 1), "400037"}} {
		body := move("ACTIVE")
		body[field] = bad.value
		p.post("/usertransitions", body).refused(400, bad.code)
	}
	p.post("/usertransitions", map[string]any{"user_token": "ada"}).refused(400, "400001")
}
