package sandbox_test

import (
	"fmt"
	"net/http"
	"strings"
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
	p.post("/users", map[string]any{"first_name": []any{}}).refused(400, "400037")

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

func TestUserSearch(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/users", `{"token":"ada","first_name":"Ada","phone":"+1 (510) 555-1212","email":"ada@example.com"}`).is(201)
	p.post("/users", `{"token":"bob","first_name":"Adam","phone":"15105551212"}`).is(201)
	p.post("/users", `{"token":"cid","phone":"15105550000"}`).is(201)
	p.get("/users/phonenumber/+15105551212").is(200).has("count", "2")
	p.get("/users/phonenumber/15105550000").is(200).has("count", "1", "data.0.token", "cid")
	p.get("/users/phonenumber/1510").is(200).has("count", "0")
	p.get("/users/phonenumber/none").refused(400, "400001")
	p.get("/users?search_type=v1").is(200).has("count", "3")
	p.post("/users/lookup?count=1&sort_by=createdTime&fields=token", `{"first_name":"ada"}`).is(200).has("count", "1", "is_more", "true", "data.0", `{"token":"ada"}`)
	p.post("/users/lookup", `{"phone":"15105551212"}`).is(200).has("count", "1", "data.0.token", "bob")
	p.post("/users/lookup", `{"phone":"call me"}`).is(200).has("count", "0")
	p.post("/users/lookup", `{"email":"ADA@example.com","first_name":"Bob"}`).is(200).has("count", "0")
	p.post("/users/lookup", `{"first_name":"`+strings.Repeat("x", 41)+`"}`).refused(400, "400001")
	p.put("/users/cid", `{"phone":"1"}`).is(200)
	p.get("/users/phonenumber/15105550000").is(200).has("count", "0")
}

func TestIdentificationNumbers(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/users", `{"token":"none"}`).is(201)
	p.get("/users/none/ssn").is(200).lacks("ssn", "tin")
	p.post("/users", `{"token":"old","ssn":"123-45-6789"}`).is(201)
	p.get("/users/old/ssn").is(200).has("ssn", "6789")
	p.get("/users/old/ssn?full_ssn=true").is(200).has("ssn", "123-45-6789")
	made := p.post("/users", `{"token":"new","ssn":"111","identifications":[{"type":"SSN","value":"123456789"},{"type":"NIN","value":"AB12","expiration_date":"2030-01-01"},
		{"type":"PASSPORT_NUMBER","value":"X1"}]}`).is(201).has("ssn", "___________", "identifications.2.value", "___________", "identifications.1.expiration_date", "2030-01-01")
	p.get("/users/new/ssn?full_ssn=true").is(200).has("ssn", "123456789", "nin", "AB12").lacks("tin", "sin")
	p.get("/users/new/ssn?full_ssn=perhaps").refused(400, "400001")
	p.get("/users/nobody/ssn").refused(404, "404004")

	// What comes back as it was shown is not a change.
	p.put("/users/new", string(made.raw)).is(200)
	p.get("/users/new/ssn?full_ssn=true").is(200).has("ssn", "123456789", "nin", "AB12")
	p.put("/users/new", `{"identifications":[{"type":"NIN","value":"___________"},{"type":"SIN","value":"999"}]}`).is(200)
	p.get("/users/new/ssn?full_ssn=true").is(200).has("nin", "AB12", "sin", "999", "ssn", "111")
	p.put("/users/new", `{"ssn":"","identifications":[]}`).is(200).lacks("ssn", "identifications")
	p.get("/users/new/ssn").is(200).lacks("ssn", "nin")
}

func TestNotes(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/users", `{"token":"ada"}`).is(201)
	p.post("/users", `{"token":"bob"}`).is(201)
	p.post("/businesses", `{"token":"shop"}`).is(201)
	for _, at := range []string{"/users/ada", "/businesses/shop"} {
		first := `{"token":"` + at + `","description":"Called","created_by":"zoe","created_by_user_role":"ADMIN"}`
		p.post(at+"/notes", first).is(201).has("description", "Called", "private", "false", "created_by", "zoe", "created_time", "2026-03-02T10:15:30Z")
		p.post(at+"/notes", first).is(201)
		p.post("/users/bob/notes", first).refused(409, "409001")
		p.post(at+"/notes", `{"description":"Hush","created_by":"max","created_by_user_role":"USER","private":true}`).is(201).has("private", "true")
		p.get(at+"/notes").is(200).has("count", "1", "data.0.description", "Called").lacks("data.0.stored_holder")
		p.get(at+"/notes?include_private=true").is(200).has("count", "2", "data.0.description", "Hush")
		p.get(at+"/notes?include_private=true&created_by=zoe").is(200).has("count", "1")
		p.get(at+"/notes?include_private=true&created_by_user_role=USER,BANK_USER").is(200).has("count", "1", "data.0.created_by", "max")

		note := at + "/notes/" + strings.ReplaceAll(at, "/", "%2F")
		p.put(note, `{"description":"Called again"}`).is(201).has("description", "Called again", "created_by", "zoe")
		p.get(at+"/notes?include_private=true").is(200).has("data.0.description", "Called again")
		p.put(note, `{"description":""}`).refused(400, "400001")
		p.put(note, `{}`).refused(400, "400001")
		p.put(at+"/notes/none", `{"description":"x"}`).refused(404, "404001")
		p.post(at+"/notes", `{"description":"x"}`).refused(400, "400001")
		p.post(at+"/notes", `{"created_by":"x"}`).refused(400, "400001")
		p.post(at+"/notes", `{"description":"x","created_by":"y","created_by_user_role":"KING"}`).refused(400, "400037")
	}
	p.put("/users/bob/notes/%2Fusers%2Fada", `{"description":"x"}`).refused(404, "404001")
	p.get("/users/bob/notes").is(200).has("count", "0")
	for _, none := range []string{"/users/none/notes", "/businesses/none/notes"} {
		if a := p.get(none); a.status != 404 {
			t.Errorf("%s = %d", none, a.status)
		}
		if a := p.post(none, `{"description":"x","created_by":"y"}`); a.status != 404 {
			t.Errorf("POST %s = %d", none, a.status)
		}
	}
}

// The limits of what a user may be told about, and of what changes it.
func TestUserLimits(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/users", `{"active":false,"parent_token":null}`).is(201).has("active", "true")
	p.managed()
	long := func(n int) string { return strings.Repeat("x", n) }
	pairs := map[string]string{}
	for i := range 21 {
		pairs[long(i+1)] = "v"
	}
	for field, bad := range map[string]any{
		"first_name": long(41), "honorific": long(11), "title": long(256), "state": long(33), "postal_code": long(11), "ip_address": long(40), "email": long(256),
		"id_card_number": long(256), "metadata": pairs, "password": "weak", "account_holder_group_token": long(37),
	} {
		p.post("/users", map[string]any{field: bad}).refused(400, "400001")
		p.put("/users/ada", map[string]any{field: bad}).refused(400, "400001")
	}
	for _, bad := range []any{map[string]string{"": "v"}, map[string]string{long(256): "v"}, map[string]string{"k": long(256)}} {
		p.post("/users", map[string]any{"metadata": bad}).refused(400, "400001")
	}
	delete(pairs, "x")
	p.post("/users", map[string]any{"metadata": pairs}).is(201)
	p.post("/cards", map[string]any{"user_token": "ada", "card_product_token": "cp", "metadata": map[string]string{"k": long(256)}}).refused(400, "400001")
	p.put("/cards/card_ada", map[string]any{"metadata": map[string]string{long(256): "v"}}).refused(400, "400001")
	p.put("/users/ada", `{"token":"eve","uses_parent_account":true,"active":false}`).is(200).has("token", "ada", "uses_parent_account", "false", "active", "true")
	p.put("/users/ada", `{"first_name":"Ada","metadata":{"a":"1"}}`).is(200)
	p.put("/users/ada", `{"first_name":"","metadata":{},"account_holder_group_token":null}`).is(200).lacks("first_name").
		has("metadata", "{}", "account_holder_group_token", "DEFAULT_AHG")
}

// Names are found by their beginning, however much of it is given, and as they are
// now.
func TestLookupByName(t *testing.T) {
	t.Parallel()
	p := start(t)
	for i, name := range []string{"Ångström", "Angus", "An", " ANG "} {
		p.post("/users", map[string]any{"token": name, "first_name": name, "last_name": name + "son", "identifications": []any{map[string]any{"type": "SSN", "value": fmt.Sprintf("123-45-678%d", i)}}}).is(201)
	}
	p.put("/users/Angus", `{"last_name":"Smith"}`).is(200)
	for body, want := range map[string]string{
		`{"first_name":"a"}`: "3", `{"first_name":"AN"}`: "3", `{"first_name":"ang"}`: "2", `{"first_name":"angu"}`: "1", `{"first_name":"Ång"}`: "1", `{"first_name":"ångström "}`: "1",
		`{"last_name":"angusson"}`: "0", `{"last_name":"smi"}`: "1", `{"last_name":"smi","first_name":"x"}`: "0", `{"last_name":"an","first_name":"ang"}`: "1",
		`{"ssn":"123-45-6781"}`: "1", `{"ssn":"123456781"}`: "1", `{"ssn":"123-45"}`: "0", `{"ssn":"-"}`: "0", `{"ssn":"123-45-6780","first_name":"ang"}`: "0",
	} {
		if got := p.post("/users/lookup", body).is(200); got.text("count") != want {
			t.Errorf("%s: %s, want %s", body, got.raw, want)
		}
	}
}
