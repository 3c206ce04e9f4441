package sandbox_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// paths are one path of every kind of operation; the braces of the rest stand for
// any token.
var paths = []struct{ method, path string }{
	{"GET", "/ping"}, {"POST", "/ping"},
	{"POST", "/fundingsources/program"}, {"GET", "/fundingsources/program/x"}, {"PUT", "/fundingsources/program/x"},
	{"POST", "/fundingsources/programgateway"}, {"GET", "/fundingsources/programgateway/x"}, {"PUT", "/fundingsources/programgateway/x"},
	{"PUT", "/fundingsources/programgateway/customheaders/x"},
	{"POST", "/fundingsources/program/ach"}, {"GET", "/fundingsources/program/ach"}, {"POST", "/fundingsources/ach"}, {"GET", "/fundingsources/ach/x"},
	{"PUT", "/fundingsources/ach/x"}, {"GET", "/fundingsources/ach/x/verificationamounts"}, {"POST", "/fundingsources/ach/partner"},
	{"GET", "/fundingsources/ach/partner/x/balance"}, {"POST", "/fundingsources/paymentcard"}, {"GET", "/fundingsources/paymentcard/x"},
	{"PUT", "/fundingsources/paymentcard/x"}, {"POST", "/fundingsources/addresses"}, {"GET", "/fundingsources/addresses/x"},
	{"PUT", "/fundingsources/addresses/x"}, {"GET", "/fundingsources/addresses/user/x"}, {"GET", "/fundingsources/user/x"},
	{"POST", "/fees"}, {"GET", "/fees"}, {"PUT", "/fees/x"}, {"POST", "/feecharges"}, {"POST", "/feerefunds"}, {"POST", "/realtimefeegroups"}, {"PUT", "/realtimefeegroups/x"},
	{"POST", "/peertransfers"}, {"GET", "/peertransfers/user/x/sender"}, {"POST", "/programtransfers"}, {"GET", "/programtransfers"},
	{"POST", "/programtransfers/types"}, {"PUT", "/programtransfers/types/x"}, {"POST", "/programreserve/transactions"}, {"POST", "/programreserve/deposits"},
	{"GET", "/programreserve/balances"}, {"POST", "/autoreloads"}, {"GET", "/autoreloads"}, {"PUT", "/autoreloads/x"},
	{"POST", "/banktransfers/ach"}, {"GET", "/banktransfers/ach/x"}, {"POST", "/banktransfers/ach/transitions"}, {"POST", "/banktransfers/ach/earlyfunds"},
	{"POST", "/pushtocards/paymentcard"}, {"GET", "/pushtocards/paymentcard"}, {"POST", "/pushtocards/disburse"}, {"GET", "/pushtocards/disburse/x"},
	{"POST", "/cardproducts"}, {"GET", "/cardproducts"}, {"GET", "/cardproducts/x"}, {"PUT", "/cardproducts/x"},
	{"POST", "/users"}, {"GET", "/users"}, {"POST", "/users/lookup"}, {"GET", "/users/x"}, {"PUT", "/users/x"}, {"GET", "/users/x/children"},
	{"POST", "/usertransitions"}, {"GET", "/usertransitions/x"}, {"GET", "/usertransitions/user/x"},
	{"POST", "/cards"}, {"GET", "/cards"}, {"GET", "/cards/x"}, {"PUT", "/cards/x"}, {"GET", "/cards/x/showpan"}, {"GET", "/cards/user/x"},
	{"GET", "/cards/x/showpanbyhash"}, {"GET", "/cards/merchant/x"}, {"POST", "/cards/merchant/x"}, {"GET", "/cards/merchant/x/showpan"},
	{"POST", "/bulkissuances"}, {"GET", "/bulkissuances"}, {"GET", "/bulkissuances/x"}, {"POST", "/pins/controltoken"}, {"PUT", "/pins"}, {"POST", "/pins/reveal"},
	{"POST", "/digitalwalletprovisionrequests/applepay"}, {"POST", "/digitalwalletprovisionrequests/xpay"}, {"POST", "/digitalwallets/wpp/parameters"},
	{"GET", "/digitalwallettokens"}, {"GET", "/digitalwallettokens/x"}, {"GET", "/digitalwallettokens/x/showtokenpan"}, {"GET", "/digitalwallettokens/card/x"},
	{"POST", "/digitalwallettokentransitions"}, {"GET", "/digitalwallettokentransitions/x"}, {"GET", "/digitalwallettokentransitions/digitalwallettoken/x"},
	{"GET", "/cards/barcode/x"}, {"POST", "/cards/getbypan"}, {"GET", "/cards/x/transactions"},
	{"POST", "/cardtransitions"}, {"GET", "/cardtransitions/x"}, {"GET", "/cardtransitions/card/x"},
	{"POST", "/gpaorders"}, {"GET", "/gpaorders/x"}, {"POST", "/gpaorders/unloads"}, {"GET", "/gpaorders/unloads"}, {"GET", "/gpaorders/unloads/x"},
	{"GET", "/balances/x"},
	{"GET", "/transactions"}, {"GET", "/transactions/x"}, {"GET", "/transactions/x/related"}, {"GET", "/transactions/fundingsource/x"},
	{"POST", "/simulate/authorization"}, {"POST", "/simulate/authorization/advice"}, {"POST", "/simulate/clearing"},
	{"POST", "/simulate/reversal"}, {"POST", "/simulate/financial"},
	{"POST", "/simulate/financial/withdrawal"}, {"POST", "/simulate/financial/balanceinquiry"},
	{"POST", "/simulations/cardtransactions/authorization"}, {"POST", "/simulations/cardtransactions/pindebit.atm.withdrawal"},
	{"POST", "/webhooks"}, {"GET", "/webhooks"}, {"GET", "/webhooks/x"}, {"PUT", "/webhooks/x"}, {"PUT", "/webhooks/customheaders/x"},
	{"POST", "/webhooks/x/ping"}, {"POST", "/webhooks/x/transaction/y"},
	{"GET", "/_sandbox/transactions/x/trace"},
	{"POST", "/velocitycontrols"}, {"GET", "/velocitycontrols"}, {"PUT", "/velocitycontrols/x"}, {"DELETE", "/velocitycontrols/x"},
	{"GET", "/velocitycontrols/user/x/available"}, {"POST", "/authcontrols"}, {"GET", "/authcontrols"}, {"PUT", "/authcontrols/x"},
	{"POST", "/authcontrols/exemptmids"}, {"PUT", "/authcontrols/exemptmids/x"}, {"POST", "/mccgroups"}, {"PUT", "/mccgroups/x"},
	{"POST", "/merchantgroups"}, {"PUT", "/merchantgroups/x"}, {"GET", "/acceptedcountries"}, {"GET", "/acceptedcountries/x"},
	{"POST", "/businesses"}, {"GET", "/nothing/here"},
}

