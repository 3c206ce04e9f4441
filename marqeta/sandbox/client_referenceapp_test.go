package sandbox_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// Marqeta's own reference app sets a program up by asking for each resource and
// making those that are not there, then runs its scenarios. It sends a body with
// everything, also to ask, and takes an answer for good that says active.
func TestReferenceApp(t *testing.T) {
	t.Parallel()
	p := start(t)
	web := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	t.Cleanup(web.Close)
	const json = "application/json"
	ensure := func(asked, made, body string) {
		t.Helper()
		if a := p.sent("GET", asked, "{}", "Content-Type", json); a.status == 200 && a.text("active") == "true" {
			return
		} else if a.status >= 300 && a.text("error_message") == "" {
			t.Fatalf("GET %s = %d %s", asked, a.status, a.raw)
		}
		p.sent("POST", made, body, "Content-Type", json).is(201).has("active", "true")
	}
	setUp := func() {
		// The source is asked for without its name, and posted to the path that is its own.
		ensure("/fundingsources/program/", "/fundingsources/program/reference_app_funding_source_token", `{"name": "reference app demo funding source", "token": "reference_app_funding_source_token"}`)
		ensure("/cardproducts/reference_app_card_product_token", "/cardproducts", `{"start_date": "2020-05-01", "token": "reference_app_card_product_token", "name": "Reference app card product",
			"config": {"fulfillment": {"payment_instrument": "VIRTUAL_PAN"}, "poi": {"ecommerce": true, "atm": true}, "card_life_cycle": {"activate_upon_issue": true},
			"jit_funding": {"program_funding_source": {"funding_source_token": "reference_app_funding_source_token", "refunds_destination": "PROGRAM_FUNDING_SOURCE", "enabled": "true"}}}}`)
		ensure("/users/reference_app_user_1", "/users", `{"token": "reference_app_user_1"}`)
		// A list of cards never says active, so that each run makes the card again.
		p.sent("GET", "/cards/user/reference_app_user_1", "{}", "Content-Type", json).is(200).lacks("active")
		p.sent("POST", "/cards", `{"token": "reference_app_card_1", "card_product_token": "reference_app_card_product_token", "user_token": "reference_app_user_1"}`, "Content-Type", json).is(201).has("state", "ACTIVE")
		ensure("/webhooks/reference_app_webhook_token", "/webhooks", `{"token": "reference_app_webhook_token", "name": "Reference app webhook", "active": true, "events": ["*"],
			"config": {"url": "`+web.URL+`/webhook", "basic_auth_username": "user", "basic_auth_password": "This password is 26 characters long."}}`)
	}
	setUp()
	setUp()

	const at = `"card_acceptor": {"zip": "94115", "address": "1899 Fillmore St", "city": "San Francisco", "name": "Walgreens Pharmacy", "state": "CA", "mid": "1235"}`
	const street = `"mid": "1235", "card_acceptor": {"address": "1899 Fillmore St"}`
	// A number in braces stands for the transaction that step made.
	for name, steps := range map[string][][2]string{
		"cleared in parts":        {{"authorization", `"amount": 50.0, ` + at}, {"authorization.clearing", `"amount": 20.0, "preceding_related_transaction_token": "{0}", ` + street}, {"authorization.clearing", `"amount": 30.0, "preceding_related_transaction_token": "{0}", ` + street}},
		"cleared for more":        {{"authorization", `"amount": 50.0, ` + at}, {"authorization.clearing", `"amount": 60.0, "preceding_related_transaction_token": "{0}", ` + street}},
		"force post":              {{"authorization.clearing", `"amount": "7.70", "force_post": "true"`}},
		"advised, cleared":        {{"authorization", `"amount": 100.0, ` + at}, {"authorization.advice", `"amount": 40.0, "mid": "1235", "preceding_related_transaction_token": "{0}"`}, {"authorization.clearing", `"amount": 40.0, "preceding_related_transaction_token": "{1}", ` + street}},
		"advised, cleared by it":  {{"authorization", `"amount": 100.0, ` + at}, {"authorization.advice", `"amount": 40.0, "mid": "1235", "preceding_related_transaction_token": "{0}"`}, {"authorization.clearing", `"amount": 40.0, "preceding_related_transaction_token": "{0}", ` + street}},
		"raised twice":            {{"authorization", `"amount": 100.0, ` + at}, {"authorization.incremental", `"amount": 40.0, "mid": "1235", "preceding_related_transaction_token": "{0}"`}, {"authorization.incremental", `"amount": 20.0, "mid": "1235", "preceding_related_transaction_token": "{0}"`}, {"authorization.clearing", `"amount": 160.0, "preceding_related_transaction_token": "{2}", ` + street}},
		"bought by PIN":           {{"pindebit", `"amount": 10, "network": "VISA", "card_acceptor": {"mid": "11111"}`}},
		"taken back":              {{"authorization", `"amount": 12.0, "card_acceptor": {"mid": "1235"}`}, {"authorization.reversal", `"amount": 12.0, "preceding_related_transaction_token": "{0}"`}},
		"cleared, the rest taken": {{"authorization", `"amount": 50.0, "card_acceptor": {"mid": "1235"}`}, {"authorization.clearing", `"amount": 25.0, "preceding_related_transaction_token": "{0}", ` + street}, {"authorization.reversal", `"amount": 25, "preceding_related_transaction_token": "{0}"`}},
		"given back":              {{"authorization", `"amount": 12.0, "card_acceptor": {"mid": "1235"}`}, {"authorization.clearing", `"amount": 12.0, "preceding_related_transaction_token": "{0}", ` + street}, {"refund", `"amount": 12.0`}},
	} {
		var made []string
		for _, step := range steps {
			body := `{"card_token": "reference_app_card_1", ` + step[1] + `}`
			for i, token := range made {
				body = strings.ReplaceAll(body, fmt.Sprintf("{%d}", i), token)
			}
			a := p.sent("POST", "/simulations/cardtransactions/"+step[0], body, "Content-Type", json, "User-Agent", "marqeta-reference-app:1.0").is(201)
			if a.text("transaction.token") == "" || a.text("transaction.response.code") != "0000" {
				t.Errorf("%s: %s = %s", name, step[0], a.raw)
			}
			made = append(made, a.text("transaction.token"))
		}
		p.get("/balances/reference_app_user_1").is(200).has("gpa.ledger_balance", "0", "gpa.available_balance", "0")
	}
}
