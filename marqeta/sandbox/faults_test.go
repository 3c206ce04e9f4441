package sandbox_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// attempt sends a request and gives what a client without retries sees.
func (p *program) attempt(method, path, body string) (status int, raw string, err error) {
	p.Helper()
	req, err := http.NewRequest(method, p.url+path, strings.NewReader(body))
	if err != nil {
		p.Fatal(err)
	}
	req.GetBody = nil // the client would send it again by itself
	req.SetBasicAuth("sandbox_application_token", "sandbox_admin_access_token")
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, "", err
	}
	defer res.Body.Close()
	all, err := io.ReadAll(res.Body)
	return res.StatusCode, string(all), err
}

func (p *program) fault(body string) answer {
	p.Helper()
	return p.post("/_sandbox/faults", body).is(201)
}

func TestBrokenRequests(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.fault(`{"token":"s","path":"/users","method":"POST","effect":"status","status":503,"count":2}`).
		has("remaining", "2", "active", "true", "hits", "0", "created_time", "2026-03-02T10:15:30Z")
	for range 2 {
		p.post("/users", `{"token":"a"}`).refused(503, "503001")
	}
	p.get("/_sandbox/faults/s").is(200).has("remaining", "0", "active", "false", "hits", "2")
	p.get("/users").has("count", "0")
	p.post("/users", `{"token":"a"}`).is(201)

	p.fault(`{"path":"/v3/users*","effect":"status","status":429,"error_code":"429999","error_message":"Slow down","count":1}`)
	if a := p.get("/users/a?fields=token").refused(429, "429999"); a.text("error_message") != "Slow down" {
		t.Errorf("429 = %s", a.raw)
	}
	p.fault(`{"path":"*","effect":"malformed","count":1}`)
	status, raw, err := p.attempt("POST", "/users", `{"token":"b"}`)
	if err != nil || status != 201 || !strings.HasPrefix(raw, `{"token":"b"`) || strings.HasSuffix(raw, "}") {
		t.Errorf("malformed = %d %s %v", status, raw, err)
	}
	p.get("/users/b").is(200)

	p.fault(`{"path":"/users","effect":"drop_before","count":1}`)
	if status, raw, err := p.attempt("POST", "/users", `{"token":"c"}`); err == nil {
		t.Errorf("dropped before = %d %s", status, raw)
	}
	p.get("/users/c").is(404)
	p.fault(`{"path":"/users","effect":"drop_after","count":1}`)
	if status, raw, err := p.attempt("POST", "/users", `{"token":"d"}`); err == nil {
		t.Errorf("dropped after = %d %s", status, raw)
	}
	p.get("/users/d").is(200)

	p.fault(`{"token":"slow","path":"/ping","effect":"delay","delay":"60ms"}`).lacks("remaining", "count")
	began := time.Now()
	if p.get("/ping").is(200); time.Since(began) < 60*time.Millisecond {
		t.Errorf("delayed by %v", time.Since(began))
	}
	p.call("DELETE", "/_sandbox/faults/slow", nil).is(204)
	p.call("DELETE", "/_sandbox/faults/slow", nil).refused(404, "404001")
	p.get("/_sandbox/faults/slow").refused(404, "404001")
}

// A duration is of the program's clock, which is never broken itself.
func TestFaultsForATime(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.put("/_sandbox/clock", `{"mode":"frozen"}`).is(200)
	p.fault(`{"token":"x","path":"*","effect":"status","status":500,"duration":"PT10M"}`).has("until", "2026-03-02T10:25:30Z")
	p.get("/users").is(500)
	p.put("/_sandbox/clock", `{"advance":"9m59s"}`).is(200)
	p.get("/users").is(500)
	p.get("/_sandbox/faults").is(200).has("count", "1", "data.0.active", "true", "data.0.hits", "2")
	p.put("/_sandbox/clock", `{"advance":"1s"}`).is(200)
	p.get("/users").is(200)
	p.get("/_sandbox/faults/x").has("active", "false")

	p.fault(`{"path":"*","effect":"status","status":500}`)
	p.get("/users").is(500)
	p.call("DELETE", "/_sandbox/faults", nil).is(204)
	p.get("/_sandbox/faults").has("count", "0")
	p.get("/users").is(200)
	p.fault(`{"path":"*","effect":"status","status":500}`)
	p.post("/_sandbox/reset", nil).is(200)
	p.get("/users").is(200)
}

