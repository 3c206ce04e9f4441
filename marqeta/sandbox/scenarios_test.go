package sandbox_test

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"

	"carddeck/marqeta/scenario"
)

// Every scenario of Marqeta's reference application comes out as it should: states,
// amounts, joins, questions to the gateway and notifications.
func TestScenarios(t *testing.T) {
	t.Parallel()
	all := scenario.All()
	if len(all) != 14 {
		t.Errorf("%d scenarios, want the fourteen", len(all))
	}
	for _, s := range all {
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			p := start(t)
			report := p.post("/_sandbox/scenarios/"+s.Name, nil).is(200)
			if report.text("passed") != "true" || report.text("steps."+strconv.Itoa(len(s.Steps)-1)+".passed") != "true" {
				t.Errorf("%s", report.raw)
			}
			// What it made can be looked at, and its webhook is quiet.
			p.get("/transactions?state=ALL&card_token="+report.text("card_token")).is(200).has("count", strconv.Itoa(len(s.Steps)))
			p.get("/webhooks").has("data.0.active", "false")
		})
	}
}

func TestScenariosAreListed(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.get("/_sandbox/scenarios").is(200).has("scenarios.0.name", "authorization-clearing", "scenarios.13.name", "refund")
	p.get("/_sandbox/scenarios/delay").is(200).has("steps.0.gateway", "delay")
	p.get("/_sandbox/scenarios/nothing").refused(404, "404001")
	p.post("/_sandbox/scenarios/nothing", nil).refused(404, "404001")
}

// A scenario can be played as often as one likes, and says so where it cannot begin.
func TestScenarioThatCannotBegin(t *testing.T) {
	t.Parallel()
	p, inbox := start(t), receive(t)
	for range 2 {
		p.post("/_sandbox/scenarios/pin-debit", nil).is(200).has("passed", "true")
	}
	for _, token := range []string{"a", "b", "c", "d", "e"} {
		p.webhook(token, inbox.url, "transaction.*")
	}
	if a := p.post("/_sandbox/scenarios/pin-debit", nil).is(422); !strings.Contains(a.text("error_message"), "POST /webhooks") {
		t.Errorf("error_message = %q, want what failed", a.text("error_message"))
	}
}

// A wrong expectation is told: the player is no rubber stamp.
func TestScenarioFindsWhatIsWrong(t *testing.T) {
	t.Parallel()
	p := start(t)
	s, _ := scenario.Find("authorization-clearing")
	for name, c := range map[string]struct {
		change func(*scenario.Step)
		want   string
	}{
		"value":        {func(s *scenario.Step) { s.Expect = scenario.Values{"gpa.ledger_balance": "3"} }, `gpa.ledger_balance is "0", want "3"`},
		"join":         {func(s *scenario.Step) { s.Expect = scenario.Values{"token": "{authorization.token}"} }, "token is"},
		"absent":       {func(s *scenario.Step) { s.Absent = []string{"gpa_order.token"} }, `gpa_order.token is`},
		"not asked":    {func(s *scenario.Step) { s.Asked = new(true) }, `questions to the gateway is "0"`},
		"afterwards":   {func(s *scenario.Step) { s.Becomes = scenario.Values{"authorization": "PENDING"} }, `state of authorization is "CLEARED"`},
		"no such type": {func(s *scenario.Step) { s.Simulate = "nothing" }, `status is "404`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wrong := s
			wrong.Steps = slices.Clone(s.Steps)
			c.change(&wrong.Steps[1])
			report, err := scenario.Play(t.Context(), remote{p}, wrong, scenario.Options{})
			if err != nil || report.Passed || !report.Steps[0].Passed || !strings.Contains(strings.Join(report.Steps[1].Problems, "; "), c.want) {
				said, _ := json.Marshal(report)
				t.Errorf("%s, %v, want %q", said, err, c.want)
			}
		})
	}
}