func TestEveryPathWantsTheSameCredentials(t *testing.T) {
	t.Parallel()
	p := start(t)
	const want = `{"error_code":"401001","error_message":"Invalid credential has been detected"}`
	wrong := map[string]func(*http.Request){
		"none":         func(*http.Request) {},
		"empty":        func(r *http.Request) { r.SetBasicAuth("", "") },
		"no password":  func(r *http.Request) { r.SetBasicAuth("sandbox_application_token", "") },
		"other user":   func(r *http.Request) { r.SetBasicAuth("somebody", "sandbox_admin_access_token") },
		"swapped":      func(r *http.Request) { r.SetBasicAuth("sandbox_admin_access_token", "sandbox_application_token") },
		"not Basic":    func(r *http.Request) { r.Header.Set("Authorization", "Bearer sandbox_admin_access_token") },
		"not readable": func(r *http.Request) { r.Header.Set("Authorization", "Basic ***") },
	}
	for _, o := range paths {
		for name, sign := range wrong {
			req, err := http.NewRequest(o.method, p.url+o.path, nil)
			if err != nil {
				t.Fatal(err)
			}
			sign(req)
			if a := p.send(req).is(401); string(a.raw) != want {
				t.Errorf("%s with %s credentials = %s, want %s", a.call, name, a.raw, want)
			}
		}
	}
}

func TestWrongMethodsAndPaths(t *testing.T) {
	t.Parallel()
	p := start(t)
	for _, o := range paths {
		path := o.path
		if path == "/nothing/here" {
			p.call(o.method, path, nil).refused(404, "404001")
			continue
		}
		a := p.call("PATCH", path, nil).refused(405, "405001")
		if allow := strings.Join(a.header.Values("Allow"), ","); !strings.Contains(allow, o.method) {
			t.Errorf("PATCH %s: Allow = %q, want %s in it", path, allow, o.method)
		}
	}
	a := p.get("/accounts/x/transactions").refused(501, "501001")
	if !strings.Contains(a.text("error_message"), "/v3/accounts/x/transactions") {
		t.Errorf("501 = %s, want the path named", a.raw)
	}
	p.get("/simulations/cardtransactions/authorization").refused(405, "405001")
}

