package control_test

import (
	"strings"
	"testing"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/control"
)

var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// told reads a course of events, one a word: token:type:amount, with ! behind it for one
// that was declined with 1834, <token for what it follows, +hours for its time, and early.
func told(t *testing.T, text string) (out []control.Event) {
	t.Helper()
	for i, word := range strings.Fields(text) {
		parts := strings.Split(word, ":")
		if len(parts) < 3 {
			t.Fatalf("what is %q?", word)
		}
		amount, err := marqeta.ParseAmount(parts[2])
		ok(t, amount, err)
		minor, err := amount.Minor(2)
		ok(t, minor, err)
		e := control.Event{Token: parts[0], Type: parts[1], Amount: minor, User: "ada", Card: "card", CardProduct: "fleet", Currency: "USD", MID: "shop", MCC: "5541", Number: int64(i), At: noon}
		for _, more := range parts[3:] {
			switch {
			case more == "!":
				e.Declined, e.Code = true, "1834"
			case more == "early":
				e.Early = true
			case strings.HasPrefix(more, "<"):
				e.Preceding = more[1:]
			case strings.HasPrefix(more, "+"):
				hours, err := time.ParseDuration(more[1:])
				ok(t, hours, err)
				e.At = noon.Add(hours)
			default:
				e.User = more
			}
		}
		out = append(out, e)
	}
	return out
}

func tokens(f control.Found) string {
	var out []string
	for _, e := range f.Examples {
		out = append(out, e.Token)
	}
	return strings.Join(out, " ")
}

func TestReplayLimit(t *testing.T) {
	t.Parallel()
	usd := func(amount string, uses int) marqeta.VelocityControl {
		v := marqeta.VelocityControl{Active: true, ApprovalsOnly: true, IncludePurchases: true, IncludeWithdrawals: true, CurrencyCode: "USD", Window: marqeta.DayWindow, AmountLimit: marqeta.MustAmount(amount)}
		if uses >= 0 {
			v.UsageLimit = &uses
		}
		return v
	}
	declines := usd("100", 2)
	declines.ApprovalsOnly = false
	asleep := usd("10", -1)
	asleep.Active = false
	for name, tc := range map[string]struct {
		before, after    marqeta.VelocityControl
		events           string
		declined, passed string
	}{
		"the amount is reached": {marqeta.VelocityControl{}, usd("10", -1), "a:authorization:6 b:authorization:5 c:authorization:4 d:authorization:0.01", "b d", ""},
		"the uses are reached":  {marqeta.VelocityControl{}, usd("100", 1), "a:pindebit:1 b:pindebit:1", "b", ""},
		"each user apart":       {marqeta.VelocityControl{}, usd("10", -1), "a:authorization:10 b:authorization:10:bob", "", ""},
		"a new day":             {marqeta.VelocityControl{}, usd("10", -1), "a:authorization:10 b:authorization:10:+12h", "", ""},
		"a reversal gives back": {marqeta.VelocityControl{}, usd("10", 1), "a:authorization:10 r:authorization.reversal:10:<a b:authorization:10", "", ""},
		"a reversal of another day gives nothing back": {marqeta.VelocityControl{}, usd("10", -1),
			"a:authorization:10 b:authorization:10:+12h r:authorization.reversal:10:<a:+13h c:authorization:1:+14h", "c", ""},
		"a refund gives back":                 {marqeta.VelocityControl{}, usd("10", -1), "a:pindebit:10 r:refund:10 b:pindebit:10", "", ""},
		"a clearing of more counts":           {marqeta.VelocityControl{}, usd("10", -1), "a:authorization:5 c:authorization.clearing:9:<a b:authorization:2", "b", ""},
		"an increment is of the same use":     {marqeta.VelocityControl{}, usd("10", 1), "a:authorization:5 i:authorization.incremental:5:<a j:authorization.incremental:1:<a", "j", ""},
		"what follows a decline never is":     {marqeta.VelocityControl{}, usd("5", -1), "a:authorization:6 c:authorization.clearing:6:<a b:authorization:5", "a", ""},
		"what came before fills":              {marqeta.VelocityControl{}, usd("10", -1), "a:authorization:8:early b:authorization:3 c:authorization:2", "b", ""},
		"raised":                              {usd("10", -1), usd("20", -1), "a:authorization:8 b:authorization:5:! c:authorization:2", "", "b"},
		"raised, and what passes counts":      {usd("10", -1), usd("15", -1), "a:authorization:8 b:authorization:5:! c:authorization:2 d:authorization:1:!", "", "b"},
		"lowered":                             {usd("20", -1), usd("10", -1), "a:authorization:8 b:authorization:5", "b", ""},
		"switched off":                        {usd("10", -1), asleep, "a:authorization:10 b:authorization:5:!", "", "b"},
		"declined by something else":          {usd("100", -1), usd("200", -1), "a:authorization:10 b:authorization:5:!", "", ""},
		"declines only count declines":        {marqeta.VelocityControl{}, declines, "a:authorization:5 b:authorization:5:! c:authorization:5:! d:authorization:5", "d", ""},
		"no currency but its own":             {marqeta.VelocityControl{}, marqeta.VelocityControl{Active: true, ApprovalsOnly: true, IncludePurchases: true, CurrencyCode: "EUR", Window: marqeta.DayWindow}, "a:authorization:5", "", ""},
		"what is not included does not count": {marqeta.VelocityControl{}, marqeta.VelocityControl{Active: true, ApprovalsOnly: true, IncludePurchases: true, CurrencyCode: "USD", Window: marqeta.DayWindow}, "a:pindebit.atm.withdrawal:5 b:pindebit.balanceinquiry:0 c:refund:5 d:something.new:5", "", ""},
	} {
		r, err := control.ReplayLimit(tc.before, tc.after, control.Groups{}, func(string) uint8 { return 2 })
		ok(t, r, err)
		for _, e := range told(t, tc.events) {
			r.Add(e)
		}
		if got := r.Result(); tokens(got.Declined) != tc.declined || tokens(got.Passed) != tc.passed {
			t.Errorf("%s: %q declined, %q passed, want %q and %q", name, tokens(got.Declined), tokens(got.Passed), tc.declined, tc.passed)
		}
	}
}

