package jit_test

import (
	"errors"
	"maps"
	"reflect"
	"strings"
	"testing"
	"time"

	"carddeck/marqeta/jit"
)

// question is a request as the platform sends it, with parts of it replaced.
func question(replace ...string) []byte {
	return []byte(strings.NewReplacer(replace...).Replace(whole))
}

const whole = `{"type":"authorization","state":"PENDING","token":"9b1c7c52-8d8f-4c55-8d3f-6d8e6c3c0a01",
"user_token":"user_ada","acting_user_token":"user_ada","card_token":"card_ada_01","card_product_token":"cp_gateway",
"created_time":"2026-03-02T10:15:30Z","amount":42.5,"request_amount":42.5,"currency_code":"USD","network":"VISA",
"gpa":{"currency_code":"USD","ledger_balance":0,"available_balance":0,"balances":{"USD":{"currency_code":"USD"}}},
"gpa_order":{"token":"order_1","amount":42.5,"state":"PENDING","funding_source_token":"**********gw01",
"funding":{"amount":42.5,"source":{"type":"programgateway","token":"**********gw01"}},
"jit_funding":{"token":"7a0d7c0e-52ae-49a5-b9d7-15d1c6a8f2b3","method":"pgfs.authorization",
"user_token":"user_ada","acting_user_token":"user_ada","amount":42.5},"user_token":"user_ada","currency_code":"USD"},
"card_acceptor":{"mid":"000000000011111","mcc":"5812","name":"BLUE FOX DINER","country_code":"USA"},
"pos":{"card_presence":true,"partial_approval_capable":true},
"card":{"last_four":"1234","metadata":{}},"user":{"metadata":{"tier":"gold","level":3}},
"transaction_metadata":{"payment_channel":"OTHER"}}`

func TestRead(t *testing.T) {
	a, err := jit.Read(question())
	if err != nil {
		t.Fatal(err)
	}
	if !maps.Equal(a.UserMetadata, map[string]string{"tier": "gold", "level": "3"}) {
		t.Errorf("user's metadata = %v", a.UserMetadata)
	}
	a.UserMetadata = nil
	want := jit.Ask{
		Token: "7a0d7c0e-52ae-49a5-b9d7-15d1c6a8f2b3", Method: "pgfs.authorization",
		Transaction: "9b1c7c52-8d8f-4c55-8d3f-6d8e6c3c0a01", Type: "authorization", State: "PENDING", Order: "order_1",
		User: "user_ada", ActingUser: "user_ada", Card: "card_ada_01", CardProduct: "cp_gateway", Source: "**********gw01",
		Currency: "USD", Amount: 4250, MID: "000000000011111", MCC: "5812", Merchant: "BLUE FOX DINER", Country: "USA",
		Channel: "OTHER", CardPresent: true, Partial: true, Created: time.Date(2026, 3, 2, 10, 15, 30, 0, time.UTC),
	}
	if !reflect.DeepEqual(a, want) || a.Holder() != "user_ada" || a.Tail() != "gw01" || a.Effect() != jit.Hold {
		t.Errorf("read %+v\nwant %+v", a, want)
	}
}

