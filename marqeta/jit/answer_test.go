package jit_test

import (
	"strings"
	"testing"
	"time"

	"carddeck/marqeta/jit"
)

var ada = jit.Ask{Token: "t1", Method: "pgfs.authorization", User: "ada", ActingUser: "bob", Original: "t0", Currency: "USD", Amount: 4250}

func TestCompose(t *testing.T) {
	inquiry := ada
	inquiry.Method, inquiry.Amount = "pgfs.balanceinquiry", 0
	business := ada
	business.User, business.Business = "", "acme"
	for name, c := range map[string]struct {
		ask     jit.Ask
		verdict jit.Verdict
		status  int
		body    string
	}{
		"an approval": {ada, jit.Verdict{Approved: true, Amount: 4250, Memo: "order 5513", Tags: "policy=7,route=a"}, 200,
			`{"jit_funding":{"token":"t1","method":"pgfs.authorization","user_token":"ada","acting_user_token":"bob","amount":42.5,"original_jit_funding_token":"t0","memo":"order 5513","tags":"policy=7,route=a"}}`},
		"a part": {ada, jit.Verdict{Approved: true, Amount: 1205}, 200,
			`{"jit_funding":{"token":"t1","method":"pgfs.authorization","user_token":"ada","acting_user_token":"bob","amount":12.05,"original_jit_funding_token":"t0"}}`},
		"a decline echoes what was asked": {ada, jit.Verdict{Amount: 1, Reason: jit.InsufficientFunds, Memo: "available 12.00"}, 402,
			`{"jit_funding":{"token":"t1","method":"pgfs.authorization","user_token":"ada","acting_user_token":"bob","amount":42.5,"original_jit_funding_token":"t0","decline_reason":"INSUFFICIENT_FUNDS","memo":"available 12.00"}}`},
		"a reason that is none": {ada, jit.Verdict{Reason: "DO_NOT_HONOR"}, 402,
			`{"jit_funding":{"token":"t1","method":"pgfs.authorization","user_token":"ada","acting_user_token":"bob","amount":42.5,"original_jit_funding_token":"t0","decline_reason":"TRANSACTION_NOT_PERMITTED"}}`},
		"balances": {inquiry, jit.Verdict{Approved: true}, 200,
			`{"jit_funding":{"token":"t1","method":"pgfs.balanceinquiry","user_token":"ada","acting_user_token":"bob","amount":0,"original_jit_funding_token":"t0","balances":{"USD":{"currency_code":"USD","ledger_balance":200,"available_balance":157.5,"credit_balance":0,"pending_credits":0}}}}`},
		"a business": {business, jit.Verdict{Approved: true, Amount: 4250}, 200,
			`{"jit_funding":{"token":"t1","method":"pgfs.authorization","acting_user_token":"bob","business_token":"acme","amount":42.5,"original_jit_funding_token":"t0"}}`},
		"long words": {ada, jit.Verdict{Memo: strings.Repeat("é\n", 80), Reason: jit.Duplicate}, 402,
			`{"jit_funding":{"token":"t1","method":"pgfs.authorization","user_token":"ada","acting_user_token":"bob","amount":42.5,"original_jit_funding_token":"t0","decline_reason":"DUPLICATE_TRANSACTION","memo":"` + strings.TrimSpace(strings.Repeat("é ", 50)[:149]) + `"}}`},
		"words that are no text": {ada, jit.Verdict{Memo: "a\xffb\u202ec", Reason: jit.Duplicate}, 402,
			`{"jit_funding":{"token":"t1","method":"pgfs.authorization","user_token":"ada","acting_user_token":"bob","amount":42.5,"original_jit_funding_token":"t0","decline_reason":"DUPLICATE_TRANSACTION","memo":"a` + "\uFFFD" + `b c"}}`},
	} {
		status, body := jit.Compose(c.ask, c.verdict, jit.Account{Posted: 20000, Held: 4250})
		if status != c.status || string(body) != c.body {
			t.Errorf("%s: %d\n%s, want %d\n%s", name, status, body, c.status, c.body)
		}
	}
}

