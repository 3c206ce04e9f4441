package engine_test

import (
	"testing"

	"carddeck/marqeta/sandbox/engine"
)

// failing is an attempt whose gateway failed, and for which Commando Mode decides.
func failing() engine.Attempt {
	a := fine()
	a.Funding.Model = engine.Gateway
	a.Outside = &engine.Outside{Failure: "connection_error", Values: map[string]any{"failure": "connection_error"}}
	a.StandIn = &engine.StandIn{By: engine.ByCriterion, ControlSet: "cm", Source: "backup", SourceActive: true}
	a.Spends = engine.Spent(engine.Purchases, a.Message.Amount, 0, 1)
	return a
}

func TestStandIn(t *testing.T) {
	t.Parallel()
	bars := engine.Rule{Control: engine.Control{Token: "bars"}, Covers: true, Starts: now}
	tight := engine.Limit{Control: engine.Control{Token: "tight", Name: "a little"}, Amount: 999, Times: engine.Unlimited, Included: engine.Included{Purchases: true}}
	for name, c := range map[string]struct {
		change  func(*engine.Attempt)
		code    string
		by      string
		model   engine.Model
		gateway string
		standIn string // the check's result
		who     string
	}{
		"by criterion": {func(*engine.Attempt) {}, "0000", "stand_in", engine.Managed, engine.Failed, engine.Passed, engine.ByCriterion},
		"by switch": {func(a *engine.Attempt) { a.Outside, a.StandIn.By = nil, engine.BySwitch },
			"0000", "stand_in", engine.Managed, engine.NotReached, engine.Passed, engine.BySwitch},
		"by switch, the gateway off": {func(a *engine.Attempt) { a.Outside, a.StandIn.By, a.Funding.SourceActive = nil, engine.BySwitch, false },
			"0000", "stand_in", engine.Managed, engine.NotReached, engine.Passed, engine.BySwitch},
		"nobody": {func(a *engine.Attempt) { a.StandIn = nil }, "1016", "gateway", "", engine.Failed, engine.NotReached, ""},
		"the gateway said no": {func(a *engine.Attempt) { a.Outside, a.StandIn = &engine.Outside{Reason: "SUSPECTED_FRAUD"}, nil },
			"1886", "gateway", "", engine.Failed, engine.NotReached, ""},
		"refused before": {func(a *engine.Attempt) { a.Card.State = "SUSPENDED" }, "1003", "card_state", "", engine.NotReached, engine.NotReached, ""},
		"own money": {func(a *engine.Attempt) { a.Funding.Available, a.Outside = 5000, nil },
			"0000", "funding", engine.Standard, engine.NotReached, engine.NotReached, ""},
		"denied": {func(a *engine.Attempt) { a.StandIn.Restricted, a.StandIn.Rules.Controls = true, []engine.Rule{bars} },
			"1025", "stand_in", "", engine.Failed, engine.Failed, engine.ByCriterion},
		"not allowed": {func(a *engine.Attempt) { a.StandIn.Restricted, a.StandIn.Rules.GloballyDeny = true, true },
			"1025", "stand_in", "", engine.Failed, engine.Failed, engine.ByCriterion},
		"nothing listed": {func(a *engine.Attempt) { a.StandIn.Rules.GloballyDeny = true },
			"0000", "stand_in", engine.Managed, engine.Failed, engine.Passed, engine.ByCriterion},
		"too much":          {func(a *engine.Attempt) { a.StandIn.Limits = []engine.Limit{tight} }, "1834", "stand_in", "", engine.Failed, engine.Failed, engine.ByCriterion},
		"the source is off": {func(a *engine.Attempt) { a.StandIn.SourceActive = false }, "1016", "stand_in", "", engine.Failed, engine.Failed, engine.ByCriterion},
		"the source is dry": {func(a *engine.Attempt) { a.StandIn.Dry = func() bool { return true } },
			"1016", "stand_in", "", engine.Failed, engine.Failed, engine.ByCriterion},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := failing()
			c.change(&a)
			v := engine.Decide(a)
			if v.Code != c.code || v.DecidedBy != c.by || v.Model != c.model || v.StandIn != c.who || v.Approved != (c.code == engine.Approved) {
				t.Errorf("verdict = %+v", v)
			}
			for i, want := range map[int]string{17: c.gateway, 18: c.standIn} {
				if got := v.Checks[i]; got.Result != want {
					t.Errorf("%s = %+v, want it %s", got.Name, got, want)
				}
			}
			if v.Approved && v.Amount != a.Message.Amount || !v.Approved && v.Amount != 0 {
				t.Errorf("amount = %d", v.Amount)
			}
			if refused := v.Checks[18]; refused.Result == engine.Failed && (refused.Code != c.code || (c.code == "1834") != (v.Limit == "a little")) {
				t.Errorf("refused by %+v, limit %q", refused, v.Limit)
			}
		})
	}
}