func TestAmountsAreExact(t *testing.T) {
	const at = `"acting_user_token":"user_ada","amount":42.5}`
	in := func(amount string) string { return strings.Replace(at, "42.5", amount, 1) }
	for amount, want := range map[string]int64{
		"1.15": 115, `"70.00"`: 7000, "0": 0, "0.010": 1, "999999999999.99": 99999999999999,
	} {
		a, err := jit.Read(question(at, in(amount)))
		if err != nil || a.Amount != want {
			t.Errorf("%s is read as %d: %v", amount, a.Amount, err)
		}
	}
	for _, amount := range []string{"1.005", "-1", "-0", "1e2", "NaN", `"1e2"`, `""`, "null", "true", "{}", "12345678901234567890", `"-0"`} {
		if a, err := jit.Read(question(at, in(amount))); !errors.Is(err, jit.ErrMalformed) || a.Amount != 0 {
			t.Errorf("%s is read as %d: %v", amount, a.Amount, err)
		}
	}
	for code, want := range map[string]int64{"JPY": 42, "KWD": 42000} {
		a, err := jit.Read(question(at, in("42"), `"currency_code":"USD"`, `"currency_code":"`+code+`"`))
		if err != nil || a.Amount != want || a.Money(want).String() != "42" {
			t.Errorf("42 %s is read as %d: %v", code, a.Amount, err)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	for name, body := range map[string][]byte{
		"nothing":                    nil,
		"an array":                   []byte(`[` + whole + `]`),
		"two objects":                []byte(whole + whole),
		"a name twice":               question(`"network":"VISA"`, `"network":"VISA","network":"VISA"`),
		"an amount twice":            question(`"acting_user_token":"user_ada","amount":42.5}`, `"amount":1,"amount":42.5}`),
		"a name twice further down":  question(`"last_four":"1234"`, `"x":{"a":1,"a":2}`),
		"another amount in capitals": question(`"acting_user_token":"user_ada","amount":42.5}`, `"amount":42.5,"AMOUNT":1}`),
		"only capitals":              question(`"jit_funding"`, `"JIT_Funding"`),
		"a letter that folds":        question(`"acting_user_token":"user_ada","amount":42.5}`, `"amount":42.5,"uſer_token":"eve"}`),
		"an escaped name twice":      question(`"network":"VISA"`, `"network":"VISA","\u006eetwork":"MC"`),
		"no jit_funding":             question(`"jit_funding"`, `"other"`),
		"two jit_funding":            question(`"card":{"last_four"`, `"gpa_order_unload":{"jit_funding":{"token":"x","method":"pgfs.refund","amount":1}},"card":{"last_four"`),
		"no token":                   question(`"token":"7a0d7c0e-52ae-49a5-b9d7-15d1c6a8f2b3",`, ``),
		"a token that is a number":   question(`"token":"7a0d7c0e-52ae-49a5-b9d7-15d1c6a8f2b3"`, `"token":7`),
		"a token with a line":        question(`"7a0d7c0e-52ae-49a5-b9d7-15d1c6a8f2b3"`, `"a\nb"`),
		"a long token":               question(`7a0d7c0e-52ae-49a5-b9d7-15d1c6a8f2b3`, strings.Repeat("a", 65)),
		"no method":                  question(`"method":"pgfs.authorization",`, ``),
		"two currencies":             question(`"request_amount":42.5,"currency_code":"USD"`, `"currency_code":"EUR"`),
		"no currency":                question(`"currency_code":"USD"`, `"currency_code":""`),
		"a currency that is none":    question(`"currency_code":"USD"`, `"currency_code":"XQQ"`),
		"bytes that are no text":     question(`BLUE FOX`, "BLUE \xff FOX"),
		"a flag that is text":        question(`"card_presence":true`, `"card_presence":"true"`),
		"an order that is a list":    question(`"gpa_order":{`, `"gpa_order":[],"x":{`),
		"more than 64 KiB":           question(`BLUE FOX`, strings.Repeat("x", 70<<10)),
	} {
		if a, err := jit.Read(body); !errors.Is(err, jit.ErrMalformed) {
			t.Errorf("%s: read %+v", name, a)
		}
	}
}

func TestWhoIsAsked(t *testing.T) {
	for name, c := range map[string]struct {
		replace []string
		want    string
	}{
		"the funding message's user":  {[]string{`,"user_token":"user_ada","currency_code":"USD"},`, `,"user_token":"other","currency_code":"USD"},`}, "user_ada"},
		"the order's, where it is no": {[]string{`"user_token":"user_ada","acting_user_token":"user_ada","amount":42.5}`, `"amount":42.5}`}, "user_ada"},
		"the business before a user":  {[]string{`"acting_user_token":"user_ada","amount":42.5}`, `"business_token":"acme","amount":42.5}`}, "acme"},
	} {
		if a, err := jit.Read(question(c.replace...)); err != nil || a.Holder() != c.want {
			t.Errorf("%s: %q, want %q: %v", name, a.Holder(), c.want, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(question())
	f.Add(question(`"pgfs.authorization"`, `"pgfs.balanceinquiry"`, `42.5`, `0`))
	f.Add(question(`BLUE FOX DINER`, `\u202e{{.Amount}}\u0000`))
	f.Add([]byte(`{"gpa_order":{"jit_funding":{"token":"\ud800"`))
	f.Fuzz(func(t *testing.T, body []byte) {
		a, err := jit.Read(body)
		again, _ := jit.Read(body)
		if a.Digest() != again.Digest() || a.Amount < 0 {
			t.Errorf("read %+v, then %+v", a, again)
		}
		v := jit.Question{Ask: a, Policy: func(a jit.Ask, _ jit.Account, _ time.Time) jit.Verdict {
			return jit.Verdict{Approved: true, Amount: a.Amount}
		}}.Judge(jit.Account{Posted: 1 << 60})
		status, answer := jit.Compose(a, v, jit.Account{})
		if status != 200 && status != 402 || len(answer) == 0 {
			t.Errorf("answered %d %s", status, answer)
		}
		if err == nil && !strings.Contains(string(answer), `"token":`) {
			t.Errorf("the answer %s echoes no token", answer)
		}
	})
}
