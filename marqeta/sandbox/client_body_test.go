package sandbox_test

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
)

// sent is a body with what a client says of it.
func (p *program) sent(method, path, body string, headers ...string) answer {
	p.Helper()
	req, err := http.NewRequest(method, p.url+path, io.NopCloser(strings.NewReader(body)))
	if err != nil {
		p.Fatal(err)
	}
	req.SetBasicAuth("sandbox_application_token", "sandbox_admin_access_token")
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	return p.send(req)
}

func TestBodiesAsClientsSendThem(t *testing.T) {
	t.Parallel()
	p := start(t)
	const json = "application/json"
	for name, c := range map[string]struct {
		body    string
		headers []string
	}{
		"nothing":                {"", nil},
		"nothing, called JSON":   {"", []string{"Content-Type", json}},
		"null":                   {"null", []string{"Content-Type", json}}, // Python's json.dumps of no data
		"an empty object":        {"{}", []string{"Content-Type", json}},
		"with a charset":         {"{}", []string{"Content-Type", "application/json; charset=utf-8"}},
		"with a lone semicolon":  {"{}", []string{"Content-Type", "Application/JSON;charset=UTF-8;"}},
		"without a type":         {"{}", nil},
		"in pieces":              {" {\n}\n ", []string{"Content-Type", json, "Transfer-Encoding", "chunked"}},
		"when told to continue":  {"{}", []string{"Content-Type", json, "Expect", "100-continue"}},
		"with headers of others": {"{}", []string{"Content-Type", json, "X-Idempotency-Key", "1", "X-Marqeta-Client-Ver", "1", "X-Program-Short-Code", "p", "User-Agent", `"x/{} (y {})".format(z)`}},
		"with what nobody knows": {`{"created_time":"?","last_modified_time":7,"status":{},"links":[null],"ssn_masked":{"a":[]}}`, []string{"Content-Type", json}},
	} {
		if a := p.sent("POST", "/users", c.body, c.headers...); a.status != 201 || a.text("status") != "ACTIVE" || a.text("account_holder_group_token") != "DEFAULT_AHG" {
			t.Errorf("%s: %d %s", name, a.status, a.raw)
		}
	}
	p.sent("POST", "/users", "\ufeff{}", "Content-Type", json).is(201)
	p.sent("POST", "/users", "{}", "Content-Type", "application/x-www-form-urlencoded").refused(415, "415001")
	p.sent("GET", "/users", "{}", "Content-Type", json).is(200)
}

