package certify

import (
	"crypto/tls"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"carddeck/marqeta"
)

const asked = `{"token":"tx","currency_code":"USD","pos":{"partial_approval_capable":true},"gpa_order":{"jit_funding":
	{"token":"t1","method":"pgfs.authorization","user_token":"ada","acting_user_token":"bob","original_jit_funding_token":"t0","amount":10.5}}}`

const good = `{"jit_funding":{"token":"t1","method":"pgfs.authorization","user_token":"ada","acting_user_token":"bob","original_jit_funding_token":"t0","amount":10.5}}`

func TestJudge(t *testing.T) {
	t.Parallel()
	q, err := readQuestion([]byte(asked))
	if err != nil {
		t.Fatal(err)
	}
	other := func(old, new string) string { return strings.Replace(good, old, new, 1) }
	declined := strings.Replace(good, `"amount"`, `"decline_reason":"SUSPECTED_FRAUD","amount"`, 1)
	incapable := q
	incapable.Partial = false
	inquiry := q
	inquiry.Method = "pgfs.balanceinquiry"
	told := strings.Replace(other("pgfs.authorization", "pgfs.balanceinquiry"), `"amount"`, `"balances":{"USD":{"currency_code":"USD","ledger_balance":"7.00","available_balance":1}},"amount"`, 1)
	inquiry.JIT = message{"token": []byte(`"t1"`), "method": []byte(`"pgfs.balanceinquiry"`)}
	for name, tt := range map[string]struct {
		q    question
		x    Exchange
		want expectation
		got  []Fault
	}{
		"right":                   {q, Exchange{Status: 200, Received: good}, approved, nil},
		"a part":                  {q, Exchange{Status: 200, Received: other("10.5", "3")}, approved, nil},
		"text for a number":       {q, Exchange{Status: 200, Received: other("10.5", `"10.50"`)}, approved, nil},
		"a part nobody takes":     {incapable, Exchange{Status: 200, Received: other("10.5", "3")}, approved, []Fault{PartUnasked}},
		"more":                    {q, Exchange{Status: 200, Received: other("10.5", "10.51")}, approved, []Fault{AmountAbove}},
		"nothing":                 {q, Exchange{Status: 200, Received: other("10.5", "0")}, approved, []Fault{Amount}},
		"negative":                {q, Exchange{Status: 200, Received: other("10.5", "-1")}, approved, []Fault{Amount}},
		"half a cent":             {q, Exchange{Status: 200, Received: other("10.5", "1.005")}, approved, []Fault{Amount}},
		"no amount":               {q, Exchange{Status: 200, Received: other(`,"amount":10.5`, "")}, approved, []Fault{Amount}},
		"another token":           {q, Exchange{Status: 200, Received: other("t1", "t2")}, approved, []Fault{EchoToken}},
		"a token that is none":    {q, Exchange{Status: 200, Received: other(`"t1"`, "1")}, approved, []Fault{EchoToken}},
		"another holder":          {q, Exchange{Status: 200, Received: other("ada", "eve")}, approved, []Fault{EchoHolder}},
		"nobody acting":           {q, Exchange{Status: 200, Received: other(`"acting_user_token":"bob",`, "")}, approved, []Fault{EchoActing}},
		"no first token":          {q, Exchange{Status: 200, Received: other(`"original_jit_funding_token":"t0",`, "")}, approved, []Fault{EchoOriginal}},
		"a name twice":            {q, Exchange{Status: 200, Received: other(`"amount"`, `"token":"t1","amount"`)}, approved, []Fault{Body}},
		"a long memo":             {q, Exchange{Status: 200, Received: other(`"amount"`, `"memo":"`+strings.Repeat("é", 100)+`","amount"`)}, approved, []Fault{TooLong}},
		"a decline":               {q, Exchange{Status: 402, Received: declined}, undecided, nil},
		"declined with money":     {q, Exchange{Status: 402, Received: declined}, approved, []Fault{FundedDeclined}},
		"approved without":        {q, Exchange{Status: 200, Received: good}, expectation{refusal, NoMoney}, []Fault{NoMoney}},
		"no reason":               {q, Exchange{Status: 402, Received: good}, undecided, []Fault{ReasonMissing}},
		"a reason of their own":   {q, Exchange{Status: 402, Received: strings.Replace(declined, "SUSPECTED_FRAUD", "NO", 1)}, undecided, []Fault{ReasonUnknown}},
		"created":                 {q, Exchange{Status: 201, Received: good}, approved, []Fault{Status}},
		"moved":                   {q, Exchange{Status: 307}, approved, []Fault{Redirect}},
		"an error":                {q, Exchange{Status: 500}, approved, []Fault{Status}},
		"no line":                 {q, Exchange{Error: "refused"}, approved, []Fault{NoAnswer}},
		"too late":                {q, Exchange{Status: 200, Received: good, Late: true}, approved, []Fault{Slow}},
		"no JSON":                 {q, Exchange{Status: 200, Received: "yes"}, approved, []Fault{Body}},
		"an inquiry":              {inquiry, Exchange{Status: 200, Received: told}, undecided, nil},
		"an inquiry without":      {inquiry, Exchange{Status: 200, Received: other("pgfs.authorization", "pgfs.balanceinquiry")}, undecided, []Fault{Balances}},
		"balances in other money": {inquiry, Exchange{Status: 200, Received: strings.ReplaceAll(told, "USD", "EUR")}, undecided, []Fault{Balances}},
		"balances of another":     {inquiry, Exchange{Status: 200, Received: strings.Replace(told, `"currency_code":"USD"`, `"currency_code":"EUR"`, 1)}, undecided, []Fault{Balances}},
		"half a cent available":   {inquiry, Exchange{Status: 200, Received: strings.Replace(told, `balance":1`, `balance":1.001`, 1)}, undecided, []Fault{Balances}},
	} {
		t.Run(name, func(t *testing.T) {
			a, checks := judge(tt.q, tt.x, tt.want)
			got := Result{Checks: checks}.Faults()
			if !slices.Equal(got, tt.got) {
				t.Errorf("named %v, want %v in %+v", got, tt.got, checks)
			}
			if decides := len(got) == 0 || got[0] == FundedDeclined || got[0] == NoMoney; a.usable != decides {
				t.Errorf("usable is %t", a.usable)
			}
		})
	}
}

