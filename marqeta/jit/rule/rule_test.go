package rule_test

import (
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"carddeck/marqeta"
	"carddeck/marqeta/jit"
	"carddeck/marqeta/jit/rule"
)

var (
	noon   = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	diner  = jit.Ask{Token: "t1", Method: "pgfs.authorization", User: "ada", Card: "card_ada", Currency: "USD", Amount: 4250, MID: "M1", MCC: "5812", Merchant: "BLUE FOX DINER", Country: "USA", Channel: "OTHER", CardPresent: true, UserMetadata: map[string]string{"tier": "gold"}}
	wealth = jit.Account{Holder: "ada", Currency: "USD", Posted: 20000, Day: jit.Spent{Amount: 3000, Count: 2}, Month: jit.Spent{Amount: 9000, Count: 7}}
)

func usd(s string) marqeta.Amount { return marqeta.MustAmount(s) }

func decide(t *testing.T, s rule.Set, a jit.Ask, account jit.Account, at time.Time) jit.Verdict {
	t.Helper()
	p, err := s.Policy()
	if err != nil {
		t.Fatal(err)
	}
	return p(a, account, at)
}

func TestEachKind(t *testing.T) {
	for name, c := range map[string]struct {
		rule     rule.Rule
		change   func(*jit.Ask)
		declined jit.Reason // empty is approved
		seen     string     // a value in the trace
	}{
		"a balance that suffices":       {rule.Rule{Kind: rule.Balance}, nil, "", "200.00 USD"},
		"a balance that does not":       {rule.Rule{Kind: rule.Balance}, func(a *jit.Ask) { a.Amount = 20001 }, jit.InsufficientFunds, "200.01 USD"},
		"to the cent":                   {rule.Rule{Kind: rule.Balance}, func(a *jit.Ask) { a.Amount = 20000 }, "", "200.00 USD"},
		"an amount at its limit":        {rule.Rule{Kind: rule.Amount, Amount: usd("42.5"), Currency: "USD"}, nil, "", "42.50 USD"},
		"an amount above it":            {rule.Rule{Kind: rule.Amount, Amount: usd("42.49"), Currency: "USD"}, nil, jit.AmountLimit, "42.49 USD"},
		"a limit in another currency":   {rule.Rule{Kind: rule.Amount, Amount: usd("1"), Currency: "EUR"}, nil, "", "USD"},
		"a limit does not stop credits": {rule.Rule{Kind: rule.Amount, Amount: usd("1"), Currency: "USD"}, func(a *jit.Ask) { a.Method = "pgfs.original.credit.auth_plus_capture" }, "", "USD"},
		"a day's amount":                {rule.Rule{Kind: rule.DayAmount, Amount: usd("72.50"), Currency: "USD"}, nil, "", "30.00 USD"},
		"a day's amount exceeded":       {rule.Rule{Kind: rule.DayAmount, Amount: usd("72.49"), Currency: "USD"}, nil, jit.AmountLimit, "72.49 USD"},
		"a month's amount exceeded":     {rule.Rule{Kind: rule.MonthAmount, Amount: usd("100"), Currency: "USD"}, nil, jit.AmountLimit, "90.00 USD"},
		"the third of three":            {rule.Rule{Kind: rule.DayCount, Count: 3}, nil, "", "2"},
		"the third of two":              {rule.Rule{Kind: rule.DayCount, Count: 2}, nil, jit.CountLimit, "2"},
		"an increment is not another":   {rule.Rule{Kind: rule.DayCount, Count: 2}, func(a *jit.Ask) { a.Original = "t0" }, "", ""},
		"the eighth of seven a month":   {rule.Rule{Kind: rule.MonthCount, Count: 7}, nil, jit.CountLimit, "7"},
		"a category denied":             {rule.Rule{Kind: rule.MCC, Then: rule.Deny, Values: []string{"7995", "5811-5813"}}, nil, jit.NotPermitted, "5812"},
		"another category denied":       {rule.Rule{Kind: rule.MCC, Then: rule.Deny, Values: []string{"7995"}}, nil, "", "5812"},
		"a category required":           {rule.Rule{Kind: rule.MCC, Then: rule.Require, Values: []string{"7995"}}, nil, jit.NotPermitted, "5812"},
		"a category that is none":       {rule.Rule{Kind: rule.MCC, Then: rule.Require, Values: []string{"0000-9999"}}, func(a *jit.Ask) { a.MCC = "58x" }, jit.NotPermitted, "58x"},
		"a merchant denied":             {rule.Rule{Kind: rule.Merchant, Then: rule.Deny, Values: []string{"m1"}, Reason: "INVALID_MERCHANT"}, nil, "INVALID_MERCHANT", "M1"},
		"a country required":            {rule.Rule{Kind: rule.Country, Then: rule.Require, Values: []string{"CAN", "USA"}}, nil, "", "USA"},
		"a country missing":             {rule.Rule{Kind: rule.Country, Then: rule.Require, Values: []string{"CAN"}}, func(a *jit.Ask) { a.Country = "" }, jit.NotPermitted, ""},
		"a channel denied":              {rule.Rule{Kind: rule.Channel, Then: rule.Deny, Values: []string{"ECOMMERCE"}}, func(a *jit.Ask) { a.Channel = "ECOMMERCE" }, jit.NotPermitted, "ECOMMERCE"},
		"a card must be there":          {rule.Rule{Kind: rule.Presence, Then: rule.Require, Present: true}, func(a *jit.Ask) { a.CardPresent = false }, jit.NotPermitted, "false"},
		"a card is there":               {rule.Rule{Kind: rule.Presence, Then: rule.Require, Present: true}, nil, "", "true"},
		"a user's metadata denied":      {rule.Rule{Kind: rule.Metadata, Then: rule.Deny, Of: "user", Key: "tier", Values: []string{"gold"}}, nil, jit.NotPermitted, "gold"},
		"a card's metadata required":    {rule.Rule{Kind: rule.Metadata, Then: rule.Require, Of: "card", Key: "tier", Values: []string{"gold"}}, nil, jit.NotPermitted, ""},
	} {
		t.Run(name, func(t *testing.T) {
			a := diner
			if c.change != nil {
				c.change(&a)
			}
			c.rule.Name = "the rule"
			v := decide(t, rule.Set{Version: 4, Rules: []rule.Rule{c.rule}}, a, wealth, noon)
			if v.Approved != (c.declined == "") || v.Reason != c.declined || v.Version != 4 {
				t.Errorf("verdict %+v", v)
			}
			if !v.Approved && v.Rule != "the rule" || len(v.Trace) == 0 || v.Trace[0].Rule != "the rule" {
				t.Errorf("trace %+v", v.Trace)
			}
			found := len(v.Trace[0].Values) == 0 && c.seen == ""
			for _, one := range v.Trace[0].Values {
				found = found || one.Text == c.seen
			}
			if !found {
				t.Errorf("%q is not among %+v", c.seen, v.Trace[0].Values)
			}
		})
	}
}

