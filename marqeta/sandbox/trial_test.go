package sandbox_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
)

// declined makes a request that is declined with a code, and gives its transaction.
func (p *program) declined(code string, body map[string]any) string {
	p.Helper()
	return p.simulate("authorization", body).has("transaction.response.code", code).text("transaction.token")
}

// try tries a past request with changes.
func (p *program) try(transaction string, more map[string]any) answer {
	p.Helper()
	body := map[string]any{"transaction_token": transaction}
	for name, v := range more {
		body[name] = v
	}
	return p.post("/_sandbox/trials", body)
}

// dump is everything that the program has, as it would be exported.
func (p *program) dump() string {
	p.Helper()
	var b bytes.Buffer
	if err := p.server.Book().State.Dump(p.Context(), &b); err != nil {
		p.Fatal(err)
	}
	return b.String()
}

func change(resource, token, way string, body any) map[string]any {
	return map[string]any{"resource": resource, "token": token, way: body}
}

// troubles are ways for bob's card to be declined, with what cures them. Each is a
// program of its own.
var troubles = map[string]struct {
	cause   func(*program)
	body    map[string]any // beside the card
	code    string
	first   string // kind and member of the first suggestion
	more    []string
	nothing bool // nothing cures it
}{
	"suspended card": {cause: func(p *program) { p.move("card_bob", "SUSPENDED").is(201) }, code: "1003", first: "card state", more: []string{"product config.transaction_controls.ignore_card_suspended_state"}},
	"terminated":     {cause: func(p *program) { p.move("card_bob", "TERMINATED").is(201) }, code: "1806", nothing: true},
	"suspended user": {cause: func(p *program) {
		p.post("/usertransitions", `{"user_token":"bob","status":"SUSPENDED","reason_code":"01","channel":"API"}`).is(201)
	}, code: "1813", first: "user status"},
	"product off":     {cause: func(p *program) { p.put("/cardproducts/cp_gpa", `{"active":false}`).is(200) }, code: "1808", first: "product active"},
	"product over":    {cause: func(p *program) { p.put("/cardproducts/cp_gpa", `{"end_date":"2021-03-01"}`).is(200) }, code: "1808", first: "product end_date"},
	"wrong code":      {body: map[string]any{"card_options": map[string]any{"cvv": "000"}}, code: "1025", first: "retry cvv"},
	"wrong expiry":    {body: map[string]any{"card_options": map[string]any{"expiration": "0101"}}, code: "1002", first: "retry expiration"},
	"PIN missing":     {cause: func(p *program) { p.rule("always_require_pin", true) }, code: "1809", first: "retry pin", more: []string{"product config.transaction_controls.always_require_pin"}},
	"chip missing":    {cause: func(p *program) { p.rule("always_require_icc", true) }, code: "1025", first: "retry chip", more: []string{"product config.transaction_controls.always_require_icc"}},
	"country":         {body: map[string]any{"card_acceptor": map[string]any{"country_code": "CAN"}}, code: "1864", first: "product config.transaction_controls.accepted_countries_token"},
	"e-commerce shut": {cause: func(p *program) { p.put("/cardproducts/cp_gpa", `{"config":{"poi":{"ecommerce":false}}}`).is(200) }, body: map[string]any{"card_acceptor": map[string]any{"poi": map[string]any{"channel": "ECOMMERCE"}}}, code: "1025", first: "product config.poi.ecommerce"},
	"denied merchant": {cause: func(p *program) {
		p.post("/authcontrols", `{"token":"no_bars","name":"No bars","merchant_scope":{"mcc":"5813"}}`).is(201)
	}, body: map[string]any{"card_acceptor": map[string]any{"mcc": "5813", "mid": "bar"}}, code: "1025", first: "control exempt", more: []string{"control active"}},
	"too much": {cause: func(p *program) { p.dailyLimit("much", `"amount_limit":4`) }, code: "1834", first: "limit amount_limit", more: []string{"control active"}},
	"too often": {cause: func(p *program) {
		p.dailyLimit("often", `"amount_limit":400,"usage_limit":1`)
		p.simulate("authorization", map[string]any{"card_token": "card_bob", "amount": 1})
	}, code: "1817", first: "limit usage_limit", more: []string{"control active"}},
	"no money": {body: map[string]any{"amount": 251}, code: "1016", first: "money load"},
	"two limits": {cause: func(p *program) {
		p.dailyLimit("one", `"amount_limit":4`)
		p.dailyLimit("two", `"amount_limit":5`)
	}, code: "1834", first: "limit amount_limit, limit amount_limit", more: []string{"limit amount_limit, control active", "control active, limit amount_limit", "control active, control active"}},
	"card and user and money": {cause: func(p *program) {
		p.move("card_bob", "SUSPENDED").is(201)
		p.dailyLimit("one", `"amount_limit":4`)
	}, body: map[string]any{"amount": 300}, code: "1003", first: "card state, limit amount_limit, money load"},
}