func TestFaultsThatCannotBe(t *testing.T) {
	t.Parallel()
	p := start(t)
	for body, code := range map[string]string{
		`{}`: "400001", `{"effect":"delay","delay":"1s"}`: "400001", `{"path":"/users","webhook":"w","effect":"delay","delay":"1s"}`: "400001",
		`{"path":"/users"}`: "400001", `{"path":"/users","effect":"explode"}`: "400037", `{"path":"/users","effect":"unsigned"}`: "400037",
		`{"webhook":"w","effect":"malformed"}`: "400037", `{"funding_source":"fs","effect":"unsigned"}`: "400037",
		`{"funding_source":"fs","effect":"status","status":99}`: "400001", `{"funding_source":"fs","effect":"delay"}`: "400001",
		`{"path":"users","effect":"malformed"}`: "400001", `{"path":"/_sandbox/clock","effect":"malformed"}`: "400001",
		`{"path":"/users","effect":"status"}`: "400001", `{"path":"/users","effect":"status","status":200}`: "400001", `{"path":"/users","effect":"status","status":9999}`: "400001",
		`{"path":"/users","effect":"malformed","status":500}`: "400001", `{"path":"/users","effect":"delay"}`: "400001", `{"path":"/users","effect":"delay","delay":"1h"}`: "400001",
		`{"path":"/users","effect":"delay","delay":"soon"}`: "400001", `{"path":"/users","effect":"malformed","count":-1}`: "400001",
		`{"path":"/users","effect":"malformed","duration":"long"}`: "400001", `{"path":"/users","method":"FETCH","effect":"malformed"}`: "400037",
		`{"path":"/users","event":"*","effect":"malformed"}`: "400001", `{"webhook":"w","method":"GET","effect":"drop"}`: "400001",
		`{"webhook":"w","effect":"batch"}`: "400001", `{"webhook":"w","effect":"batch","size":11}`: "400001", `{"webhook":"w","effect":"shuffle","size":1}`: "400001",
		`{"token":"","path":"/users","effect":"malformed"}`: "400001", `{"path":"/users","effect":"malformed","count":1e30}`: "400037", `[]`: "400037",
	} {
		a := p.post("/_sandbox/faults", body)
		if a.status != 400 || a.text("error_code") != code {
			t.Errorf("%s = %d %s, want %s", body, a.status, a.raw, code)
		}
	}
	p.fault(`{"token":"x","path":"/users","effect":"malformed"}`)
	p.post("/_sandbox/faults", `{"token":"x","path":"/users","effect":"malformed"}`).refused(409, "409001")
	p.post("/users", `{}`).is(201)
}

// users makes users and waits until their notifications have been settled.
func (p *program) users(tokens ...string) {
	p.Helper()
	for _, token := range tokens {
		p.post("/users", map[string]any{"token": token}).is(201)
	}
}

// whom gives the users that a notification is about.
func (n notification) whom() (tokens []string) {
	for i := 0; n.at(fmt.Sprint("usertransitions.", i)) != ""; i++ {
		tokens = append(tokens, n.text(fmt.Sprintf("usertransitions.%d.user_token", i)))
	}
	return tokens
}

