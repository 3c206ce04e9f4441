package sandbox_test

import (
	"fmt"
	"maps"
	"strings"
	"sync"
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

func TestVelocityControlsCountWhatTheyInclude(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	p.product("cp_2", map[string]any{"jit_funding": map[string]any{"program_funding_source": map[string]any{
		"enabled": true, "funding_source_token": "fs_0001", "refunds_destination": "PROGRAM_FUNDING_SOURCE",
	}}})
	p.post("/cards", map[string]any{"token": "card_ada_2", "user_token": "ada", "card_product_token": "cp_2"}).is(201)
	p.holder("eve", "cp")
	p.post("/mccgroups", `{"token":"food","name":"Food","mccs":["5811-5814","5411"]}`).is(201)
	none := map[string]any{"include_purchases": false, "include_withdrawals": false, "include_cashback": false, "usage_limit": 9}
	only := func(fields map[string]any) map[string]any { m := maps.Clone(none); maps.Copy(m, fields); return m }
	for token, fields := range map[string]map[string]any{
		"all": {}, "purchases": only(map[string]any{"include_purchases": true}), "atm": only(map[string]any{"include_withdrawals": true}),
		"cash": only(map[string]any{"include_cashback": true}), "credits": only(map[string]any{"include_credits": true}),
		"deposits": only(map[string]any{"money_in_transaction": map[string]any{"include_credits_types": []string{"CASH_DEPOSIT"}}}),
		"mid":      {"merchant_scope": map[string]any{"mid": "1111"}}, "mcc": {"merchant_scope": map[string]any{"mcc": "5411"}},
		"group": {"merchant_scope": map[string]any{"mcc_group": "food"}}, "product": {"association": map[string]any{"card_product_token": "cp_2"}},
		"eve": {"association": map[string]any{"user_token": "eve"}}, "declines": {"approvals_only": false, "usage_limit": 9},
	} {
		p.limit(token, "DAY", 1000, fields)
	}
	p.spend("card_ada", "authorization", 100, "0000", at("1111", "5411"))
	p.spend("card_ada_2", "pindebit", 10, "0000", at("2222", "5812"))
	p.spend("card_ada", "pindebit.cashback", 20, "0000", at("1111", "5999"), map[string]any{"cash_back_amount": 7})
	p.spend("card_ada", "pindebit.atm.withdrawal", 40, "0000", at("3333", "6011"))
	p.spend("card_ada", "original.credit.authorization", 5, "0000", at("4444", "4829"), map[string]any{"original_credit": map[string]any{
		"funding_source": "CASH", "transaction_type": "cash_deposit", "sender_name": "Bob"}})
	p.spend("card_ada", "original.credit.authorization", 6, "0000", at("4444", "4829"), map[string]any{"original_credit": map[string]any{
		"funding_source": "DEBIT", "transaction_type": "person_to_person", "sender_name": "Bob"}})
	p.spend("card_ada", "pindebit.balanceinquiry", 0, "0000")
	p.left("ada", "all", "-1 823 1", "purchases", "6 870 1", "atm", "8 960 1", "cash", "8 993 1", "credits", "7 989 1", "deposits", "8 995 1",
		"mid", "-1 873 1", "mcc", "-1 900 1", "group", "-1 890 1", "product", "-1 990 1", "declines", "9 1000 1")
	p.left("eve", "all", "-1 1000 1", "purchases", "9 1000 1", "atm", "9 1000 1", "cash", "9 1000 1", "credits", "9 1000 1", "deposits", "9 1000 1",
		"mid", "-1 1000 1", "mcc", "-1 1000 1", "group", "-1 1000 1", "eve", "-1 1000 1", "declines", "9 1000 1")

	// Editing a control changes what it counts, and resets nothing.
	p.put("/velocitycontrols/mid", map[string]any{"merchant_scope": map[string]any{"mid": "3333"}}).is(200)
	p.put("/mccgroups/food", `{"mccs":["5411","5999"]}`).is(200)
	p.put("/velocitycontrols/all", map[string]any{"association": map[string]any{"card_product_token": "cp"}}).is(200)
	p.get("/velocitycontrols/user/ada/available?sort_by=-token&count=2").is(200).has("count", "2", "is_more", "true", "data.0.token", "purchases", "data.1.token", "product")
	p.left("ada", "all", "-1 833 1", "purchases", "6 870 1", "atm", "8 960 1", "cash", "8 993 1", "credits", "7 989 1", "deposits", "8 995 1",
		"mid", "-1 960 1", "mcc", "-1 900 1", "group", "-1 873 1", "product", "-1 990 1", "declines", "9 1000 1")

	// What is elsewhere refuses nothing here.
	p.put("/velocitycontrols/mcc", map[string]any{"amount_limit": 0}).is(200)
	p.spend("card_ada", "authorization", 1, "0000", at("1111", "5812"))
	p.spend("card_ada", "authorization", 1, "1834", at("1111", "5411"))
	p.put("/velocitycontrols/credits", map[string]any{"amount_limit": 11}).is(200)
	p.spend("card_ada", "original.credit.authorization", 1, "1834")
	p.spend("card_ada", "refund.authorization", 1, "0000", at("1111", "5411"))
	p.get("/velocitycontrols/user/nobody/available").refused(404, "404004")
}

// A control on declines counts what was declined, and closes the card for the rest
// of its window.
func TestVelocityControlsOnDeclines(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	p.limit("three", "DAY", 1000, map[string]any{"approvals_only": false, "usage_limit": 3})
	declined := map[string]any{"card_options": map[string]any{"cvv": "xyz"}}
	for range 3 {
		p.spend("card_ada", "authorization", 10, "0000")
		p.spend("card_ada", "authorization", 100, "1025", declined)
	}
	p.left("ada", "three", "0 700 1")
	p.spend("card_ada", "authorization", 10, "1817")
	p.left("ada", "three", "0 690 1")
	p.clock.advance(24 * time.Hour)
	p.spend("card_ada", "authorization", 10, "0000")
	p.spend("card_ada", "authorization", 1000, "1025", declined)
	p.spend("card_ada", "authorization", 10, "0000")
	p.spend("card_ada", "authorization", 1, "1025", declined)
	p.spend("card_ada", "authorization", 10, "1834")
}

func TestVelocityCountsSurviveARestart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	p := start(t, inFolder(dir)).managed()
	p.limit("life", "LIFETIME", 100, map[string]any{"merchant_scope": map[string]any{"mcc": "5411"}})
	auth := p.spend("card_ada", "authorization", 60, "0000", at("1111", "5411"))
	p.stop()
	p = start(t, inFolder(dir))
	p.left("ada", "life", "-1 40")
	p.spend("card_ada", "authorization", 41, "1834", at("1111", "5411"))
	p.follow(auth, "authorization.reversal", 10)
	p.spend("card_ada", "authorization", 41, "0000", at("1111", "5411"))
	p.left("ada", "life", "-1 9")
}