func (p *program) rule(name string, on bool) {
	p.Helper()
	p.put("/cardproducts/cp_gpa", map[string]any{"config": map[string]any{"transaction_controls": map[string]any{name: on}}}).is(200)
}

func (p *program) dailyLimit(token, members string) {
	p.Helper()
	p.post("/velocitycontrols", fmt.Sprintf(`{"token":"%s","currency_code":"USD","velocity_window":"DAY","association":{"user_token":"bob"},%s}`, token, members)).is(201)
}

// Every suggestion, made for real, lets the very request pass; and asking wrote nothing.
func TestTrialSuggests(t *testing.T) {
	t.Parallel()
	for name, c := range troubles {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := start(t).standard()
			p.post("/fundingsources/program", `{"token":"sandbox_program_funding","name":"Program funding"}`)
			if c.cause != nil {
				c.cause(p)
			}
			body := map[string]any{"card_token": "card_bob", "amount": 10}
			for k, v := range c.body {
				body[k] = v
			}
			transaction := p.declined(c.code, body)
			before := p.dump()
			a := p.try(transaction, map[string]any{"search": true}).is(200).has("outcome", "declined", "trace.response_code", c.code, "request_kept", "true")
			if after := p.dump(); after != before {
				t.Fatalf("the state changed:\n%s\nwas\n%s", after, before)
			}
			found := suggested(a)
			if c.nothing {
				if len(found) != 0 {
					t.Errorf("suggestions = %v, want none", found)
				}
				return
			}
			if len(found) == 0 || found[0].name != c.first {
				t.Fatalf("suggestions = %v, want %q first; %s", found, c.first, a.raw)
			}
			for _, want := range c.more {
				if !strings.Contains(fmt.Sprint(found), want) {
					t.Errorf("suggestions = %v, want %q among them", found, want)
				}
			}
			p.take(found[0].Steps, body)
			if after := p.simulate("authorization", body).text("transaction.response.code"); after != "0000" {
				t.Errorf("after %v for real: %s", found[0], after)
			}
		})
	}
}

type cureStep struct {
	Kind, What string
	Change     *struct {
		Resource, Token string
		Set, Create     json.RawMessage
		Remove          bool
	}
	Enter   map[string]string
	Request map[string]any
}

type suggestion struct {
	name  string
	Steps []cureStep
}

func (s suggestion) String() string { return s.name }

func suggested(a answer) (found []suggestion) {
	a.program.Helper()
	var body struct{ Suggestions []suggestion }
	if err := json.Unmarshal(a.raw, &body); err != nil {
		a.program.Fatal(err)
	}
	for _, s := range body.Suggestions {
		var names []string
		for _, step := range s.Steps {
			names = append(names, step.Kind+" "+step.What)
		}
		s.name = strings.Join(names, ", ")
		found = append(found, s)
	}
	return found
}

// take does for real what a suggestion says, and gives the request what it asks.
func (p *program) take(steps []cureStep, body map[string]any) {
	p.Helper()
	for _, s := range steps {
		for name, v := range s.Request {
			body[name] = v
		}
		for name := range s.Enter {
			card := p.get("/cards/card_bob/showpan?show_cvv_number=true").is(200)
			real := map[string]string{"cvv": card.text("cvv_number"), "expiration": card.text("expiration"), "pin": "0000"}
			body["card_options"] = map[string]any{name: real[name]}
		}
		switch c := s.Change; {
		case c == nil:
		case c.Create != nil:
			p.post("/"+c.Resource, string(c.Create)).is(201)
		case c.Remove:
			p.call("DELETE", "/"+c.Resource+"/"+c.Token, nil).is(200)
		default:
			p.put("/"+c.Resource+"/"+c.Token, string(c.Set)).is(200)
		}
	}
}

