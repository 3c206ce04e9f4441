package sandbox_test

import (
	"testing"
	"time"
)

// Every move a caller could ask for: its type, or empty for one that is refused.
func TestWalletMoves(t *testing.T) {
	t.Parallel()
	p := wallets(t, `,"force_yellow_path_for_card_product":true`)
	inbox := receive(t)
	p.webhook("hook", inbox.url, "digitalwallettokentransition.*")
	move := func(token, state string) answer {
		return p.post("/digitalwallettokentransitions", map[string]any{"digital_wallet_token": map[string]any{"token": token, "card_token": "card"},
			"state": state, "channel": "ADMIN", "reason_code": "10", "reason": "as asked"})
	}
	to := []string{"ACTIVE", "SUSPENDED", "TERMINATED"}
	steps := map[string][]string{"REQUESTED": {}, "ACTIVE": {"ACTIVE"}, "SUSPENDED": {"ACTIVE", "SUSPENDED"}, "TERMINATED": {"TERMINATED"}}
	for from, types := range map[string][3]string{
		"REQUESTED":        {"state.activated", "", "state.terminated"},
		"ACTIVE":           {"", "state.suspended", "state.terminated"},
		"SUSPENDED":        {"state.reinstated", "", "state.terminated"},
		"TERMINATED":       {"", "", ""},
		"REQUEST_DECLINED": {"", "", ""},
	} {
		if from == "REQUEST_DECLINED" {
			p.move("card", "SUSPENDED").is(201)
		}
		for i, kind := range types {
			token := p.intoWallet("card")
			inbox.next()
			if from == "REQUEST_DECLINED" {
				inbox.next()
			}
			for _, step := range steps[from] {
				move(token, step).is(201)
				inbox.next()
			}
			p.get("/digitalwallettokens/"+token).has("state", from)
			if kind == "" {
				move(token, to[i]).refused(400, "400001")
				p.get("/digitalwallettokens/"+token).has("state", from)
				continue
			}
			made := move(token, to[i]).is(201).has("type", kind, "state", to[i], "reason", "as asked", "reason_code", "10", "channel", "ADMIN", "digital_wallet_token.token", token)
			p.get("/digitalwallettokens/"+token).has("state", to[i], "state_reason", "as asked")
			p.get("/digitalwallettokentransitions/"+made.text("token")).is(200).has("type", kind)
			inbox.next().has("digitalwallettokentransitions.0.type", kind, "digitalwallettokentransitions.0.digital_wallet_token.token", token)
			p.post("/webhooks/hook/digitalwallettokentransition/"+made.text("token"), nil).is(200).has("digitalwallettokentransitions.0.token", made.text("token"))
			inbox.next()
		}
		if from == "REQUEST_DECLINED" {
			p.move("card", "ACTIVE").is(201)
		}
	}
	token := p.intoWallet("card")
	twice := map[string]any{"token": "t1", "digital_wallet_token": map[string]any{"token": token}, "state": "ACTIVE"}
	first := p.post("/digitalwallettokentransitions", twice).is(201)
	if again := p.post("/digitalwallettokentransitions", twice).is(201); string(again.raw) != string(first.raw) {
		t.Errorf("repeated = %s, want %s", again.raw, first.raw)
	}
	twice["state"] = "TERMINATED"
	p.post("/digitalwallettokentransitions", twice).refused(409, "409001")
	for body, code := range map[string]string{
		`{"digital_wallet_token":{"token":"none"},"state":"ACTIVE"}`:                                "400002",
		`{"digital_wallet_token":{"token":"` + token + `","card_token":"x"},"state":"SUSPENDED"}`:   "400001",
		`{"digital_wallet_token":{"token":"` + token + `"},"state":"REQUESTED"}`:                    "400037",
		`{"digital_wallet_token":{"token":"` + token + `"},"state":"SUSPENDED","channel":"PIGEON"}`: "400037",
		`{"digital_wallet_token":{"token":"` + token + `"}}`:                                        "400001",
		`{"state":"ACTIVE"}`: "400001",
	} {
		p.post("/digitalwallettokentransitions", body).refused(400, code)
	}
	p.get("/digitalwallettokentransitions/none").refused(404, "404001")
	p.get("/digitalwallettokentransitions/digitalwallettoken/none").refused(404, "404001")
}

