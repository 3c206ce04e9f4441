package sandbox_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"carddeck/marqeta/sandbox"
)

// paths are all operations that are built, with x for every part that names
// something, and one that Marqeta does not have.
var paths = func() (all []call) {
	named := regexp.MustCompile(`\{[^}]+\}`)
	for _, o := range sandbox.Operations() {
		all = append(all, call{o.Method, named.ReplaceAllString(o.Path, "x"), o.Open})
	}
	return append(all, call{method: "GET", path: "/nothing/here"})
}()

type call struct {
	method, path string
	open         bool // to others than the program
}

// writes reports whether a call brings a body.
func (c call) writes() bool { return c.method == "POST" || c.method == "PUT" }

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
			if o.open && name == "no password" {
				continue // TestLevels and TestLogin tell who may
			}
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

// A door that leads nowhere would keep everybody out.
func TestDoorsHavePaths(t *testing.T) {
	t.Parallel()
	open := 0
	for _, o := range sandbox.Operations() {
		if o.Open {
			open++
		}
	}
	if open != sandbox.Doors {
		t.Errorf("%d operations are open, want %d", open, sandbox.Doors)
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

// Every path that takes a body refuses what is none alike, before it looks whether
// what it names is there.
func TestBodiesOfEveryWritingPath(t *testing.T) {
	t.Parallel()
	p := start(t)
	long := `{"token":"` + strings.Repeat("x", 1<<20) + `"}`
	where := regexp.MustCompile(`^Malformed JSON request received: .*line 2, column \d+`)
	for _, o := range paths {
		if !o.writes() {
			continue
		}
		for _, media := range []string{"text/plain", "application/x-www-form-urlencoded", "application/json;charset"} {
			req, err := http.NewRequest(o.method, p.url+o.path, strings.NewReader(`{}`))
			if err != nil {
				t.Fatal(err)
			}
			req.SetBasicAuth("sandbox_application_token", "sandbox_admin_access_token")
			req.Header.Set("Content-Type", media)
			p.send(req).refused(415, "415001")
		}
		p.call(o.method, o.path, long).refused(413, "413001")
		a := p.call(o.method, o.path, "{\n  \"token\": nope}").refused(400, "400037")
		if !where.MatchString(a.text("error_message")) {
			t.Errorf("%s: error_message = %q, want the position", a.call, a.text("error_message"))
		}
		for _, body := range []string{
			`[]`, `"x"`, `7`, `true`, `{`, `{"token":"a"} {"token":"b"}`, `{"token":"a","token":"b"}`, "{\"token\":\"\xff\"}", `{"token":"\ud800"}`, `{'token':1}`, `{"token":"a",}`,
		} {
			p.call(o.method, o.path, body).refused(400, "400037")
		}
	}
}

// No body is what an empty one is, and so is null.
func TestNoBody(t *testing.T) {
	t.Parallel()
	p := start(t)
	for _, body := range []string{"", " \n", "null", " null\n", "{}"} {
		p.post("/users", body).is(201)
	}
	p.post("/users", `{"token":"kid","parent_token":null}`).is(201)
	p.post("/users", `{"token":null}`).is(201)
	p.post("/users", `{"token":"ada","first_name":"Ada"}`).is(201)
	p.put("/users/ada", "null").is(200).has("first_name", "Ada")
}

// What is read can be asked for without its body.
func TestHead(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/users", `{"token":"ada"}`).is(201)
	if a := p.call("HEAD", "/users/ada", nil).is(200); len(a.raw) != 0 || a.header.Get("Content-Type") != "application/json;charset=UTF-8" {
		t.Errorf("HEAD = %v %q", a.header, a.raw)
	}
	p.call("HEAD", "/users/none", nil).is(404)
	p.call("HEAD", "/simulate/authorization", nil).is(405)
	p.call("OPTIONS", "/users", nil).refused(405, "405001")
}

// Paths and queries that nobody sends by accident.
func TestHostileAddresses(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	long := strings.Repeat("x", 100_000)
	queries := []string{
		"count=%00", "count=1e3", "count=+1", "count=-0", "start_index=9223372036854775807", "start_index=1099511627776", "sort_by=%00", "sort_by=-", "sort_by=--createdTime",
		"sort_by=%ff", "sort_by=" + long, "fields=" + long, "fields=%00,%ff", "fields=,,,", "fields=" + strings.Repeat("token,", 10_000), "expand=" + long,
		"user_token=%00", "user_token=" + long, "business_token=%ff", "state=%00", "type=" + long, "type=%00", "start_date=%ff", "end_date=0000-00-00",
		"start_date=9999-12-31&end_date=0001-01-01", "last_four=%00", "last_four=" + long, "search_type=%00", "business_name_dba=%ff", "created_by=%00", "full_ssn=%00",
		"count=1&count=2", "%00=%00", "a=%zz", ";", "start_index=1&count=100", "user=%00", "card_product=%ff", "original_order_token=%00", "polarity=%00",
	}
	for _, o := range paths {
		if o.method != "GET" {
			continue
		}
		for _, q := range queries {
			p.get(o.path + "?" + q).plain()
		}
	}
	for _, o := range paths {
		for _, token := range []string{"%00", "%ff", "%2F", "..%2f..%2fetc", "a%20b", long[:8000], "%E2%80%AE", "'--", "%25", "*", "{token}"} {
			if strings.Contains(o.path, "/x") {
				p.call(o.method, strings.ReplaceAll(o.path, "/x", "/"+token), `{}`).plain()
			}
		}
	}
	p.get("/%ff").refused(404, "404001")
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
	p.get("/users?sort_by=metadata").is(200)
	p.get("/users?sort_by=-usesParentAccount").is(200)
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
	p.post("/ping", `{"payload":{}}`).refused(400, "400037")
}

// plain wants an answer that is no failure, and of a refusal exactly two strings.
func (a answer) plain() answer {
	a.program.Helper()
	if a.status >= 500 && a.status != 501 {
		a.program.Fatalf("%.300s = %d %s", a.call, a.status, a.raw)
	}
	if a.status >= 400 {
		var members map[string]string
		if err := json.Unmarshal(a.raw, &members); err != nil || len(members) != 2 || members["error_code"] == "" || members["error_message"] == "" {
			a.program.Fatalf("%.300s = %d %s, want error_code and error_message", a.call, a.status, a.raw)
		}
	}
	return a
}
