package engine_test

import (
	"testing"

	"carddeck/marqeta/sandbox/engine"
)

var everything = engine.Included{Purchases: true, Withdrawals: true, CashBack: true, Credits: true, Deposits: true}

// spending is an attempt to spend under one limit.
func spending(l engine.Limit, spends ...engine.Spend) engine.Attempt {
	a := fine()
	l.Token, l.Name, l.Level = "v", "Daily", "user"
	a.Limits, a.Spends = []engine.Limit{l}, spends
	return a
}

func TestLimits(t *testing.T) {
	t.Parallel()
	once := func(amount int64) []engine.Spend { return engine.Spent(engine.Purchases, amount, 0, 1) }
	limit := func(amount, times, usedAmount, usedTimes int64) engine.Limit {
		return engine.Limit{Window: engine.Day, Amount: amount, Times: times, Included: everything, Used: engine.Used{Amount: usedAmount, Times: usedTimes}}
	}
	but := func(l engine.Limit, change func(*engine.Limit)) engine.Limit { change(&l); return l }
	for name, c := range map[string]struct {
		limit  engine.Limit
		spends []engine.Spend
		code   string
	}{
		"up to the limit":                    {limit(1000, engine.Unlimited, 400, 5), once(600), "0000"},
		"beyond the limit":                   {limit(1000, engine.Unlimited, 400, 5), once(601), "1834"},
		"the last use":                       {limit(1000, 5, 0, 4), once(1), "0000"},
		"one use too many":                   {limit(1000, 5, 0, 5), once(1), "1817"},
		"no use at all":                      {limit(1000, 0, 0, 0), once(1), "1817"},
		"both":                               {limit(1000, 5, 1000, 5), once(1), "1817"},
		"nothing, beyond the limit":          {limit(1000, engine.Unlimited, 2000, 0), once(0), "0000"},
		"a limit of nothing":                 {limit(0, engine.Unlimited, 0, 0), once(1), "1834"},
		"more came back than went":           {limit(1000, engine.Unlimited, -700, 0), once(1000), "0000"},
		"what came back raises no limit":     {limit(1000, engine.Unlimited, -700, 0), once(1001), "1834"},
		"an increment is no use":             {limit(1000, 5, 0, 5), engine.Spent(engine.Purchases, 10, 0, 0), "0000"},
		"a single transaction":               {but(limit(1000, engine.Unlimited, 0, 0), func(l *engine.Limit) { l.Window = engine.Transaction }), once(1001), "1834"},
		"a class that is left out":           {but(limit(0, 0, 0, 0), func(l *engine.Limit) { l.Included.Purchases = false }), once(1), "0000"},
		"cash alone":                         {but(limit(400, 1, 0, 0), func(l *engine.Limit) { l.Included.Purchases = false }), engine.Spent(engine.Purchases, 1000, 400, 1), "0000"},
		"too much cash":                      {but(limit(399, 1, 0, 0), func(l *engine.Limit) { l.Included.Purchases = false }), engine.Spent(engine.Purchases, 1000, 400, 1), "1834"},
		"goods without the cash":             {but(limit(600, 1, 0, 0), func(l *engine.Limit) { l.Included.CashBack = false }), engine.Spent(engine.Purchases, 1000, 400, 1), "0000"},
		"goods and cash are one use":         {limit(1000, 1, 0, 0), engine.Spent(engine.Purchases, 1000, 400, 1), "0000"},
		"too much together":                  {limit(999, 1, 0, 0), engine.Spent(engine.Purchases, 1000, 400, 1), "1834"},
		"declines, not yet too many":         {but(limit(1000, 3, 1000, 2), func(l *engine.Limit) { l.Declined = true }), once(5000), "0000"},
		"declines, too many":                 {but(limit(1000, 3, 0, 3), func(l *engine.Limit) { l.Declined = true }), once(1), "1817"},
		"declines, too much":                 {but(limit(1000, 3, 1001, 2), func(l *engine.Limit) { l.Declined = true }), once(1), "1834"},
		"declines, of something else":        {but(limit(0, 0, 1, 1), func(l *engine.Limit) { l.Declined, l.Included.Withdrawals = true, false }), engine.Spent(engine.Withdrawals, 1, 0, 1), "0000"},
		"a credit":                           {limit(100, engine.Unlimited, 0, 0), engine.Spent(engine.Credits, 101, 0, 1), "1834"},
		"nothing to count, such as a refund": {limit(0, 0, 0, 0), nil, "0000"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := engine.Decide(spending(c.limit, c.spends...))
			if v.Code != c.code {
				t.Fatalf("code = %s (%s), want %s", v.Code, v.DecidedBy, c.code)
			}
			if c.code != "0000" && (v.DecidedBy != "velocity_controls" || v.Limit != "Daily" || checkOf(v, "velocity_controls").ControlToken != "v") {
				t.Errorf("decided by %s, limit %q", v.DecidedBy, v.Limit)
			}
		})
	}
}

func checkOf(v engine.Verdict, name string) engine.Check {
	for _, c := range v.Checks {
		if c.Name == name {
			return c
		}
	}
	return engine.Check{}
}

// The trace lists what was looked at, but no more than fits, and always what refused.
func TestManyLimits(t *testing.T) {
	t.Parallel()
	a := spending(engine.Limit{}, engine.Spent(engine.Purchases, 10, 0, 1)...)
	a.Limits = nil
	for range 80 {
		a.Limits = append(a.Limits, engine.Limit{Control: engine.Control{Token: "wide"}, Amount: 100, Times: engine.Unlimited, Included: everything})
	}
	values := checkOf(engine.Decide(a), "velocity_controls").Values
	if values["looked_at"] != 80 || length(t, values["controls"]) != 25 {
		t.Errorf("values = %v", values)
	}
	a.Limits = append(a.Limits, engine.Limit{Control: engine.Control{Token: "narrow"}, Amount: 9, Times: engine.Unlimited, Included: everything})
	v := engine.Decide(a)
	values = checkOf(v, "velocity_controls").Values
	if v.Limit != "narrow" || values["looked_at"] != 81 || length(t, values["controls"]) != 26 {
		t.Errorf("%s decided, values = %v", v.Limit, values)
	}
}
