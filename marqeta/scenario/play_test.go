package scenario_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox"
	"carddeck/marqeta/scenario"
)

// platform gives a client of a sandbox of its own.
func platform(t *testing.T) *marqeta.Client {
	t.Helper()
	emulator, err := sandbox.New(sandbox.Options{Data: sandbox.InMemory})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(emulator)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); _ = emulator.Run(ctx) }()
	client, err := marqeta.New(marqeta.Config{
		BaseURL: server.URL + "/v3", ApplicationToken: sandbox.DefaultApplicationToken, AdminAccessToken: sandbox.DefaultAdminAccessToken,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		client.Close()
		server.Close()
		stop()
		<-done
		_ = emulator.Close()
	})
	return client
}

func parse(t *testing.T, text string) scenario.Scenario {
	t.Helper()
	s, err := scenario.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// everything does each kind of step once.
const everything = `{
  "name": "everything", "title": "Every kind of step",
  "parameters": {"merchant": "Riverside {{Fuel}}"},
  "program": {"funding": "standard", "config": {"poi": {"atm": true}}, "user": {"last_name": "{run}"}},
  "steps": [
    {"name": "loaded", "load": "{program.user}", "amount": "20", "expect": {"state": "COMPLETION", "amount": "20.00"}},
    {"name": "bought", "simulate": "authorization", "amount": "12.50", "decided_by": "funding",
     "with": {"card_acceptor": {"name": "{merchant}", "mcc": "5542"}},
     "expect": {"state": "PENDING", "card_acceptor.name": "{merchant}", "gpa.available_balance": "7.5"}},
    {"name": "limit", "create": "velocity_control", "with": {
      "name": "{run}", "association": {"user_token": "{program.user}"}, "amount_limit": 5, "currency_code": "USD", "velocity_window": "TRANSACTION"},
     "expect": {"active": "true"}},
    {"name": "over", "simulate": "authorization", "amount": "6", "decided_by": "velocity_controls", "notified": true,
     "expect": {"state": "DECLINED", "response.code": "1834"}},
    {"name": "lifted", "update": "velocity_control", "token": "{limit.token}", "with": {"active": false}, "expect": {"active": "false"}},
    {"name": "locked", "move": "card", "token": "{program.card}", "with": {"state": "SUSPENDED", "reason_code": "00"}},
    {"name": "closed", "simulate": "authorization", "amount": "6", "expect": {"response.code": "1003"}},
    {"name": "looked", "read": "card", "token": "{program.card}", "expect": {"state": "SUSPENDED"}, "absent": ["cvv_number"]},
    {"name": "none", "read": "card", "token": "{run}-none", "status": 404},
    {"name": "money", "read": "balances", "token": "{program.user}", "expect": {"gpa.available_balance": "7.5"}},
    {"name": "later", "advance": "P30D"},
    {"name": "expired", "read": "transaction", "token": "{bought.token}", "expect": {"state": "CLEARED"}}
  ]
}`

func TestPlayEveryKindOfStep(t *testing.T) {
	t.Parallel()
	p := platform(t)
	var told []string
	report, err := scenario.Play(t.Context(), p, parse(t, everything), scenario.Options{
		Run: "r1", Step: func(r scenario.Result) { told = append(told, r.Step) },
	})
	for _, step := range report.Steps {
		for _, problem := range step.Problems {
			t.Errorf("%s (%s): %s", step.Step, step.Does, problem)
		}
	}
	if err != nil || !report.Passed || len(report.Steps) != 12 || len(told) != 12 || report.CardToken != "r1-ca" {
		t.Errorf("%v, %d steps, told %v, card %q", err, len(report.Steps), told, report.CardToken)
	}
}

func TestParameters(t *testing.T) {
	t.Parallel()
	p := platform(t)
	s := parse(t, `{"name":"a","title":"A","parameters":{"card":"","amount":"5"},"steps":[
		{"name":"buy","simulate":"authorization","card":"{card}","amount":"{amount}","expect":{"card_token":"{card}"}}]}`)
	own := parse(t, `{"name":"b","title":"B","program":{"funding":"managed"},"steps":[{"name":"look","read":"card","token":"{program.card}"}]}`)
	if _, err := scenario.Play(t.Context(), p, own, scenario.Options{Run: "given"}); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		given scenario.Values
		want  string // in the error or the problem; empty: it passes
	}{
		"none":       {nil, "the parameter card has no value"},
		"unknown":    {scenario.Values{"card": "given-ca", "shop": "x"}, "no parameter called shop"},
		"given":      {scenario.Values{"card": "given-ca"}, ""},
		"another":    {scenario.Values{"card": "given-ca", "amount": "1.10"}, ""},
		"no amount":  {scenario.Values{"card": "given-ca", "amount": `1,"force_post":true`}, "is none"},
		"wrong card": {scenario.Values{"card": "nobody"}, `status is "400: Card not found`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			report, err := scenario.Play(t.Context(), p, s, scenario.Options{Parameters: tt.given})
			said := ""
			if err != nil {
				said = err.Error()
			}
			for _, step := range report.Steps {
				said += strings.Join(step.Problems, "; ")
			}
			if tt.want == "" && said != "" || !strings.Contains(said, tt.want) {
				t.Errorf("%q, want %q", said, tt.want)
			}
		})
	}
}