func TestBodiesOfEveryWritingPath(t *testing.T) {
	t.Parallel()
	p := start(t)
	for _, o := range paths {
		if o.method == "GET" || o.method == "DELETE" || strings.Contains(o.path, "businesses") {
			continue
		}
		name := o.method + " " + o.path
		req, err := http.NewRequest(o.method, p.url+o.path, strings.NewReader(`{}`))
		if err != nil {
			t.Fatal(err)
		}
		req.SetBasicAuth("sandbox_application_token", "sandbox_admin_access_token")
		req.Header.Set("Content-Type", "text/plain")
		p.send(req).refused(415, "415001")

		p.call(o.method, o.path, `{"token":"`+strings.Repeat("x", 1<<20)+`"}`).refused(413, "413001")

		if strings.HasSuffix(o.path, "ping") || strings.Contains(o.path, "/transaction/") || strings.HasSuffix(o.path, "/x") {
			continue // no body is read, or not before the resource is found
		}
		a := p.call(o.method, o.path, "{\n  \"token\": nope}").refused(400, "400037")
		if !regexp.MustCompile(`^Malformed JSON request received: .*line 2, column \d+`).MatchString(a.text("error_message")) {
			t.Errorf("%s: error_message = %q, want the position", name, a.text("error_message"))
		}
		p.call(o.method, o.path, `[]`).refused(400, "400037")
		p.call(o.method, o.path, `{"token":"a"} {"token":"b"}`).refused(400, "400037")
		p.call(o.method, o.path, `{"token":"a","token":"b"}`).refused(400, "400037")
		p.call(o.method, o.path, "{\"token\":\"\xff\"}").refused(400, "400037")
	}
}

func TestTokens(t *testing.T) {
	t.Parallel()
	p := start(t)
	const words = "Invalid input(s): token size must be between 1 and 36"
	for _, token := range []string{"", strings.Repeat("t", 37)} {
		p.post("/users", map[string]any{"token": token}).refused(400, "400001").has("error_message", words)
		p.post("/fundingsources/program", map[string]any{"token": token, "name": "n"}).refused(400, "400001").has("error_message", words)
	}
	p.post("/users", map[string]any{"token": strings.Repeat("é", 36)}).is(201)
	if got := p.post("/users", map[string]any{}).is(201).text("token"); !regexp.MustCompile(`^[0-9a-f-]{36}$`).MatchString(got) {
		t.Errorf("generated token = %q, want a UUID", got)
	}
	// A token belongs to its type alone, and may need escaping in a path.
	p.post("/users", map[string]any{"token": "a b/c?d"}).is(201)
	p.post("/fundingsources/program", map[string]any{"token": "a b/c?d", "name": "n"}).is(201)
	p.get("/users/a%20b%2Fc%3Fd").is(200).has("token", "a b/c?d")
	p.get("/fundingsources/program/a%20b%2Fc%3Fd").is(200).has("token", "a b/c?d")
}

func TestPages(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.get("/users").is(200).has("count", "0", "start_index", "0", "end_index", "0", "is_more", "false", "data", "[]")
	for i := range 12 {
		p.post("/users", map[string]any{"token": fmt.Sprintf("u%02d", i), "first_name": fmt.Sprintf("N%02d", 11-i)}).is(201)
	}
	p.get("/users").is(200).has("count", "5", "end_index", "4", "is_more", "true", "data.0.token", "u11", "data.4.token", "u07")
	p.get("/users?count=10&start_index=10").is(200).has("count", "2", "start_index", "10", "end_index", "11", "is_more", "false", "data.1.token", "u00")
	p.get("/users?count=12").is(200).has("count", "12", "is_more", "false")
	p.get("/users?start_index=99").is(200).has("count", "0", "is_more", "false", "start_index", "99")
	p.get("/users?sort_by=createdTime").is(200).has("data.0.token", "u00")
	p.get("/users?sort_by=firstName").is(200).has("data.0.token", "u11", "data.1.token", "u10")
	p.get("/users?sort_by=-firstName").is(200).has("data.0.token", "u00")
	p.put("/users/u03", map[string]any{"notes": "changed"}).is(200)
	p.get("/users?count=1").is(200).has("data.0.token", "u03")
	p.get("/users?sort_by=lastModifiedTime&count=100").is(200).has("data.11.token", "u03")
	p.get("/users?count=1&fields=token,%20status").is(200).has("data.0", `{"token":"u03","status":"ACTIVE"}`, "is_more", "true")
	p.get("/users/u03?fields=notes").is(200).has("notes", "changed").lacks("token")

	for query, code := range map[string]string{
		"count=0": "400001", "count=-1": "400001", "count=ten": "400001", "start_index=-1": "400001", "sort_by=last_modified_time": "400001",
		"sort_by=nothing": "400001", "count=99999999999999999999": "400001",
	} {
		p.get("/users?"+query).refused(400, code)
	}
	p.get("/users?count=101").refused(413, "413002")
	p.get("/transactions?count=11").refused(413, "413002")
}