func TestTimeOfDay(t *testing.T) {
	night := rule.Rule{Name: "night", Kind: rule.TimeOfDay, Then: rule.Deny, From: "22:00", Until: "06:00", Zone: "Europe/Berlin"}
	office := rule.Rule{Name: "office", Kind: rule.TimeOfDay, Then: rule.Require, From: "09:00", Until: "17:00", Zone: "UTC"}
	for at, c := range map[string]struct {
		rule     rule.Rule
		approved bool
	}{
		"2026-03-02T20:59:59Z": {night, true},
		"2026-03-02T21:00:00Z": {night, false}, // 22:00 in Berlin's winter
		"2026-07-02T20:00:00Z": {night, false}, // 22:00 in its summer
		"2026-07-02T03:59:00Z": {night, false},
		"2026-07-02T04:00:00Z": {night, true},
		"2026-03-02T09:00:00Z": {office, true},
		"2026-03-02T16:59:59Z": {office, true},
		"2026-03-02T17:00:00Z": {office, false},
	} {
		moment, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if v := decide(t, rule.Set{Rules: []rule.Rule{c.rule}}, diner, wealth, moment); v.Approved != c.approved {
			t.Errorf("%s at %s: %+v", c.rule.Name, at, v.Trace)
		}
	}
}

func TestOrderDecides(t *testing.T) {
	gold := rule.Rule{Name: "gold", Kind: rule.Metadata, Then: rule.Allow, Of: "user", Key: "tier", Values: []string{"gold"}}
	diners := rule.Rule{Name: "diners", Kind: rule.MCC, Then: rule.Deny, Values: []string{"5812"}}
	for name, c := range map[string]struct {
		rules    []rule.Rule
		approved bool
		by       string
		checks   int
	}{
		"allowed before it is denied": {[]rule.Rule{gold, diners}, true, "gold", 2}, // the balance is looked at always
		"denied before it is allowed": {[]rule.Rule{diners, gold}, false, "diners", 1},
		"no rules but the balance":    {nil, true, "", 1},
	} {
		v := decide(t, rule.Set{Rules: c.rules}, diner, wealth, noon)
		if v.Approved != c.approved || v.Rule != c.by || len(v.Trace) != c.checks {
			t.Errorf("%s: %+v", name, v)
		}
	}
	if v := decide(t, rule.Set{Rules: []rule.Rule{gold}}, diner, jit.Account{}, noon); v.Approved || v.Reason != jit.InsufficientFunds {
		t.Errorf("allowed without money: %+v", v)
	}
}