func TestBrokenDeliveries(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault string
		users []string
		want  [][]string // what arrives
		last  []string   // of the newest delivery: field, value
	}{
		"status":     {`"effect":"status","status":503`, []string{"a"}, nil, []string{"status", "503", "state", "waiting"}},
		"accepted":   {`"effect":"status","status":200`, []string{"a"}, nil, []string{"state", "delivered", "status", "200"}},
		"lost":       {`"effect":"drop"`, []string{"a"}, nil, []string{"state", "dropped", "attempts", "1"}},
		"duplicated": {`"effect":"duplicate"`, []string{"a"}, [][]string{{"a"}, {"a"}}, []string{"state", "delivered", "attempts", "1"}},
		"batched":    {`"effect":"batch","size":3`, []string{"a", "b", "c"}, [][]string{{"a", "b", "c"}}, []string{"state", "delivered"}},
		"shuffled":   {`"effect":"shuffle","size":3`, []string{"a", "b", "c"}, [][]string{{"c"}, {"b"}, {"a"}}, []string{"state", "delivered"}},
		"delayed":    {`"effect":"delay","delay":"30ms"`, []string{"a"}, [][]string{{"a"}}, []string{"state", "delivered"}},
		"elsewhere":  {`"event":"transaction.*","effect":"drop"`, []string{"a"}, [][]string{{"a"}}, []string{"state", "delivered"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, inbox := start(t), receive(t)
			p.put("/_sandbox/clock", `{"mode":"frozen"}`).is(200)
			p.webhook("w", inbox.url, "*")
			p.fault(`{"token":"f","webhook":"w",` + c.fault + `}`)
			p.users(c.users...)
			for _, want := range c.want {
				if got := inbox.next().whom(); !slices.Equal(got, want) {
					t.Errorf("arrived %v, want %v", got, want)
				}
			}
			p.delivery(c.last[0], c.last[1]).has("data.0."+c.last[2%len(c.last)], c.last[3%len(c.last)])
			inbox.none()
			// Mended, it all works; what failed is tried again.
			p.call("DELETE", "/_sandbox/faults/f", nil).is(204)
			p.put("/_sandbox/clock", `{"advance":"1m"}`).is(200).has("deliveries", "0")
			p.users("z")
			for {
				if slices.Contains(inbox.next().whom(), "z") {
					break
				}
			}
		})
	}
}

// What is held back for others that do not come is let go in the end.
func TestHeldBackDeliveries(t *testing.T) {
	t.Parallel()
	p, inbox := start(t), receive(t)
	p.put("/_sandbox/clock", `{"mode":"frozen"}`).is(200)
	p.webhook("w", inbox.url, "*")
	p.fault(`{"token":"f","webhook":"*","effect":"batch","size":5,"count":2}`)
	p.users("a", "b")
	p.put("/_sandbox/clock", `{"advance":"9s"}`).is(200).has("deliveries", "0")
	inbox.none()
	p.get("/_sandbox/faults/f").has("hits", "2", "remaining", "0")
	p.put("/_sandbox/clock", `{"advance":"1s"}`).is(200).has("deliveries", "0")
	if got := inbox.next().whom(); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("arrived %v", got)
	}
	p.users("c")
	if got := inbox.next().whom(); !slices.Equal(got, []string{"c"}) {
		t.Errorf("arrived %v", got)
	}
}

func TestUnsignedDeliveries(t *testing.T) {
	t.Parallel()
	p, inbox := start(t), receive(t)
	p.post("/webhooks", map[string]any{"token": "w", "name": "w", "events": []string{"*"}, "config": map[string]any{
		"url": inbox.url, "basic_auth_username": "hook", "basic_auth_password": password, "secret": "Aa1!0123456789abcdefghij",
	}}).is(201)
	p.fault(`{"webhook":"w","effect":"unsigned","count":1}`)
	for _, signed := range []bool{false, true} {
		p.post("/users", `{}`).is(201)
		if n := inbox.next(); (n.header.Get("X-Marqeta-Signature") != "") != signed || n.user != "hook" {
			t.Errorf("signature = %q, want one: %v", n.header.Get("X-Marqeta-Signature"), signed)
		}
	}
}

func TestDryFundingSource(t *testing.T) {
	t.Parallel()
	p := start(t).managed().standard()
	p.fault(`{"token":"f","funding_source":"fs_0001","effect":"decline","count":1}`)
	a := p.simulate("authorization", map[string]any{"card_token": "card_ada", "amount": 10}).has("transaction.state", "DECLINED", "transaction.response.code", "1016")
	p.get("/_sandbox/transactions/"+a.text("transaction.token")+"/trace").has("decided_by", "funding")
	p.simulate("authorization", map[string]any{"card_token": "card_ada", "amount": 10}).has("transaction.response.code", "0000")
	p.get("/_sandbox/faults/f").has("remaining", "0")
	p.fault(`{"funding_source":"fs_gpa","effect":"decline"}`)
	p.post("/gpaorders", map[string]any{"user_token": "bob", "amount": 5, "currency_code": "USD", "funding_source_token": "fs_gpa"}).refused(422, "422002")
	p.simulate("authorization", map[string]any{"card_token": "card_bob", "amount": 10}).has("transaction.response.code", "0000") // his own money
	if _, _, err := p.attempt("GET", "/ping", ""); errors.Is(err, io.EOF) {
		t.Error(err)
	}
}