func TestPing(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.get("/ping").is(200).has("success", "true", "env", "sandbox", "timestamp", "2026-03-02T10:15:30Z")
	p.post("/ping", `{"token":"t","payload":"hello"}`).is(200).has("success", "true", "id", "t", "payload", "hello")
	if id := p.post("/ping", nil).is(200).text("id"); id == "" {
		t.Error("POST /ping without a body has no id")
	}
	p.post("/ping", `{"payload":7}`).refused(400, "400037")
}

// No body makes the server fail: whatever comes is answered in the envelope.
func FuzzBodies(f *testing.F) {
	p := start(f).managed()
	p.simulate("authorization", map[string]any{"card_token": "card_ada", "amount": 10})
	p.post("/mccgroups", `{"token":"x","name":"x","mccs":["5411"]}`).is(201)
	p.post("/merchantgroups", `{"token":"x","name":"x","mids":["1111"]}`).is(201)
	p.post("/authcontrols", `{"token":"x","name":"x","association":{"user_token":"ada"},"merchant_scope":{"mcc_group":"x"}}`).is(201)
	p.post("/authcontrols/exemptmids", `{"token":"x","name":"x","merchant_group_token":"x"}`).is(201)
	p.post("/velocitycontrols", `{"token":"x","currency_code":"USD","amount_limit":1000,"velocity_window":"DAY"}`).is(201)
	var writing []int
	for i, o := range paths {
		if o.method != "GET" && o.method != "DELETE" && o.path != "/nothing/here" && o.path != "/businesses" {
			writing = append(writing, i)
		}
	}
	for _, body := range []string{
		``, `null`, `[]`, `"x"`, `{`, `{"token":null}`, `{"token":"\u0000"}`, `{"token":"\ud800"}`, `{"name":"n","start_date":"9999-99-99"}`,
		`{"amount":1e400,"card_token":"card_ada"}`, `{"amount":-0,"card_token":"card_ada"}`, `{"amount":"0.000001","card_token":"card_ada"}`,
		`{"amount":999999999999,"card_token":"card_ada","mid":"11"}`, `{"amount":1,"original_transaction_token":"\u0000"}`, `{"metadata":{"":""},"email":"@"}`,
		`{"name":"n","start_date":"2020-01-01","config":{"card_life_cycle":{"expiration_offset":{"unit":"YEARS","value":-1}}}}`,
		`{"user_token":"ada","card_product_token":"cp","expiration_offset":{"unit":"MINUTES","value":2147483647}}`,
		`{"card_token":"card_ada","amount":1,"currency_code":"CLF","cash_back_amount":"0.0001"}`,
		`{"currency_code":"CLF","amount_limit":"0.00001","velocity_window":"LIFETIME","association":null,"merchant_scope":[]}`,
		`{"name":"n","mccs":["5411-","x-y","----"],"mids":["\u0000"],"config":{"authorization_controls":{"hold_increase":{"type":"PERCENT","value":999999999999}}}}`,
		`{"name":"n","merchant_scope":{"mid":"\u0000"},"start_time":"0000-01-01T00:00:00Z","end_time":"9999-12-31T23:59:59Z"}`,
		`{"name":"n","events":["*"],"config":{"url":"http://[::1","basic_auth_username":"u","basic_auth_password":"Aa1!aaaaaaaaaaaaaaaa"}}`,
	} {
		for _, i := range writing {
			f.Add(i, body)
		}
	}
	f.Fuzz(func(t *testing.T, i int, body string) {
		if i < 0 || i >= len(paths) || paths[i].method == "GET" {
			return
		}
		p := &program{TB: t, url: p.url}
		a := p.call(paths[i].method, paths[i].path, body)
		if a.status >= 500 && a.status != 501 {
			t.Fatalf("%s %s = %d %s", a.call, body, a.status, a.raw)
		}
		if a.status >= 400 && (a.text("error_code") == "" || a.text("error_message") == "") {
			t.Fatalf("%s %s = %d %s, want the envelope", a.call, body, a.status, a.raw)
		}
	})
}