func TestPartialApproval(t *testing.T) {
	poor := jit.Account{Posted: 3000, Held: 500}
	for name, c := range map[string]struct {
		on, capable bool
		account     jit.Account
		approved    bool
		amount      int64
	}{
		"on, and the terminal can":  {true, true, poor, true, 2500},
		"on, the terminal cannot":   {true, false, poor, false, 4250},
		"off":                       {false, true, poor, false, 4250},
		"nothing there":             {true, true, jit.Account{}, false, 4250},
		"the floor counts":          {true, true, jit.Account{Floor: -1000}, true, 1000},
		"enough for all":            {true, true, wealth, true, 4250},
		"overdrawn below the floor": {true, true, jit.Account{Posted: -2000, Floor: -1000}, false, 4250},
	} {
		a := diner
		a.Partial = c.capable
		set := rule.First()
		set.Partial = c.on
		p, err := set.Policy()
		if err != nil {
			t.Fatal(err)
		}
		v := jit.Question{Ask: a, Policy: p, Received: noon}.Judge(c.account)
		if v.Approved != c.approved || v.Amount != c.amount {
			t.Errorf("%s: %+v", name, v)
		}
	}
}

func TestNothingIsAskedOfAnInquiry(t *testing.T) {
	strict := rule.Set{Rules: []rule.Rule{{Name: "none", Kind: rule.Country, Then: rule.Require, Values: []string{"AND"}}}}
	for _, method := range []string{"pgfs.balanceinquiry", "pgfs.authorization.account_verification", "pgfs.authorization"} {
		a := diner
		a.Method, a.Amount = method, 0
		if v := decide(t, strict, a, jit.Account{}, noon); !v.Approved || v.Amount != 0 || len(v.Trace) != 1 {
			t.Errorf("%s: %+v", method, v)
		}
	}
}

func TestWords(t *testing.T) {
	set := rule.Set{
		Version: 7, Memo: "{merchant}: {amount} of {asked} {currency}, {user.tier}{user.nothing}", Tags: "policy={version},at={merchant},rule={rule}",
		Rules: []rule.Rule{{Name: "small", Kind: rule.Amount, Amount: usd("50"), Currency: "USD", Memo: "{rule}: above {limit}, available {available}"}},
	}
	v := decide(t, set, diner, wealth, noon)
	if v.Memo != "BLUE FOX DINER: 42.50 of 42.50 USD, gold" || v.Tags != "policy=7,at=BLUE FOX DINER,rule=" {
		t.Errorf("approval says %q %q", v.Memo, v.Tags)
	}
	a := diner
	a.Amount = 5001
	if v := decide(t, set, a, wealth, noon); v.Memo != "small: above 50.00, available 200.00" || v.Tags != "policy=7,at=BLUE FOX DINER,rule=small" {
		t.Errorf("decline says %q %q", v.Memo, v.Tags)
	}
	a = diner
	a.Merchant = "{available}\u202e\n,policy=9;x=\"" + strings.Repeat("é", 400)
	v = decide(t, set, a, wealth, noon)
	if !strings.HasPrefix(v.Tags, "policy=7,at={available}  _policy_9_x__é") || strings.Contains(v.Memo, "200.00") {
		t.Errorf("a hostile merchant makes it say %q %q", v.Memo, v.Tags)
	}
	if utf8.RuneCountInString(v.Memo) != jit.MaxMemo || utf8.RuneCountInString(v.Tags) != jit.MaxTags {
		t.Errorf("%d and %d characters", utf8.RuneCountInString(v.Memo), utf8.RuneCountInString(v.Tags))
	}
}

