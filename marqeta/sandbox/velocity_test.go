package sandbox_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"
)

// limit makes a velocity control in dollars; what is not said about it is by default.
func (p *program) limit(token, window string, amount any, fields map[string]any) {
	p.Helper()
	body := map[string]any{"token": token, "currency_code": "USD", "velocity_window": window, "amount_limit": amount}
	maps.Copy(body, fields)
	p.post("/velocitycontrols", body).is(201)
}

// left wants what a user has left: control, uses and amount, control...
func (p *program) left(user string, want ...string) {
	p.Helper()
	a := p.get("/velocitycontrols/user/" + user + "/available?count=100").is(200)
	got := map[string]string{}
	for i := range 100 {
		at := func(field string) string { return a.text(fmt.Sprintf("data.%d.%s", i, field)) }
		if at("token") != "" {
			got[at("token")] = strings.TrimSpace(at("available.uses") + " " + at("available.amount") + " " + at("available.days_remaining"))
		}
	}
	wanted := map[string]string{}
	for i := 0; i < len(want); i += 2 {
		wanted[want[i]] = want[i+1]
	}
	if !maps.Equal(got, wanted) {
		p.Errorf("left to %s = %v, want %v", user, got, wanted)
	}
}

// spend simulates a message with a card, decided with code.
func (p *program) spend(card, kind string, amount any, code string, fields ...map[string]any) answer {
	p.Helper()
	body := map[string]any{"card_token": card, "amount": amount}
	for _, f := range fields {
		maps.Copy(body, f)
	}
	return p.simulate(kind, body).has("transaction.response.code", code)
}

// follow simulates a message after another.
func (p *program) follow(first answer, kind string, amount any, fields ...map[string]any) answer {
	p.Helper()
	body := map[string]any{"preceding_related_transaction_token": first.text("transaction.token"), "amount": amount}
	for _, f := range fields {
		maps.Copy(body, f)
	}
	return p.simulate(kind, body)
}

func at(mid, mcc string) map[string]any {
	return map[string]any{"card_acceptor": map[string]any{"mid": mid, "mcc": mcc}}
}

func TestVelocityControlsDecline(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	p.limit("day", "DAY", 100, map[string]any{"name": "A hundred a day", "usage_limit": 3})
	p.spend("card_ada", "authorization", "60", "0000")
	a := p.spend("card_ada", "authorization", "40.01", "1834").
		has("transaction.state", "DECLINED", "transaction.response.memo", "Amount limit exceeded", "transaction.response.additional_information", "A hundred a day").
		lacks("transaction.gpa_order")
	p.get("/_sandbox/transactions/"+a.text("transaction.token")+"/trace").is(200).has("decided_by", "velocity_controls", "response_code", "1834",
		"checks.14.name", "velocity_controls", "checks.14.result", "failed", "checks.14.control_token", "day", "checks.14.values.looked_at", "1",
		"checks.14.values.controls.0", `{"token":"day","name":"A hundred a day","level":"program","velocity_window":"DAY","window_start":"2026-03-02T00:00:00Z","window_end":"2026-03-03T00:00:00Z",`+
			`"asked_minor_units":4001,"limit_minor_units":10000,"used_minor_units":6000,"remaining_minor_units":4000,"usage_limit":3,"uses":1,"uses_remaining":2}`,
		"checks.15.result", "not_reached")
	p.left("ada", "day", "2 40 1")
	b := p.spend("card_ada", "authorization", 10, "0000")
	p.get("/_sandbox/transactions/"+b.text("transaction.token")+"/trace").is(200).
		has("checks.14.result", "passed", "checks.14.values.controls.0.token", "day", "checks.14.values.controls.0.remaining_minor_units", "4000")
	p.spend("card_ada", "authorization", 10, "0000")
	p.spend("card_ada", "authorization", 10, "1817").has("transaction.response.memo", "Usage limit reached")
	p.spend("card_ada", "authorization", 0, "1817")
	p.left("ada", "day", "0 20 1")
	// Other currencies are not counted, nor checked.
	p.limit("euro", "DAY", 5, map[string]any{"currency_code": "EUR"})
	p.left("ada", "day", "0 20 1", "euro", "-1 5 1")
	p.call("DELETE", "/velocitycontrols/day", nil).is(200)
	p.spend("card_ada", "authorization", 100, "0000")
	p.left("ada", "euro", "-1 5 1")
}

