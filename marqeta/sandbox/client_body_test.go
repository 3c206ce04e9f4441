package sandbox_test

import (
	"bufio"
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
	p.sent("POST", "/users", "{}", "Content-Type", "application/x-www-form-urlencoded").refused(415, "415001")
	p.sent("GET", "/users", "{}", "Content-Type", json).is(200)
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
	for _, value := range []string{`"four"`, `""`, `"4.5"`, `[]`, `{}`, `true`} {
		p.post("/cardproducts", `{"name":"n","start_date":"2020-01-01","config":{"card_life_cycle":{"expiration_offset":{"unit":"YEARS","value":`+value+`}}}}`).refused(400, "400037")
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
