package sandbox_test

import (
	"testing"
	"time"
)

// replacing sets up a user whose cards are activated by hand.
func replacing(t *testing.T) (*program, func(token, extra string) answer) {
	p := start(t)
	p.post("/cardproducts", `{"token":"cp","name":"Plain","start_date":"2020-01-01"}`).is(201)
	p.post("/users", `{"token":"ada"}`).is(201)
	return p, func(token, extra string) answer {
		p.Helper()
		return p.post("/cards?show_pan=true&show_cvv_number=true", `{"token":"`+token+`","user_token":"ada","card_product_token":"cp"`+extra+`}`)
	}
}

func TestReissuedCards(t *testing.T) {
	t.Parallel()
	p, card := replacing(t)
	first := card("first", "").is(201)
	p.clock.advance(400 * 24 * time.Hour)
	again := card("again", `,"reissue_pan_from_card_token":"first"`).is(201).has("pan", first.text("pan"), "reissue_pan_from_card_token", "first", "expiration", "0431")
	p.get("/cards/first").has("state", "UNACTIVATED")
	p.move("again", "ACTIVE").is(201).has("reissue_pan_from_card_token", "first")
	p.get("/cards/first").has("state", "TERMINATED")
	p.get("/cardtransitions/card/first?count=1").has("data.0.type", "state.terminated", "data.0.channel", "SYSTEM")
	p.post("/cards/getbypan", map[string]any{"pan": again.text("pan")}).is(200).has("card_token", "again")
	p.move("again", "ACTIVE").is(201)

	card("kept", `,"reissue_pan_from_card_token":"again","activation_actions":{"terminate_reissued_source_card":false}`).is(201).
		has("activation_actions", `{"terminate_reissued_source_card":false}`)
	p.move("kept", "ACTIVE").is(201)
	p.get("/cards/again").has("state", "ACTIVE")
}

func TestNewNumbers(t *testing.T) {
	t.Parallel()
	p, card := replacing(t)
	lost := card("lost", "").is(201)
	if fresh := card("fresh", `,"new_pan_from_card_token":"lost"`).is(201).has("new_pan_from_card_token", "lost"); fresh.text("pan") == lost.text("pan") {
		t.Error("the replacement of a lost card has the old number")
	}
	p.get("/cards/lost").has("state", "TERMINATED")
	p.get("/cards/fresh").has("state", "UNACTIVATED", "pin_is_set", "false")

	p.post("/users", `{"token":"eve"}`).is(201)
	p.post("/cards", `{"token":"hers","user_token":"eve","card_product_token":"cp"}`).is(201)
	for extra, code := range map[string]string{
		`,"reissue_pan_from_card_token":"none"`:                                                                              "400002",
		`,"new_pan_from_card_token":"none"`:                                                                                  "400002",
		`,"translate_pin_from_card_token":"none"`:                                                                            "400002",
		`,"activation_actions":{"swap_digital_wallet_tokens_from_card_token":"none"}`:                                        "400002",
		`,"reissue_pan_from_card_token":"hers"`:                                                                              "400001",
		`,"translate_pin_from_card_token":"hers"`:                                                                            "400001",
		`,"activation_actions":{"swap_digital_wallet_tokens_from_card_token":"hers"}`:                                        "400001",
		`,"reissue_pan_from_card_token":"fresh","translate_pin_from_card_token":"fresh"`:                                     "400001",
		`,"reissue_pan_from_card_token":"fresh","new_pan_from_card_token":"fresh"`:                                           "400001",
		`,"reissue_pan_from_card_token":"1234567890123456789012345678901234567"`:                                             "400001",
		`,"activation_actions":{"terminate_reissued_source_card":true,"swap_digital_wallet_tokens_from_card_token":"fresh"}`: "400001",
	} {
		if a := card("bad", extra); a.status != 400 || a.text("error_code") != code {
			t.Errorf("%s = %d %s, want 400 with %s", extra, a.status, a.raw, code)
		}
	}
	p.get("/cards/bad").refused(404, "404001")
	p.get("/cards/fresh").has("state", "UNACTIVATED")
}

// update_expiration_upon_activation lets the card's own life begin anew.
func TestExpiryFromActivation(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/users", `{"token":"ada"}`).is(201)
	p.post("/cardproducts", `{"token":"cp","name":"n","start_date":"2020-01-01","config":{"card_life_cycle":{"update_expiration_upon_activation":true,
		"expiration_offset":{"min_offset":{"unit":"DAYS","value":1}}}}}`).is(201)
	p.post("/cards", `{"token":"card","user_token":"ada","card_product_token":"cp","expiration_offset":{"unit":"DAYS","value":10}}`).is(201).has("expiration_time", "2026-03-12T23:59:59Z")
	p.clock.advance(30 * 24 * time.Hour)
	p.move("card", "ACTIVE").is(201).has("expiration", "0426", "expiration_time", "2026-04-11T23:59:59.000Z")
	p.clock.advance(24 * time.Hour)
	p.move("card", "SUSPENDED").is(201)
	p.move("card", "ACTIVE").is(201)
	p.get("/cards/card").has("expiration_time", "2026-04-11T23:59:59Z")
}