// However many come at once, no limit is passed.
func TestVelocityControlsUnderConcurrency(t *testing.T) {
	t.Parallel()
	p := start(t, inFolder(t.TempDir())).managed()
	p.limit("amount", "DAY", "100", nil)
	p.limit("uses", "MONTH", 1000000, map[string]any{"usage_limit": 13, "merchant_scope": map[string]any{"mcc": "5411"}})
	var all sync.WaitGroup
	codes := make(chan string, 50)
	for i := range cap(codes) {
		all.Go(func() {
			mcc := []string{"5411", "5812"}[i%2]
			codes <- p.call("POST", "/simulations/cardtransactions/authorization", map[string]any{
				"card_token": "card_ada", "amount": 5, "card_acceptor": map[string]any{"mid": fmt.Sprint("11", i), "mcc": mcc}}).text("transaction.response.code")
		})
	}
	all.Wait()
	close(codes)
	approved := 0
	for code := range codes {
		if code == "0000" {
			approved++
		}
	}
	if approved != 20 {
		t.Errorf("%d approved, want 20", approved)
	}
	a := p.get("/velocitycontrols/user/ada/available?sort_by=token").is(200).has("data.0.available.amount", "0")
	if uses := a.text("data.1.available.uses"); len(uses) == 0 || uses[0] == '-' {
		t.Errorf("uses = %s", uses)
	}
}
