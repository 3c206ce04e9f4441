package sandbox_test

import (
	"maps"
	"testing"
	"time"
)

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

// What was counted goes back with everything else.
func TestVelocityCountsAreInSnapshots(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	p.limit("day", "DAY", 100, nil)
	p.spend("card_ada", "pindebit", 30, "0000")
	p.post("/_sandbox/snapshots", `{"name":"before"}`).is(201)
	p.spend("card_ada", "pindebit", 50, "0000")
	p.left("ada", "day", "-1 20 1")
	p.post("/_sandbox/snapshots/before/restore", nil).is(200)
	p.left("ada", "day", "-1 70 1")
	p.spend("card_ada", "pindebit", 70, "0000")
	p.spend("card_ada", "pindebit", 1, "1834")
}