// What needs the platform to call this machine is refused where it cannot.
func TestDistantPlatform(t *testing.T) {
	t.Parallel()
	s, _ := scenario.Find("decline")
	if _, err := scenario.Play(t.Context(), nil, s, scenario.Options{Distant: true}); err == nil || !strings.Contains(err.Error(), "cannot reach this machine") {
		t.Errorf("played: %v", err)
	}
}

func TestStoppedOnTheWay(t *testing.T) {
	t.Parallel()
	p := platform(t)
	s, _ := scenario.Find("partial-clearings")
	ctx, stop := context.WithCancel(t.Context())
	report, err := scenario.Play(ctx, p, s, scenario.Options{Step: func(scenario.Result) { stop() }})
	if !errors.Is(err, context.Canceled) || report.Passed || len(report.Steps) != 1 {
		t.Errorf("%v after %d steps", err, len(report.Steps))
	}
	_, body, err := p.Call(t.Context(), http.MethodGet, "/webhooks", nil)
	if err != nil || !strings.Contains(string(body), `"active":false`) {
		t.Errorf("the webhook is still on: %s, %v", body, err)
	}
	var out bytes.Buffer
	if err := scenario.WriteJUnit(&out, s, report, ctx.Err()); err != nil {
		t.Fatal(err)
	}
	var suite struct {
		Tests    int `xml:"tests,attr"`
		Errors   int `xml:"errors,attr"`
		Skipped  int `xml:"skipped,attr"`
		Failures int `xml:"failures,attr"`
	}
	if err := xml.Unmarshal(out.Bytes(), &suite); err != nil || suite.Tests != 3 || suite.Errors != 1 || suite.Skipped != 1 || suite.Failures != 0 {
		t.Errorf("%v\n%s", err, out.String())
	}
}

func TestJUnitOfAFailure(t *testing.T) {
	t.Parallel()
	s := parse(t, `{"name":"a","title":"A","steps":[{"name":"one","advance":"1h"},{"name":"two","advance":"1h"}]}`)
	r := scenario.Report{Steps: []scenario.Result{{Step: "one", Problems: []string{"a < b \x00"}}}}
	var out bytes.Buffer
	if err := scenario.WriteJUnit(&out, s, r, nil); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`failures="1"`, `skipped="1"`, `a &lt; b`, `name="two"`} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %s in\n%s", want, out.String())
		}
	}
	if err := xml.NewDecoder(&out).Decode(new(struct{})); err != nil && !errors.Is(err, io.EOF) {
		t.Errorf("not XML: %v", err)
	}
}

func TestRedact(t *testing.T) {
	t.Parallel()
	s := parse(t, `{"name":"a","title":"A","parameters":{"card":"card_real_01","shop":"Fox"},"steps":[
		{"name":"buy","simulate":"authorization","card":"card_real_02","amount":"5",
		 "with":{"card_acceptor":{"name":"Fox","mid":"123"},"card_options":{"cvv":"123","pin":"4321"}},
		 "expect":{"user_token":"user_real_01","card_token":"card_real_02","state":"PENDING"}},
		{"name":"limit","create":"velocity_control","with":{"association":{"user_token":"user_real_01"},"amount_limit":10.10,"currency_code":"USD","velocity_window":"DAY"}},
		{"name":"load","load":"user_real_01","amount":"5"},
		{"name":"see","read":"transaction","token":"{buy.token}"},
		{"name":"money","read":"balances","token":"user_real_01"}]}`)
	before := string(s.Format())
	r := s.Redact()
	text := string(r.Format())
	for _, hidden := range []string{"real", `"4321"`, `"cvv":"123"`, `"cvv": "123"`} {
		if strings.Contains(text, hidden) {
			t.Errorf("%s is still in\n%s", hidden, text)
		}
	}
	for _, kept := range []string{`"Fox"`, `"123"`, "10.10", "{buy.token}", `"user_token": "{user_token}"`} {
		if !strings.Contains(text, kept) {
			t.Errorf("%s is not in\n%s", kept, text)
		}
	}
	if _, err := scenario.Parse([]byte(text)); err != nil || string(s.Format()) != before {
		t.Errorf("%v, or the original has changed:\n%s", err, s.Format())
	}
	for name, value := range r.Parameters {
		if value != "" && name != "shop" {
			t.Errorf("parameter %s is %q", name, value)
		}
	}
}

// Every step can be put in words.
func TestDoes(t *testing.T) {
	t.Parallel()
	said := map[string]bool{}
	for _, step := range parse(t, everything).Steps {
		said[step.Does()] = true
	}
	if len(said) != 11 || said[""] { // two purchases are worded alike
		t.Errorf("%v", said)
	}
}