func TestJudgeHasTheLastWord(t *testing.T) {
	rich := jit.Account{Posted: 10000, Held: 1000}
	for name, c := range map[string]struct {
		method  string
		partial bool
		says    jit.Verdict
		want    jit.Verdict
	}{
		"an approval":                   {"pgfs.authorization", false, jit.Verdict{Approved: true, Amount: 4250}, jit.Verdict{Approved: true, Amount: 4250}},
		"a part that is taken":          {"pgfs.authorization", true, jit.Verdict{Approved: true, Amount: 1}, jit.Verdict{Approved: true, Amount: 1}},
		"a part that is not":            {"pgfs.authorization", false, jit.Verdict{Approved: true, Amount: 1}, jit.Verdict{Amount: 4250, Reason: jit.InsufficientFunds}},
		"a part of nothing":             {"pgfs.authorization", true, jit.Verdict{Approved: true}, jit.Verdict{Amount: 4250, Reason: jit.InsufficientFunds}},
		"a part of a credit":            {"pgfs.network.load", true, jit.Verdict{Approved: true, Amount: 1}, jit.Verdict{Amount: 4250, Reason: jit.InsufficientFunds}},
		"more than was asked":           {"pgfs.authorization", true, jit.Verdict{Approved: true, Amount: 4251}, jit.Verdict{Amount: 4250, Reason: jit.InvalidAmount}},
		"less than nothing":             {"pgfs.authorization", true, jit.Verdict{Approved: true, Amount: -1}, jit.Verdict{Amount: 4250, Reason: jit.InvalidAmount}},
		"a decline without a reason":    {"pgfs.authorization", false, jit.Verdict{}, jit.Verdict{Amount: 4250, Reason: jit.NotPermitted}},
		"an approval with a reason":     {"pgfs.authorization", false, jit.Verdict{Approved: true, Amount: 4250, Reason: jit.Duplicate}, jit.Verdict{Approved: true, Amount: 4250}},
		"a method nobody has heard of":  {"pgfs.moon.landing", true, jit.Verdict{Approved: true, Amount: 4250}, jit.Verdict{Amount: 4250, Reason: jit.NotPermitted}},
		"one that only informs":         {"pgfs.force_capture", true, jit.Verdict{Approved: true, Amount: 4250}, jit.Verdict{Amount: 4250, Reason: jit.NotPermitted}},
		"an inquiry that asks of money": {"pgfs.balanceinquiry", true, jit.Verdict{Approved: true, Amount: 4250}, jit.Verdict{Amount: 4250, Reason: jit.NotPermitted}},
	} {
		a := ada
		a.Method, a.Partial = c.method, c.partial
		v := jit.Question{Ask: a, Policy: func(jit.Ask, jit.Account, time.Time) jit.Verdict { return c.says }}.Judge(rich)
		if v.Approved != c.want.Approved || v.Amount != c.want.Amount || v.Reason != c.want.Reason {
			t.Errorf("%s: %+v", name, v)
		}
	}
	large := ada
	large.Amount = 9001
	yes := func(a jit.Ask, _ jit.Account, _ time.Time) jit.Verdict {
		return jit.Verdict{Approved: true, Amount: a.Amount}
	}
	if v := (jit.Question{Ask: large, Policy: yes}).Judge(rich); v.Approved || v.Reason != jit.InsufficientFunds || len(v.Trace) != 1 {
		t.Errorf("more than there is: %+v", v)
	}
	if v := (jit.Question{Ask: large, Policy: yes}).Judge(jit.Account{Posted: 10000, Held: 1000, Floor: -1}); !v.Approved {
		t.Errorf("to the floor: %+v", v)
	}
	if v := (jit.Question{Ask: ada}).Judge(rich); v.Approved || v.Reason != jit.NotPermitted {
		t.Errorf("a policy that panics: %+v", v)
	}
}

func TestDigestTellsEverythingThatMustBeEqual(t *testing.T) {
	for name, change := range map[string]func(*jit.Ask){
		"token": func(a *jit.Ask) { a.Token = "t2" }, "method": func(a *jit.Ask) { a.Method = "pgfs.pindebit" }, "amount": func(a *jit.Ask) { a.Amount++ },
		"currency": func(a *jit.Ask) { a.Currency = "EUR" }, "card": func(a *jit.Ask) { a.Card = "c" }, "holder": func(a *jit.Ask) { a.Business = "b" },
		"original": func(a *jit.Ask) { a.Original = "" }, "direction": func(a *jit.Ask) { a.Credit = true },
	} {
		a := ada
		if change(&a); a.Digest() == ada.Digest() {
			t.Errorf("another %s has the same digest", name)
		}
	}
	a := ada
	if a.Merchant = "elsewhere"; a.Digest() != ada.Digest() {
		t.Error("the merchant's name changes the digest")
	}
}

func TestEveryMethod(t *testing.T) {
	for effect, methods := range map[jit.Effect][]string{
		jit.Hold:   {"pgfs.authorization", "pgfs.authorization.incremental", "pgfs.authorization.cashback", "pgfs.authorization.quasi.cash", "pgfs.atm.withdrawal", "pgfs.pindebit.authorization"},
		jit.Post:   {"pgfs.auth_plus_capture", "pgfs.pindebit", "pgfs.pindebit.cashback", "pgfs.pindebit.atm.withdrawal", "pgfs.pindebit.quasi.cash"},
		jit.Credit: {"pgfs.original.credit.auth_plus_capture", "pgfs.network.load"}, jit.Promise: {"pgfs.original.credit.authorization", "pgfs.refund.authorization"},
		jit.Unknown: {"", "PGFS.AUTHORIZATION", "pgfs.authorization.capture", "pgfs.authorization.reversal", "pgfs.refund", "pgfs.authorization.standin", "pgfs.balanceinquiry", "pgfs.authorization.account_verification", "pgfs.billpayment"},
	} {
		for _, method := range methods {
			if got := (jit.Ask{Method: method, Amount: 1}).Effect(); got != effect {
				t.Errorf("%s does %s, want %s", method, got, effect)
			}
			if got := (jit.Ask{Method: method}).Effect(); got != jit.Nothing && got != jit.Unknown {
				t.Errorf("%s of nothing does %s", method, got)
			}
		}
	}
}