func TestEveryFaultHasWords(t *testing.T) {
	t.Parallel()
	seen := map[string]Fault{}
	for f, says := range words {
		if other, twice := seen[says]; twice || says == "" || strings.HasSuffix(says, ".") {
			t.Errorf("%s says %q, as %s", f, says, other)
		}
		seen[says] = f
	}
}

func TestSameAnswers(t *testing.T) {
	t.Parallel()
	first := Exchange{Status: 200, Received: `{"a":1,"b":2}`}
	for name, tt := range map[string]struct {
		x             Exchange
		bytes, equals bool
	}{
		"bytes":   {first, true, true},
		"meaning": {Exchange{Status: 200, Received: `{"b": 2, "a": 1.0}`}, false, true},
		"other":   {Exchange{Status: 200, Received: `{"a":1,"b":3}`}, false, false},
		"status":  {Exchange{Status: 402, Received: first.Received}, false, false},
		"no JSON": {Exchange{Status: 200, Received: `{`}, false, false},
	} {
		if exact, meaning := same(first, tt.x); exact != tt.bytes || meaning != tt.equals {
			t.Errorf("%s: %t, %t", name, exact, meaning)
		}
	}
}

func TestPercentiles(t *testing.T) {
	t.Parallel()
	var all []Exchange
	for i := range 200 {
		all = append(all, Exchange{Micros: int64(200 - i)})
	}
	if got := timesOf(all); got != (Times{200, 4, 100, 180, 198, 200}) {
		t.Errorf("%+v", got)
	}
	if got := timesOf(all[:1]); got != (Times{1, 1, 200, 200, 200, 200}) {
		t.Errorf("of one: %+v", got)
	}
}

func TestSettings(t *testing.T) {
	t.Parallel()
	right := Defaults()
	right.Gateway.URL = "https://gateway.example/jit"
	if faults := right.Check(); faults != nil {
		t.Fatal(faults)
	}
	for field, wrong := range map[string]func(*Settings){
		"gateway": func(s *Settings) { s.Gateway.URL = "http://gateway.example/jit" },
		"header":  func(s *Settings) { s.Gateway.Headers = map[string]marqeta.Secret{"X-Key": "a\r\nb"} },
		"webhook": func(s *Settings) { s.Webhook.URL = "ftp://gateway.example" },
		"webhook-header": func(s *Settings) {
			s.Webhook.URL, s.Webhook.Headers = "https://a.example", map[string]marqeta.Secret{"X Key": "a"}
		},
		"currency":    func(s *Settings) { s.Currency = "dollars" },
		"empty-user":  func(s *Settings) { s.Empty.User = "" },
		"little-user": func(s *Settings) { s.Empty.User = s.Funded.User },
		"little-card": func(s *Settings) { s.Little.Card = s.Funded.Card },
		"product":     func(s *Settings) { s.Product = strings.Repeat("p", 37) },
		"limit":       func(s *Settings) { s.Limit = 8 * time.Second },
		"load":        func(s *Settings) { s.Load = 0 },
		"skip":        func(s *Settings) { s.Skip = []int{24} },
	} {
		s := right
		wrong(&s)
		if faults := s.Check(); len(faults) != 1 || faults[0].Field != field {
			t.Errorf("%s: %v", field, faults)
		}
	}
	if got := Place("https://ada:secret@gateway.example/jit?key=secret"); got != "https://gateway.example/jit" {
		t.Errorf("shown as %s", got)
	}
}

func TestTheDoorOfTLS(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		least uint16
		got   []Fault
	}{"today's": {tls.VersionTLS12, nil}, "yesterday's": {tls.VersionTLS10, []Fault{OldTLS}}} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewUnstartedServer(http.NotFoundHandler())
			server.TLS = &tls.Config{MinVersion: tt.least}
			server.Config.ErrorLog = log.New(io.Discard, "", 0)
			server.StartTLS()
			t.Cleanup(server.Close)
			roots := server.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs
			_, port, _ := net.SplitHostPort(server.Listener.Addr().String())
			s := &stage{platform: &platform{door: door{roots: roots, plain: closedPort(t)}}, ctx: t.Context()}
			s.transport("127.0.0.1", port)
			if got := s.result.Faults(); !slices.Equal(got, tt.got) || len(s.result.Checks) != 3 {
				t.Errorf("named %v in %+v", got, s.result.Checks)
			}
			s.platform.door.plain = port
			s.result = Result{}
			if s.transport("127.0.0.1", port); !slices.Contains(s.result.Faults(), PlainPort) {
				t.Errorf("an open port is not named: %+v", s.result.Checks)
			}
		})
	}
}

// closedPort is a port that nobody listens on.
func closedPort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(l.Addr().String())
	_ = l.Close()
	return port
}
