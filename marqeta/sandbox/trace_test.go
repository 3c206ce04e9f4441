package sandbox_test

import (
	"strings"
	"testing"
)

// traced gives the trace of a simulation's transaction.
func (p *program) traced(of answer) answer {
	p.Helper()
	return p.get("/_sandbox/transactions/" + of.text("transaction.token") + "/trace").is(200)
}

// Every check that looked at something says at what, and what failed says why.
func TestTracesHaveTheirValues(t *testing.T) {
	t.Parallel()
	p := start(t).standard().managed()
	e := p.behindGateway()
	p.traced(p.simulate("authorization", map[string]any{"card_token": "card_bob", "amount": 260, "card_options": map[string]any{"pin": "1234", "expiration": "0130"}})).
		has("checks.0.values.amount_minor_units", "26000", "checks.0.values.currency_code", "USD", "checks.1.values.card_token", "card_bob", "checks.2.values.user_token", "bob",
			"checks.3.values.state", "ACTIVE", "checks.4.values.entered", "0130")
	p.traced(p.simulate("authorization", map[string]any{"card_token": "card_bob", "amount": 260})).
		has("decided_by", "funding", "checks.16.values.asked_minor_units", "26000", "checks.16.values.available_minor_units", "25000")
	p.traced(p.simulate("authorization", map[string]any{"card_token": "card_bob", "amount": 1, "currency_code": "JPY"})).
		has("response_code", "1014", "checks.16.values.why", "there is no account in this currency", "checks.0.values.currency_code", "JPY")
	p.put("/fundingsources/program/fs_0001", `{"active":false}`).is(200)
	p.traced(p.simulate("authorization", map[string]any{"card_token": "card_ada", "amount": 1})).
		has("response_code", "1016", "checks.16.values.why", "the funding source is switched off", "checks.16.values.funding_source_active", "false")
	e.says(echo(200, map[string]any{"amount": 20}))
	p.traced(p.simulate("authorization", map[string]any{"card_token": "card_eve", "amount": 50, "pos": map[string]any{"partial_approval_capable": true}})).
		has("decided_by", "gateway", "checks.17.values.asked_minor_units", "5000", "checks.17.values.approved_minor_units", "2000", "checks.17.values.status", "200")
	p.put("/cardproducts/cp_gpa", `{"end_date":"2026-03-01"}`).is(200)
	p.traced(p.simulate("authorization", map[string]any{"card_token": "card_bob", "amount": 1})).has("response_code", "1808", "checks.6.values.end_date", "2026-03-01")
}

// What follows is traced too: what it moves, or why it has no place.
func TestFollowersAreTraced(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	auth := p.simulate("authorization", map[string]any{"card_token": "card_bob", "amount": 10}).text("transaction.token")
	follow := func(kind string, amount int) answer {
		return p.traced(p.simulate(kind, map[string]any{"preceding_related_transaction_token": auth, "amount": amount}))
	}
	follow("authorization.clearing", 10).has("decided_by", "funding", "response_code", "0000", "checks.16.values.model", "gpa", "checks.16.values.asked_minor_units", "1000")
	cleared := follow("authorization.reversal", 4)
	cleared.has("decided_by", "message", "response_code", "1018", "checks.0.guess", "false", "checks.0.values.original", auth, "checks.0.values.cleared_minor_units", "1000",
		"checks.0.values.held_minor_units", "0", "checks.0.values.asked_minor_units", "400", "checks.16.result", "not_reached")
	if why := cleared.text("checks.0.values.why"); !strings.Contains(why, "held") {
		t.Errorf("why = %q", why)
	}
}
