package sandbox_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
)

// once are the requests that make one resource however often they come, and a
// change that makes them another payload.
var once = []struct{ path, body, other, words string }{
	{"/fundingsources/program", `{"token":"x","name":"n"}`, `{"token":"x","name":"m"}`, "Request already processed with a different payload"},
	{"/fundingsources/programgateway", `{"token":"x","name":"n","url":"","basic_auth_username":"u","basic_auth_password":"` + password + `"}`,
		`{"token":"x","name":"m","url":"","basic_auth_username":"u","basic_auth_password":"` + password + `"}`, "Request already processed with a different payload"},
	{"/cardproducts", `{"token":"x","name":"n","start_date":"2020-01-01"}`, `{"token":"x","name":"n","start_date":"2020-01-02"}`, "Token already associated with a different payload"},
	{"/users", `{"token":"x","first_name":"n"}`, `{"token":"x"}`, "Request already processed with a different payload"},
	{"/usertransitions", `{"token":"x","user_token":"ada","status":"SUSPENDED","reason_code":"01","channel":"API"}`,
		`{"token":"x","user_token":"ada","status":"SUSPENDED","reason_code":"02","channel":"API"}`, "Request already processed with a different payload"},
	{"/cards", `{"token":"x","user_token":"ada","card_product_token":"cp"}`, `{"token":"x","user_token":"ada","card_product_token":"cp","expedite":true}`, "Token already associated with a different payload"},
	{"/cardtransitions", `{"token":"x","card_token":"card_ada","state":"SUSPENDED","channel":"API"}`, `{"token":"x","card_token":"card_ada","state":"ACTIVE","channel":"API"}`, "Token already associated with a different payload"},
	{"/gpaorders", `{"token":"x","user_token":"ada","amount":10,"currency_code":"USD","funding_source_token":"fs_0001"}`,
		`{"token":"x","user_token":"ada","amount":11,"currency_code":"USD","funding_source_token":"fs_0001"}`, "Request already processed with a different payload"},
	{"/webhooks", `{"token":"x","name":"n","events":["*"],"config":{"url":"https://h.example/","basic_auth_username":"u","basic_auth_password":"` + password + `"}}`,
		`{"token":"x","name":"n","events":["transaction.*"],"config":{"url":"https://h.example/","basic_auth_username":"u","basic_auth_password":"` + password + `"}}`, "Request already processed with a different payload"},
	{"/simulate/authorization", `{"card_token":"card_ada","amount":10,"mid":"11","transaction_options":{"transaction_token":"x"}}`,
		`{"card_token":"card_ada","amount":11,"mid":"11","transaction_options":{"transaction_token":"x"}}`, "Token already associated with a different payload"},
}

func TestRepeatedRequests(t *testing.T) {
	t.Parallel()
	for _, o := range once {
		t.Run(strings.ReplaceAll(o.path, "/", " "), func(t *testing.T) {
			t.Parallel()
			p := start(t).managed()
			first := p.post(o.path, o.body).is(201)
			again := p.post(o.path, o.body).is(201)
			if string(first.raw) != string(again.raw) && !strings.HasPrefix(o.path, "/simulate") {
				t.Errorf("repeated: %s, want %s", again.raw, first.raw)
			}
			p.post(o.path, strings.ReplaceAll(o.body, `,"`, " ,\n \"")).is(201)
			p.post(o.path, o.other).refused(409, "409001").has("error_message", o.words)
			p.post(o.path, o.body).is(201)
		})
	}
}

// Fifty callers with one token and one payload get one resource; with fifty
// payloads one caller gets it and the others a conflict.
func TestConcurrentRepeats(t *testing.T) {
	t.Parallel()
	p := start(t, inFolder(t.TempDir())).managed()
	const callers = 50
	var made [callers]string
	var won [callers]int
	var wait sync.WaitGroup
	for i := range callers {
		wait.Go(func() {
			made[i] = p.post("/cards", `{"token":"one","user_token":"ada","card_product_token":"cp"}`).at("barcode")
			won[i] = p.post("/users", fmt.Sprintf(`{"token":"many","first_name":"%d"}`, i)).status
		})
	}
	wait.Wait()
	created := 0
	for i := range callers {
		if made[i] == "" || made[i] != made[0] {
			t.Errorf("caller %d got card %q, caller 0 %q", i, made[i], made[0])
		}
		switch won[i] {
		case 201:
			created++
		case 409:
		default:
			t.Errorf("caller %d got %d", i, won[i])
		}
	}
	if created != 1 {
		t.Errorf("%d callers made the user, want 1", created)
	}
	p.get("/cards/user/ada").has("count", "2")
	p.get("/cardtransitions/card/one").has("count", "2")
}

// Purchases of one card from many callers never spend more than there is, and the
// identifiers have no gap.
func TestConcurrentAuthorizations(t *testing.T) {
	t.Parallel()
	p := start(t, inFolder(t.TempDir())).standard()
	var wait sync.WaitGroup
	var mu sync.Mutex
	codes, identifiers := map[string]int{}, map[string]bool{}
	for range 40 {
		wait.Go(func() {
			a := p.post("/simulations/cardtransactions/authorization", `{"card_token":"card_bob","amount":10}`)
			mu.Lock()
			defer mu.Unlock()
			codes[a.text("transaction.response.code")]++
			identifiers[a.text("transaction.identifier")] = true
		})
	}
	wait.Wait()
	if codes["0000"] != 25 || codes["1016"] != 15 {
		t.Errorf("codes = %v, want 25 approvals of 250 dollars and 15 declines", codes)
	}
	for i := 2; i <= 41; i++ { // the load was the first
		if !identifiers[fmt.Sprint(i)] {
			t.Errorf("identifier %d is missing in %v", i, identifiers)
		}
	}
	p.get("/balances/bob").has("gpa.ledger_balance", "250", "gpa.available_balance", "0")
}