func TestFaults(t *testing.T) {
	for text, field := range map[string]string{
		`{"rules":[{"name":"","kind":"balance"}]}`:                                                                         "rules.0.name",
		`{"rules":[{"name":"a","kind":"balance"},{"name":"A","kind":"balance"}]}`:                                          "rules.1.name",
		`{"rules":[{"name":"a","kind":"vibes"}]}`:                                                                          "rules.0.kind",
		`{"rules":[{"name":"a","kind":"balance","reason":"DO_NOT_HONOR"}]}`:                                                "rules.0.reason",
		`{"rules":[{"name":"a","kind":"amount","amount":5,"currency":"XQQ"}]}`:                                             "rules.0.currency",
		`{"rules":[{"name":"a","kind":"amount","amount":5.001,"currency":"USD"}]}`:                                         "rules.0.amount",
		`{"rules":[{"name":"a","kind":"amount","amount":0,"currency":"USD"}]}`:                                             "rules.0.amount",
		`{"rules":[{"name":"a","kind":"amount","then":"deny","amount":5,"currency":"USD"}]}`:                               "rules.0.then",
		`{"rules":[{"name":"a","kind":"day.count"}]}`:                                                                      "rules.0.count",
		`{"rules":[{"name":"a","kind":"mcc","then":"deny"}]}`:                                                              "rules.0.values",
		`{"rules":[{"name":"a","kind":"mcc","then":"deny","values":["58"]}]}`:                                              "rules.0.values",
		`{"rules":[{"name":"a","kind":"mcc","then":"deny","values":["5813-5811"]}]}`:                                       "rules.0.values",
		`{"rules":[{"name":"a","kind":"country","then":"deny","values":["US"]}]}`:                                          "rules.0.values",
		`{"rules":[{"name":"a","kind":"country","then":"maybe","values":["USA"]}]}`:                                        "rules.0.then",
		`{"rules":[{"name":"a","kind":"time","then":"deny","from":"9:00","until":"10:00","zone":"UTC"}]}`:                  "rules.0.from",
		`{"rules":[{"name":"a","kind":"time","then":"deny","from":"09:00","until":"25:00","zone":"UTC"}]}`:                 "rules.0.until",
		`{"rules":[{"name":"a","kind":"time","then":"deny","from":"09:00","until":"10:00","zone":"Local"}]}`:               "rules.0.zone",
		`{"rules":[{"name":"a","kind":"time","then":"deny","from":"09:00","until":"10:00","zone":"../etc"}]}`:              "rules.0.zone",
		`{"rules":[{"name":"a","kind":"metadata","then":"deny","of":"merchant","key":"k","values":["v"]}]}`:                "rules.0.of",
		`{"rules":[{"name":"a","kind":"metadata","then":"deny","of":"card","values":["v"]}]}`:                              "rules.0.key",
		`{"rules":[],"memo":"{secret}"}`:                                                                                   "memo",
		`{"rules":[],"memo":"a } b"}`:                                                                                      "memo",
		`{"rules":[],"tags":"` + strings.Repeat("x", 256) + `"}`:                                                           "tags",
		`{"rules":[{"name":"a","kind":"balance","memo":"{user.}"}]}`:                                                       "rules.0.memo",
		`{"rules":[],"colour":"red"}`:                                                                                      "colour",
		`{"rules":[{"name":"a","kind":"balance","name":"b"}]}`:                                                             "rules.0.name",
		`{"rules":[{"name":"a","kind":"amount","amount":"much","currency":"USD"}]}`:                                        "rules.0.amount",
		`{"rules":[` + strings.Repeat(`{"name":"a","kind":"balance"},`, rule.MaxRules) + `{"name":"a","kind":"balance"}]}`: "rules",
	} {
		_, err := rule.Read([]byte(text))
		faults, ok := errors.AsType[rule.Faults](err)
		if !ok || faults[0].Field != field || faults[0].Problem == "" {
			t.Errorf("%.80s: %v, want a fault of %s", text, err, field)
		}
	}
}

func TestJSONComesBack(t *testing.T) {
	set := rule.Set{Rules: []rule.Rule{
		{Name: "Balance", Kind: rule.Balance}, {Name: "Small", Kind: rule.Amount, Amount: usd("50.25"), Currency: "USD", Reason: jit.AmountLimit},
		{Name: "Home", Kind: rule.Country, Then: rule.Require, Values: []string{"USA", "CAN"}},
	}, Partial: true, Memo: "{amount}", Tags: "v={version}"}
	again, err := rule.Read(set.JSON())
	if err != nil || string(again.JSON()) != string(set.JSON()) || again.Rules[1].Amount != usd("50.25") {
		t.Errorf("%s came back as %s: %v", set.JSON(), again.JSON(), err)
	}
}