// A trial takes every change that it knows, and of none anything remains.
func TestTrialChanges(t *testing.T) {
	t.Parallel()
	p := start(t).standard().managed()
	p.behindGateway()
	p.post("/mccgroups", `{"token":"bars","name":"Bars","mccs":["5813"]}`).is(201)
	p.post("/merchantgroups", `{"token":"shops","name":"Shops","mids":["1234567890"]}`).is(201)
	p.post("/authcontrols", `{"token":"no_bars","name":"No bars","merchant_scope":{"mcc_group":"bars"}}`).is(201)
	p.dailyLimit("daily", `"amount_limit":100`)
	transaction := p.simulate("authorization", map[string]any{"card_token": "card_bob", "amount": 10}).text("transaction.token")
	inbox := receive(t)
	p.webhook("hook", inbox.url, "*")
	before := p.dump()
	for _, c := range []map[string]any{
		change("velocitycontrols", "daily", "set", map[string]any{"amount_limit": 5}),
		change("velocitycontrols", "", "create", map[string]any{"currency_code": "USD", "velocity_window": "TRANSACTION", "amount_limit": 9}),
		change("velocitycontrols", "daily", "remove", true),
		change("authcontrols", "no_bars", "set", map[string]any{"merchant_scope": map[string]any{"mcc": "6411"}}),
		change("authcontrols", "", "create", map[string]any{"name": "n", "merchant_scope": map[string]any{"mcc": "6411"}}),
		change("authcontrols", "no_bars", "remove", true),
		change("authcontrols/exemptmids", "", "create", map[string]any{"name": "n", "mid": "11111", "association": map[string]any{"user_token": "bob"}}),
		change("mccgroups", "bars", "set", map[string]any{"mccs": []string{"6411"}}),
		change("mccgroups", "", "create", map[string]any{"name": "n", "mccs": []string{"6411"}}),
		change("merchantgroups", "shops", "set", map[string]any{"mids": []string{"11111"}}),
		change("merchantgroups", "", "create", map[string]any{"name": "n", "mids": []string{"11111"}}),
		change("cardproducts", "cp_gpa", "set", map[string]any{"config": map[string]any{"poi": map[string]any{"other": map[string]any{"allow": false}}}}),
		change("cardtransitions", "", "create", map[string]any{"card_token": "card_bob", "state": "TERMINATED", "channel": "API", "reason_code": "10"}),
		change("users", "bob", "set", map[string]any{"first_name": "Robert", "password": "Secret-42-of-Bob"}),
		change("usertransitions", "", "create", map[string]any{"user_token": "bob", "status": "SUSPENDED", "reason_code": "01", "channel": "API"}),
		change("gpaorders", "", "create", map[string]any{"user_token": "bob", "amount": 5, "currency_code": "USD", "funding_source_token": "fs_gpa"}),
		change("fundingsources/program", "fs_gpa", "set", map[string]any{"active": false}),
		change("fundingsources/programgateway", "source_gw01", "set", map[string]any{"active": false}),
	} {
		want := "approved"
		if s := fmt.Sprint(c); strings.Contains(s, "set:map[amount_limit:5]") || strings.Contains(s, "TRANSACTION") || strings.Contains(s, "set:map[merchant_scope:map[mcc:6411") ||
			strings.Contains(s, "create:map[merchant_scope:map[mcc:6411") || strings.Contains(s, "set:map[mccs:") || strings.Contains(s, "allow:false") ||
			strings.Contains(s, "TERMINATED") || strings.Contains(s, "SUSPENDED") {
			want = "declined"
		}
		p.try(transaction, map[string]any{"changes": []any{c}}).is(200).has("outcome", want)
	}
	if after := p.dump(); after != before {
		t.Errorf("the state changed:\n%s\nwas\n%s", after, before)
	}
	if len(inbox.got) > 0 {
		t.Errorf("%d notifications were sent", len(inbox.got))
	}
	for _, c := range []struct {
		change map[string]any
		status int
		words  string
	}{
		{change("velocitycontrols", "nobody", "set", map[string]any{"amount_limit": 5}), 404, "changes[0], velocitycontrols: Velocity control not found"},
		{change("velocitycontrols", "daily", "set", map[string]any{"amount_limit": -5}), 400, "changes[0], velocitycontrols: Invalid input(s): amount_limit"},
		{change("webhooks", "hook", "set", map[string]any{}), 400, "resource must be"},
		{change("cardproducts", "cp_gpa", "remove", true), 400, "a trial cannot do this with cardproducts"},
		{change("cardproducts", "", "set", map[string]any{}), 400, "token may not be empty"},
		{map[string]any{"resource": "cardproducts"}, 400, "one of set, create and remove"},
		{change("cardtransitions", "", "create", map[string]any{"card_token": "card_bob", "state": "UNACTIVATED", "channel": "API"}), 400, "changes[0], cardtransitions: "},
	} {
		if a := p.try(transaction, map[string]any{"changes": []any{c.change}}).is(c.status); !strings.Contains(a.text("error_message"), c.words) {
			t.Errorf("%v: %s, want %q", c.change, a.raw, c.words)
		}
	}
	p.try("nobody", nil).refused(400, "400002")
	p.post("/_sandbox/trials", `{}`).refused(400, "400001")
	p.post("/_sandbox/trials", `{"simulation":{"kind":"nothing"}}`).refused(400, "400001")
	p.post("/_sandbox/trials", `{"simulation":{"kind":"authorization","fields":{"card_token":"nobody","amount":1}}}`).refused(400, "400002")
	p.post("/_sandbox/trials", `{"simulation":{"kind":"authorization","fields":{"card_token":"card_bob","amount":1}}}`).is(200).has("outcome", "approved", "request.kind", "authorization")
	p.try(transaction, map[string]any{"request": map[string]any{"amount": 101}}).is(200).has("outcome", "declined", "trace.decided_by", "velocity_controls")
	if next := p.simulate("authorization", map[string]any{"card_token": "card_bob", "amount": 1}).text("transaction.identifier"); next == "" {
		t.Error("no identifier")
	}
}