func TestReplayRules(t *testing.T) {
	t.Parallel()
	gate := func(mid string) marqeta.AuthControl {
		return marqeta.AuthControl{Token: "gate", Active: true, MerchantScope: marqeta.MerchantScope{MID: mid}}
	}
	over := gate("shop")
	over.EndTime = marqeta.At(noon)
	set := func(all ...marqeta.AuthControl) control.Set { return control.Set{Auth: all} }
	exempted := set(gate("shop"))
	exempted.Exempt = []marqeta.ExemptMID{{Active: true, MID: "shop"}}
	for name, tc := range map[string]struct {
		before, after    control.Set
		deny             bool
		declined, passed string
	}{
		"a denial":                     {set(), set(gate("shop")), false, "a w i", ""},
		"of another merchant":          {set(), set(gate("other")), false, "", ""},
		"taken back":                   {set(gate("shop")), set(), false, "", "b"},
		"that is over, judged anyway":  {set(), set(over), false, "a w i", ""},
		"of an exempt merchant":        {set(), exempted, false, "", ""},
		"an allowance":                 {set(), set(gate("shop")), true, "", "b"},
		"an allowance taken back":      {set(gate("shop")), set(), true, "a w i", ""},
		"two that say the same":        {set(gate("shop")), set(gate("shop"), gate("shop")), false, "", ""},
		"no change of an empty set":    {set(), set(), true, "", ""},
		"an allowance of another shop": {set(), set(gate("other")), true, "", ""},
	} {
		r := control.ReplayRules(tc.before, tc.after, control.Groups{}, "gate", tc.deny)
		for _, e := range told(t, "a:authorization:5 w:pindebit.atm.withdrawal:5 i:authorization.incremental:1:<a c:authorization.clearing:5:<a r:refund:5 b:authorization:7:!") {
			if e.Declined {
				e.Code = "1025"
			}
			r.Add(e)
		}
		if got := r.Result(); tokens(got.Declined) != tc.declined || tokens(got.Passed) != tc.passed {
			t.Errorf("%s: %q declined, %q passed, want %q and %q", name, tokens(got.Declined), tokens(got.Passed), tc.declined, tc.passed)
		}
	}
}

func TestInOrder(t *testing.T) {
	t.Parallel()
	events := []control.Event{{Token: "c", Number: 2, At: noon}, {Token: "d", At: noon.Add(time.Second)}, {Token: "b", Number: 1, At: noon}, {Token: "a", Number: 1, At: noon}}
	control.InOrder(events)
	if got := events[0].Token + events[1].Token + events[2].Token + events[3].Token; got != "abcd" {
		t.Errorf("got %s", got)
	}
}
