package sandbox_test

import (
	"maps"
	"strings"
	"testing"
	"time"
)

func TestProgramFundingSources(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/fundingsources/program", map[string]any{"token": "fs", "name": "Operating"}).is(201).
		has("token", "fs", "name", "Operating", "active", "true", "account", "12.003.001.000002", "created_time", "2026-03-02T10:15:30Z", "last_modified_time", "2026-03-02T10:15:30Z")
	before := p.get("/fundingsources/program/fs").is(200)
	if after := p.put("/fundingsources/program/fs", map[string]any{}).is(200); string(after.raw) != string(before.raw) {
		t.Errorf("PUT {} = %s, want it unchanged: %s", after.raw, before.raw)
	}
	p.clock.advance(time.Minute)
	p.put("/fundingsources/program/fs", map[string]any{"active": "false"}).is(200).
		has("active", "false", "name", "Operating", "created_time", "2026-03-02T10:15:30Z", "last_modified_time", "2026-03-02T10:16:30Z")
	p.post("/fundingsources/program", map[string]any{}).refused(400, "400001").has("error_message", "Invalid input(s): name may not be empty")
	p.post("/fundingsources/program", map[string]any{"name": strings.Repeat("n", 51)}).refused(400, "400001")
	p.get("/fundingsources/program/none").refused(404, "404001")
	p.put("/fundingsources/program/none", map[string]any{}).refused(404, "404001")
}

func TestGatewayFundingSources(t *testing.T) {
	t.Parallel()
	p := start(t)
	good := map[string]any{"token": "gw", "name": "Gateway", "url": "https://gateway.example/jit", "basic_auth_username": "marqeta", "basic_auth_password": "This password is 26 characters long."}
	p.post("/fundingsources/programgateway", good).is(201).
		has("active", "false", "basic_auth_password", "This password is 26 characters long.", "timeout_millis", "3000", "use_mtls", "false", "custom_header", "{}", "version", "0")
	p.put("/fundingsources/programgateway/gw", map[string]any{"url": "", "active": true}).is(200).has("url", "", "active", "true", "version", "1", "basic_auth_username", "marqeta")
	p.put("/fundingsources/programgateway/customheaders/gw", map[string]any{"custom_header": map[string]any{"X-One": "1"}}).is(200).has("custom_header.X-One", "1")
	p.put("/fundingsources/programgateway/customheaders/gw", map[string]any{"custom_header": map[string]any{"X-Two": "2"}}).is(200).
		has("custom_header.X-One", "1", "custom_header.X-Two", "2")
	for field, bad := range map[string]any{
		"name": "", "url": "http://gateway.example/", "basic_auth_username": "", "basic_auth_password": "Short1!", "timeout_millis": 999,
		"custom_header": map[string]any{"a": "1", "b": "2", "c": "3", "d": "4"},
	} {
		body := maps.Clone(good)
		body["token"], body[field] = "other", bad
		a := p.post("/fundingsources/programgateway", body).refused(400, "400001")
		if !strings.Contains(a.text("error_message"), field) {
			t.Errorf("%s = %v: error_message = %q, want the field named", field, bad, a.text("error_message"))
		}
	}
	for _, url := range []string{"gateway.example", "ftp://gateway.example/", "https://user:secret@gateway.example/", "https://gateway.example/#part", "http://127.0.0.1.example/", "https://"} {
		p.put("/fundingsources/programgateway/gw", map[string]any{"url": url}).refused(400, "400001")
	}
	for _, url := range []string{"http://127.0.0.1:8081/jit", "http://localhost/jit", "http://[::1]:1/jit", "https://gateway.example:8443/jit?x=1"} {
		p.put("/fundingsources/programgateway/gw", map[string]any{"url": url}).is(200).has("url", url)
	}
}

func TestOrdersAndUnloads(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	p.get("/gpaorders/load").is(200).has("amount", "250", "state", "COMPLETION", "response.code", "0000", "user_token", "bob", "currency_code", "USD",
		"funding_source_token", "**********_gpa", "funding.source.type", "program", "funding.source.token", "**********_gpa", "funding.source.is_default_account", "false")
	credit := p.get("/gpaorders/load").text("transaction_token")
	p.get("/transactions/"+credit).is(200).has("type", "gpa.credit", "state", "COMPLETION", "amount", "250", "gpa.ledger_balance", "250", "gpa_order.token", "load")
	p.get("/transactions?user_token=bob").is(200).has("count", "1", "data.0.token", credit)

	p.post("/gpaorders/unloads", map[string]any{"token": "back", "original_order_token": "load", "amount": "100.50"}).is(201).
		has("amount", "100.5", "state", "COMPLETION", "original_order_token", "load").lacks("user_token", "currency_code")
	p.get("/balances/bob").has("gpa.ledger_balance", "149.5")
	p.get("/gpaorders/unloads/back").is(200).has("token", "back")
	p.get("/gpaorders/unloads?original_order_token=load").is(200).has("count", "1", "data.0.token", "back")
	p.get("/gpaorders/unloads?original_order_token=other").is(200).has("count", "0")
	p.get("/gpaorders/unloads?user_token=bob").is(200).has("count", "1")
	p.get("/gpaorders/unloads?user_token=ada").is(200).has("count", "0")
	p.post("/gpaorders/unloads", map[string]any{"original_order_token": "load", "amount": 149.51}).refused(412, "412001")
	p.post("/gpaorders/unloads", map[string]any{"original_order_token": "none", "amount": 1}).refused(404, "404001")
	p.simulate("authorization", map[string]any{"card_token": "card_bob", "amount": 100}).has("transaction.state", "PENDING")
	p.post("/gpaorders/unloads", map[string]any{"original_order_token": "load", "amount": 49.51}).refused(412, "412001")

	order := func(change map[string]any) map[string]any {
		body := map[string]any{"user_token": "bob", "amount": 1, "currency_code": "USD", "funding_source_token": "fs_gpa"}
		maps.Copy(body, change)
		return body
	}
	p.post("/gpaorders", order(map[string]any{"user_token": "none"})).refused(400, "400010")
	p.post("/gpaorders", order(map[string]any{"funding_source_token": "none"})).refused(400, "400002")
	p.post("/gpaorders", order(map[string]any{"amount": 0})).refused(400, "400001")
	p.post("/gpaorders", order(map[string]any{"amount": -1})).refused(400, "400001")
	p.post("/gpaorders", order(map[string]any{"amount": "0.001"})).refused(400, "400001")
	p.post("/gpaorders", order(map[string]any{"amount": "1e2"})).refused(400, "400037")
	p.post("/gpaorders", order(map[string]any{"amount": "9999999999999"})).refused(400, "400037")
	p.post("/gpaorders", order(map[string]any{"currency_code": "XXQ"})).refused(400, "400001")
	p.post("/gpaorders", order(map[string]any{"currency_code": "JPY", "amount": "1.5"})).refused(400, "400001")
	p.post("/gpaorders", order(map[string]any{"currency_code": "KWD", "amount": "1.505"})).is(201)
	p.get("/balances/bob").has("gpa.balances.KWD.ledger_balance", "1.505", "gpa.currency_code", "USD")
	p.put("/fundingsources/program/fs_gpa", map[string]any{"active": false}).is(200)
	p.post("/gpaorders", order(nil)).refused(422, "422002")
	p.get("/balances/none").refused(400, "400010")
	p.get("/gpaorders/none").refused(404, "404001")
}