func TestCompressedBodies(t *testing.T) {
	t.Parallel()
	p := start(t)
	packed := func(s string) string {
		var b strings.Builder
		w := gzip.NewWriter(&b)
		if _, err := io.WriteString(w, s); err != nil || w.Close() != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	for _, coding := range []string{"gzip", "GZIP"} {
		p.sent("POST", "/users", packed(`{"first_name":"Zip"}`), "Content-Encoding", coding).is(201).has("first_name", "Zip")
	}
	p.sent("POST", "/users", packed(""), "Content-Encoding", "gzip").is(201)
	p.sent("POST", "/users", `{"first_name":"Ada"}`, "Content-Encoding", "identity").is(201).has("first_name", "Ada")
	p.sent("POST", "/users", "{}", "Content-Encoding", "gzip").refused(400, "400037")
	p.sent("POST", "/users", packed("{}")[:12], "Content-Encoding", "gzip").refused(400, "400037")
	p.sent("POST", "/users", packed(`{"notes":"`+strings.Repeat("n", 2<<20)+`"}`), "Content-Encoding", "gzip").refused(413, "413001")
	p.sent("POST", "/users", "{}", "Content-Encoding", "br").refused(415, "415001")
}

// Typed clients write null for whatever they do not set; that changes nothing, but
// for what can be taken back.
func TestNullIsAbsent(t *testing.T) {
	t.Parallel()
	p := start(t)
	const nothing = `"first_name":null,"birth_date":null,"identifications":null,"metadata":null,"corporate_card_holder":null,"account_holder_group_token":null,"active":null`
	p.post("/users", `{"token":null,"parent_token":null,"uses_parent_account":null,`+nothing+`}`).is(201).has("active", "true", "metadata", "{}", "account_holder_group_token", "DEFAULT_AHG")
	p.post("/users", `{"token":"mum"}`).is(201)
	before := p.post("/users", `{"token":"ada","parent_token":"mum","first_name":"Ada","birth_date":"1990-01-15","corporate_card_holder":true,"metadata":{"tier":"gold"},"identifications":[{"type":"SSN","value":"123456789"}]}`).is(201)
	if after := p.put("/users/ada", `{`+nothing+`}`).is(200); string(after.raw) != string(before.raw) {
		t.Errorf("%s, want %s", after.raw, before.raw)
	}
	p.put("/users/ada", `{"parent_token":null}`).is(200).lacks("parent_token")

	p.post("/fundingsources/program", `{"token":"fs","name":"n","active":null}`).is(201).has("active", "true")
	p.post("/cardproducts", `{"token":"cp","name":"n","start_date":"2020-01-01","end_date":null,"config":{"poi":null,"fulfillment":{"payment_instrument":null,"shipping":null},"card_life_cycle":{"card_service_code":null}}}`).is(201).
		has("config.poi.ecommerce", "true", "config.fulfillment.payment_instrument", "PHYSICAL_MSR", "config.card_life_cycle.card_service_code", "101")
	p.put("/cardproducts/cp", `{"name":"m","start_date":null,"config":null}`).is(200).has("name", "m", "start_date", "2020-01-01", "config.poi.ecommerce", "true")
}

// Forms and environments have strings alone.
func TestStringsForNumbersAndBooleans(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/cardproducts", `{"name":"n","start_date":"2020-01-01","config":{"card_life_cycle":{"activate_upon_issue":"True","expiration_offset":{"unit":"YEARS","value":"51"},"card_service_code":"201"}}}`).is(201).
		has("config.card_life_cycle.activate_upon_issue", "true", "config.card_life_cycle.expiration_offset.value", "51", "config.card_life_cycle.card_service_code", "201")
	p.post("/fundingsources/programgateway", `{"name":"n","url":"https://jit.example.com/","basic_auth_username":"u","basic_auth_password":"This password is 26 characters long.","timeout_millis":"5000","active":"false"}`).is(201).
		has("timeout_millis", "5000", "active", "false")
	const product = `{"name":"n","start_date":"2020-01-01","config":{"card_life_cycle":{"expiration_offset":{"unit":"YEARS","value":%s}}}}`
	for _, value := range []string{`""`, `" "`, `null`} {
		p.post("/cardproducts", fmt.Sprintf(product, value)).is(201).has("config.card_life_cycle.expiration_offset.value", "4")
	}
	for _, value := range []string{`51`, `51.0`, `" 51 "`} {
		p.post("/cardproducts", fmt.Sprintf(product, value)).is(201).has("config.card_life_cycle.expiration_offset.value", "51")
	}
	for _, value := range []string{`"four"`, `"4.5"`, `4.5`, `4e1`, `4e400`, `99999999999999999999`, `[]`, `["4"]`, `{}`, `true`} {
		p.post("/cardproducts", fmt.Sprintf(product, value)).refused(400, "400037")
	}
}

// Languages without types send what they have where text is wanted. It is kept as
// it was written.
func TestScalarsForStrings(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	for _, c := range []struct{ path, body, kept string }{
		{"/users", `{"token":42,"uses_parent_account":0,"active":1}`, `"token":"42","active":true`},
		{"/users", `{"first_name":10.10}`, `"first_name":"10.10"`},
		{"/users", `{"last_name":true}`, `"last_name":"true"`},
		{"/users", `{"zip":94612}`, `"zip":"94612"`},
		{"/users", `{"phone":5105551212,"notes":1e400}`, `"notes":"1e400"`},
		{"/users", `{"metadata":{"site":1.50,"vip":true}}`, `"metadata":{"site":"1.50","vip":"true"}`},
		{"/mccgroups", `{"token":"g","name":1,"mccs":[5411,"5412"]}`, `"mccs":["5411","5412"]`},
		{"/velocitycontrols", `{"currency_code":"USD","amount_limit":"10.10","usage_limit":"3","velocity_window":"DAY","association":{"user_token":42}}`, `"association":{"user_token":"42"}`},
		{"/velocitycontrols", `{"currency_code":"USD","amount_limit":10.10,"usage_limit":3.0,"velocity_window":"DAY","merchant_scope":{"mcc":5411}}`, `"merchant_scope":{"mcc":"5411"}`},
		{"/simulations/cardtransactions/authorization", `{"card_token":"card_bob","amount":" 1.50 ","card_acceptor":{"mid":123456789012345,"mcc":5411}}`, `"mid":"123456789012345"`},
	} {
		if a := p.post(c.path, c.body).is(201); !strings.Contains(string(a.raw), c.kept) {
			t.Errorf("%s %s = %s, want %s", a.call, c.body, a.raw, c.kept)
		}
	}
	p.put("/pins", map[string]any{"control_token": p.control("card_bob", ""), "pin": 4826}).is(204)

	for body, code := range map[string]string{
		`{"first_name":{}}`: "400037", `{"first_name":[]}`: "400037", `{"first_name":["Ada"]}`: "400037", `{"first_name":7,"last_name":{}}`: "400037",
		`{"active":2}`: "400037", `{"active":"perhaps"}`: "400037", `{"birth_date":19900115}`: "400037", `{"gender":7}`: "400037", `{"parent_token":7}`: "400002",
	} {
		p.post("/users", body).refused(400, code)
	}
	if a := p.post("/users", `{"first_name":7,"last_name":{}}`); !strings.Contains(a.text("error_message"), "an object is not expected here (last_name at line 1, column") {
		t.Errorf("%s", a.raw)
	}
	for amount, code := range map[string]string{`true`: "400037", `1e2`: "400037", `"ten"`: "400037", `9999999999999`: "400037", `{}`: "400037", `""`: "400001"} {
		p.post("/gpaorders", `{"user_token":"bob","amount":`+amount+`,"currency_code":"USD","funding_source_token":"fs_gpa"}`).refused(400, code)
	}
}

// A client that speaks HTTP as it was in 1996 is answered so.
func TestOldHTTP(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	conn, err := net.Dial("tcp", strings.Split(strings.TrimPrefix(p.url, "http://"), "/")[0])
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	const basic = "c2FuZGJveF9hcHBsaWNhdGlvbl90b2tlbjpzYW5kYm94X2FkbWluX2FjY2Vzc190b2tlbg=="
	fmt.Fprintf(conn, "POST /v3/users HTTP/1.0\r\nAuthorization: Basic %s\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{\"token\":\"old\"}", basic)
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != 201 || res.ContentLength != int64(len(body)) || len(res.TransferEncoding) > 0 {
		t.Errorf("%s, %d bytes of %d, %v: %s, %v", res.Status, len(body), res.ContentLength, res.TransferEncoding, body, err)
	}
}
