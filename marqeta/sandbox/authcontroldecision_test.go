package sandbox_test

import (
	"testing"
	"time"

	"carddeck/marqeta/sandbox"
)

func TestAuthControlsDeny(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	p.holder("eve", "cp")
	p.post("/mccgroups", `{"token":"games","name":"Games","mccs":["7995","7800-7802"]}`).is(201)
	p.post("/merchantgroups", `{"token":"shops","name":"Shops","mids":["1111","2222"]}`).is(201)
	try := func(card, mid, mcc, code string) answer {
		t.Helper()
		return p.spend(card, "authorization", 1, code, at(mid, mcc))
	}
	try("card_ada", "1111", "7995", "0000")
	p.post("/authcontrols", `{"token":"games","name":"No games","merchant_scope":{"mcc_group":"games"}}`).is(201)
	p.post("/authcontrols", `{"token":"shops","name":"No shops","association":{"user_token":"ada"},"merchant_scope":{"merchant_group_token":"shops"}}`).is(201)
	p.post("/authcontrols", `{"token":"fuel","name":"No fuel","association":{"card_product_token":"cp"},"merchant_scope":{"mcc":"5542"}}`).is(201)
	a := try("card_ada", "3333", "7801", "1025").has("transaction.state", "DECLINED")
	p.get("/_sandbox/transactions/"+a.text("transaction.token")+"/trace").is(200).has("decided_by", "authorization_controls",
		"checks.13.result", "failed", "checks.13.control_token", "games", "checks.13.guess", "true", "checks.13.values.default", "allow",
		"checks.13.values.control", `{"token":"games","name":"No games","level":"program"}`, "checks.13.values.looked_at", "3")
	try("card_ada", "2222", "5411", "1025")
	try("card_eve", "2222", "5411", "0000")
	try("card_eve", "3333", "5542", "1025")
	try("card_ada", "3333", "5411", "0000")
	// Money back passes, and so does what the merchant was paid for already.
	p.spend("card_ada", "refund.authorization", 1, "0000", at("2222", "7995"))
	p.spend("card_ada", "authorization.clearing", 1, "0000", at("2222", "7995"), map[string]any{"force_post": true})

	p.post("/authcontrols/exemptmids", `{"token":"e","name":"Lottery","mid":"2222","association":{"user_token":"ada"},"end_time":"2026-03-03T00:00:00Z"}`).is(201)
	b := try("card_ada", "2222", "7995", "0000")
	p.get("/_sandbox/transactions/"+b.text("transaction.token")+"/trace").is(200).has("checks.13.result", "passed", "checks.13.control_token", "e")
	try("card_eve", "2222", "7995", "1025")
	p.put("/authcontrols/exemptmids/e", `{"active":false}`).is(204)
	try("card_ada", "2222", "7995", "1025")
	p.put("/authcontrols/exemptmids/e", `{"active":true}`).is(204)
	p.clock.advance(24 * time.Hour)
	try("card_ada", "2222", "7995", "1025")

	p.put("/authcontrols/games", `{"active":false}`).is(200)
	p.put("/merchantgroups/shops", `{"active":false}`).is(200)
	try("card_ada", "2222", "7995", "0000")
	p.put("/authcontrols/games", `{"active":true,"start_time":"2026-03-05T00:00:00Z"}`).is(200)
	try("card_ada", "2222", "7995", "0000")
	p.put("/authcontrols/shops", `{"association":{"user_token":"eve"},"merchant_scope":{}}`).is(200)
	try("card_eve", "9999", "1234", "1025")
	try("card_ada", "9999", "1234", "0000")
}

func TestAuthControlsAllow(t *testing.T) {
	t.Parallel()
	p := start(t, func(o *sandbox.Options) { o.GloballyDeny = true }).managed()
	a := p.spend("card_ada", "authorization", 1, "1025", at("1111", "5411"))
	p.get("/_sandbox/transactions/"+a.text("transaction.token")+"/trace").is(200).has("checks.13.values.default", "deny").lacks("checks.13.control_token")
	p.post("/authcontrols", `{"token":"food","name":"Food","association":{"user_token":"ada"},"merchant_scope":{"mcc":"5411"}}`).is(201)
	p.spend("card_ada", "authorization", 1, "0000", at("1111", "5411"))
	p.spend("card_ada", "authorization", 1, "1025", at("1111", "5812"))
	p.post("/authcontrols", `{"token":"here","name":"Here","merchant_scope":{"mid":"1111"}}`).is(201)
	p.spend("card_ada", "authorization", 1, "0000", at("1111", "5812"))
	p.post("/authcontrols/exemptmids", `{"name":"Canteen","mid":"2222"}`).is(201)
	p.spend("card_ada", "authorization", 1, "0000", at("2222", "5812"))
	p.spend("card_ada", "authorization", 1, "1025", at("3333", "5812"))
}