func TestVelocityWindowsRoll(t *testing.T) {
	t.Parallel()
	p := start(t).managed() // on a Monday
	spent := func(amount any) { p.Helper(); p.spend("card_ada", "pindebit", amount, "0000") }
	spent(10)
	// Windows look back, a lifetime does not, not even within the instant.
	for _, window := range []string{"DAY", "WEEK", "MONTH", "LIFETIME", "TRANSACTION"} {
		p.limit(strings.ToLower(window), window, 100, nil)
	}
	for _, window := range []string{"QUARTER", "YEAR"} {
		p.limit(strings.ToLower(window), "DAY", 100, nil)
		p.put("/velocitycontrols/"+strings.ToLower(window), map[string]any{"velocity_window": window}).is(200)
	}
	p.left("ada", "day", "-1 90 1", "week", "-1 90 6", "month", "-1 90 30", "quarter", "-1 90 30", "year", "-1 90 305", "lifetime", "-1 100")
	spent(1)
	p.clock.advance(13*time.Hour + 44*time.Minute + 29*time.Second)
	p.left("ada", "day", "-1 89 1", "week", "-1 89 6", "month", "-1 89 30", "quarter", "-1 89 30", "year", "-1 89 305", "lifetime", "-1 99")
	p.clock.advance(time.Second)
	p.left("ada", "day", "-1 100 1", "week", "-1 89 5", "month", "-1 89 29", "quarter", "-1 89 29", "year", "-1 89 304", "lifetime", "-1 99")
	p.clock.advance(5 * 24 * time.Hour)
	spent(2)
	p.left("ada", "day", "-1 98 1", "week", "-1 98 7", "month", "-1 87 24", "quarter", "-1 87 24", "year", "-1 87 299", "lifetime", "-1 97")
	p.clock.advance(24 * 24 * time.Hour)
	p.left("ada", "day", "-1 100 1", "week", "-1 100 4", "month", "-1 100 30", "quarter", "-1 100 91", "year", "-1 87 275", "lifetime", "-1 97")
	p.clock.advance(275 * 24 * time.Hour)
	p.left("ada", "day", "-1 100 1", "week", "-1 100 2", "month", "-1 100 31", "quarter", "-1 100 90", "year", "-1 100 365", "lifetime", "-1 97")
	p.spend("card_ada", "pindebit", 100, "1834").has("transaction.response.additional_information", "lifetime")
	spent(97)
	// A lifetime that is one again begins again.
	p.put("/velocitycontrols/lifetime", map[string]any{"velocity_window": "TRANSACTION"}).is(200)
	p.put("/velocitycontrols/lifetime", map[string]any{"velocity_window": "LIFETIME"}).is(200)
	p.spend("card_ada", "pindebit", 3, "0000")
	p.left("ada", "day", "-1 0 1", "week", "-1 0 2", "month", "-1 0 31", "quarter", "-1 0 90", "year", "-1 0 365", "lifetime", "-1 97")
	p.put("/velocitycontrols/transaction", map[string]any{"amount_limit": 0}).is(200)
	p.clock.advance(365 * 24 * time.Hour)
	p.spend("card_ada", "pindebit", 1, "1834").has("transaction.response.additional_information", "transaction")
}

// What follows a purchase changes what was counted for it, on the day it was.
func TestVelocityControlsCountWhatAPurchaseComesTo(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	p.limit("day", "DAY", 500, map[string]any{"usage_limit": 10})
	p.limit("week", "WEEK", 500, map[string]any{"usage_limit": 10})
	left := func(day, week string) { p.Helper(); p.left("ada", "day", day, "week", week) }
	tomorrow := func() { p.clock.advance(24 * time.Hour) }

	auth := p.spend("card_ada", "authorization", 100, "0000")
	left("9 400 1", "9 400 6")
	p.follow(auth, "authorization.incremental", 50)
	left("9 350 1", "9 350 6")
	p.follow(auth, "authorization.advice", 120)
	left("9 380 1", "9 380 6")
	tomorrow()
	p.follow(auth, "authorization.incremental", 30) // counts today
	left("10 470 1", "9 350 5")
	p.follow(auth, "authorization.reversal", 40) // 30 of today's, 10 of yesterday's
	left("10 500 1", "9 390 5")
	p.follow(auth, "authorization.clearing", 100)
	left("10 500 1", "9 390 5")
	p.follow(auth, "authorization.clearing", 25) // more than was held
	left("10 485 1", "9 375 5")

	gone := p.spend("card_ada", "authorization", 60, "0000")
	left("9 425 1", "8 315 5")
	p.follow(gone, "authorization.reversal", 60)
	left("10 485 1", "9 375 5") // the use is given back
	final := p.spend("card_ada", "authorization", 85, "0000")
	p.follow(final, "authorization.clearing", 35, map[string]any{"is_final_clearing": true})
	left("9 450 1", "8 340 5")

	p.spend("card_ada", "refund", 20, "0000")
	left("9 470 1", "8 360 5")
	p.spend("card_ada", "refund", 900, "0000")
	left("9 500 1", "8 500 5") // never more than the limit, but it offsets what follows
	back := p.spend("card_ada", "refund.authorization", 10, "0000")
	p.spend("card_ada", "authorization.clearing", 900, "0000", map[string]any{"force_post": true})
	left("8 470 1", "7 360 5")
	p.follow(back, "refund.authorization.clearing", 10)
	left("8 480 1", "7 370 5")
	p.spend("card_ada", "authorization", 481, "1834")
	p.spend("card_ada", "authorization", 0, "0000")
	left("7 480 1", "6 370 5")
	tomorrow()
	left("10 500 1", "6 370 4")
}