// A trial never asks the gateway: it repeats what it said of the transaction, as far as
// that tells.
func TestTrialBehindAGateway(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	e := p.behindGateway()
	e.says(echo(402, map[string]any{"decline_reason": "SUSPECTED_FRAUD"}))
	refused := p.declined("1886", map[string]any{"card_token": "card_eve", "amount": 50})
	e.says(echo(200, nil))
	approved := p.declined("0000", map[string]any{"card_token": "card_eve", "amount": 50})
	p.move("card_eve", "SUSPENDED").is(201)
	unasked := p.declined("1003", map[string]any{"card_token": "card_eve", "amount": 50})
	p.move("card_eve", "ACTIVE").is(201)
	_, asked := e.last()
	p.try(refused, nil).is(200).has("outcome", "declined", "trace.response_code", "1886", "trace.checks.17.values.said_of", refused, "trace.checks.17.values.decline_reason", "SUSPECTED_FRAUD")
	p.try(approved, nil).is(200).has("outcome", "approved", "trace.decided_by", "gateway", "transaction.response.code", "0000")
	p.try(unasked, nil).is(200).has("outcome", "undecided", "trace.decided_by", "gateway", "trace.checks.17.result", "not_reached").lacks("transaction", "trace.response_code")
	p.try(unasked, map[string]any{"gateway": "approves"}).is(200).has("outcome", "approved")
	p.try(unasked, map[string]any{"gateway": "declines"}).is(200).has("outcome", "declined", "trace.response_code", "1016")
	p.try(approved, map[string]any{"request": map[string]any{"amount": 60}}).is(200).has("outcome", "undecided")
	p.try(approved, map[string]any{"request": map[string]any{"amount": 40}}).is(200).has("outcome", "approved")
	p.try(refused, map[string]any{"request": map[string]any{"amount": 40}}).is(200).has("outcome", "undecided")
	if found := suggested(p.try(refused, map[string]any{"search": true}).is(200)); len(found) != 1 || found[0].name != "gateway answer" {
		t.Errorf("suggestions = %v", found)
	}
	if _, now := e.last(); now != asked {
		t.Errorf("the gateway was asked %d times by trials", now-asked)
	}
}

// A fault that strikes a counted number of times is not used up by trials.
func TestTrialUsesUpNoFault(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	p.fault(`{"token":"dry","funding_source":"fs_0001","effect":"decline","count":1}`)
	for range 2 {
		p.post("/_sandbox/trials", `{"simulation":{"kind":"authorization","fields":{"card_token":"card_ada","amount":1}},"search":true}`).is(200).has("outcome", "declined", "trace.response_code", "1016")
	}
	p.declined("1016", map[string]any{"card_token": "card_ada", "amount": 1})
}

// What a trial sees is what is there, and what others do meanwhile is as if there were no
// trials.
func TestTrialsBesideTraffic(t *testing.T) {
	t.Parallel()
	const times = 30
	quiet, busy := start(t).standard(), start(t).standard()
	for _, p := range []*program{quiet, busy} {
		p.dailyLimit("daily", `"amount_limit":100`)
		first := p.simulate("authorization", map[string]any{"card_token": "card_bob", "amount": 1}).text("transaction.token")
		var trials sync.WaitGroup
		if p == busy {
			for range 4 {
				trials.Go(func() {
					for range times {
						status, raw, err := p.attempt("POST", "/_sandbox/trials", fmt.Sprintf(`{"transaction_token":"%s","search":true,"request":{"amount":500},"changes":[{"resource":"gpaorders","create":{"user_token":"bob","amount":9,"currency_code":"USD","funding_source_token":"fs_gpa"}}]}`, first))
						if err != nil || status != 200 {
							t.Errorf("trial = %d %s %v", status, raw, err)
						}
					}
				})
			}
		}
		for range times {
			p.simulate("authorization", map[string]any{"card_token": "card_bob", "amount": 2})
		}
		trials.Wait()
	}
	for _, path := range []string{"/balances/bob", "/velocitycontrols/user/bob/available"} {
		if a, b := quiet.get(path).is(200), busy.get(path).is(200); !bytes.Equal(a.raw, b.raw) {
			t.Errorf("%s = %s beside trials, %s without", path, b.raw, a.raw)
		}
	}
	if a, b := strings.Count(quiet.dump(), "\n"), strings.Count(busy.dump(), "\n"); a != b {
		t.Errorf("%d rows beside trials, %d without", b, a)
	}
}