// A card's tokens go along with it only where that is asked for.
func TestWalletsFollowTheirCard(t *testing.T) {
	t.Parallel()
	p := wallets(t, "")
	active, suspended, dead := p.intoWallet("card"), p.intoWallet("card"), p.intoWallet("card")
	for token, state := range map[string]string{suspended: "SUSPENDED", dead: "TERMINATED"} {
		p.post("/digitalwallettokentransitions", map[string]any{"digital_wallet_token": map[string]any{"token": token}, "state": state}).is(201)
	}
	p.put("/cardproducts/cp", `{"config":{"digital_wallet_tokenization":{"provisioning_controls":{"force_yellow_path_for_card_product":true}}}}`).is(200)
	asked := p.intoWallet("card")
	states := func(want ...string) {
		t.Helper()
		for i, token := range []string{active, suspended, dead, asked} {
			p.get("/digitalwallettokens/"+token).has("state", want[i])
		}
	}
	sync := func(state string) {
		p.post("/cardtransitions", map[string]any{"card_token": "card", "state": state, "channel": "FRAUD", "reason_code": "06", "sync_state_with_dwts": true}).is(201)
	}
	p.move("card", "SUSPENDED").is(201)
	p.move("card", "ACTIVE").is(201)
	states("ACTIVE", "SUSPENDED", "TERMINATED", "REQUESTED")
	sync("SUSPENDED")
	states("SUSPENDED", "SUSPENDED", "TERMINATED", "REQUESTED")
	p.get("/digitalwallettokentransitions/digitalwallettoken/"+active).has("data.0.reason", "SYNC_CARD_STATE", "data.0.reason_code", "06", "data.0.channel", "FRAUD")
	sync("ACTIVE")
	states("ACTIVE", "ACTIVE", "TERMINATED", "REQUESTED")
	sync("LIMITED")
	states("ACTIVE", "ACTIVE", "TERMINATED", "REQUESTED")
	sync("TERMINATED")
	states("TERMINATED", "TERMINATED", "TERMINATED", "TERMINATED")

	p.post("/cards", `{"token":"other","user_token":"ada","card_product_token":"cp"}`).is(201)
	token := p.intoWallet("other")
	p.move("other", "TERMINATED").is(201)
	p.get("/digitalwallettokens/"+token).has("state", "REQUESTED")
}

// The tokens of a card go to the one that replaces it, when that is activated.
func TestWalletsChangeCards(t *testing.T) {
	t.Parallel()
	p := wallets(t, "")
	token := p.intoWallet("card")
	dead := p.intoWallet("card")
	p.post("/digitalwallettokentransitions", map[string]any{"digital_wallet_token": map[string]any{"token": dead}, "state": "TERMINATED"}).is(201)
	p.put("/cardproducts/cp", `{"config":{"card_life_cycle":{"activate_upon_issue":false}}}`).is(200)
	p.post("/cards", `{"token":"fresh","user_token":"ada","card_product_token":"cp","new_pan_from_card_token":"card",
		"activation_actions":{"swap_digital_wallet_tokens_from_card_token":"card"}}`).is(201)
	p.get("/cards/card").has("state", "TERMINATED")
	p.get("/digitalwallettokens/"+token).has("card_token", "card", "state", "ACTIVE")
	p.clock.advance(time.Hour)
	p.move("fresh", "ACTIVE").is(201)
	p.get("/digitalwallettokens/"+token).has("card_token", "fresh", "state", "ACTIVE", "last_modified_time", "2026-03-02T11:15:30Z")
	p.get("/digitalwallettokens/"+dead).has("card_token", "card")
	p.get("/digitalwallettokens/card/fresh").has("count", "1")
	p.get("/digitalwallettokentransitions/digitalwallettoken/"+token).has("count", "3",
		"data.0.card_swap", `{"previous_card_token":"card","new_card_token":"fresh"}`, "data.0.state", "ACTIVE", "data.0.digital_wallet_token.card_token", "fresh")

	p.post("/cards", `{"token":"again","user_token":"ada","card_product_token":"cp","reissue_pan_from_card_token":"fresh"}`).is(201)
	p.move("again", "ACTIVE").is(201)
	p.get("/digitalwallettokens/"+token).has("card_token", "again")
	p.post("/cards", `{"token":"beside","user_token":"ada","card_product_token":"cp","reissue_pan_from_card_token":"again","activation_actions":{"terminate_reissued_source_card":false}}`).is(201)
	p.move("beside", "ACTIVE").is(201)
	p.get("/digitalwallettokens/"+token).has("card_token", "again")
}
