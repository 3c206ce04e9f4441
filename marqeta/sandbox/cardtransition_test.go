package sandbox_test

import (
	"testing"
	"time"
)

// inState makes a card and takes it to a state.
func (p *program) inState(card, state string) {
	p.Helper()
	p.post("/cards", map[string]any{"token": card, "user_token": "ada", "card_product_token": "cp"}).is(201)
	steps := map[string][]string{"ACTIVE": {"ACTIVE"}, "SUSPENDED": {"ACTIVE", "SUSPENDED"}, "LIMITED": {"ACTIVE", "LIMITED"}, "TERMINATED": {"TERMINATED"}}
	for _, step := range steps[state] {
		p.move(card, step).is(201)
	}
}

func (p *program) move(card, state string) answer {
	p.Helper()
	return p.post("/cardtransitions", map[string]any{"card_token": card, "state": state, "channel": "API", "reason_code": "01", "reason": "as asked"})
}

// Every move there could be: its type, or empty for one that is refused.
func TestCardMoves(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/cardproducts", `{"token":"cp","name":"Plain","start_date":"2020-01-01"}`).is(201)
	p.post("/users", `{"token":"ada"}`).is(201)
	to := []string{"ACTIVE", "LIMITED", "SUSPENDED", "TERMINATED"}
	for from, types := range map[string][4]string{
		"UNACTIVATED": {"state.activated", "", "", "state.terminated"},
		"ACTIVE":      {"state.activated", "state.limited", "state.suspended", "state.terminated"},
		"LIMITED":     {"state.activated", "state.limited", "state.suspended", "state.terminated"},
		"SUSPENDED":   {"state.reinstated", "state.limited", "state.suspended", "state.terminated"},
		"TERMINATED":  {"", "", "", ""},
	} {
		for i, kind := range types {
			card := from + " " + to[i]
			p.inState(card, from)
			if kind == "" {
				p.move(card, to[i]).refused(400, "400001").has("error_message", "Invalid input(s): state cannot go from "+from+" to "+to[i])
				p.get("/cards?last_four=" + p.get("/cards/"+card).text("last_four")).is(200)
				p.get("/cardtransitions/card/"+card).has("data.0.state", from)
				continue
			}
			made := p.move(card, to[i]).is(201).has("type", kind, "state", to[i], "reason", "as asked", "reason_code", "01", "channel", "API", "card_token", card)
			p.get("/cards/"+card).has("state", to[i], "state_reason", "as asked")
			p.get("/cardtransitions/"+made.text("token")).is(200).has("type", kind)
		}
	}
}

func TestCardTransitions(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/cardproducts", `{"token":"cp","name":"Plain","start_date":"2020-01-01"}`).is(201)
	p.post("/users", `{"token":"ada","metadata":{"tier":"gold"}}`).is(201)
	p.post("/cards", `{"token":"card","user_token":"ada","card_product_token":"cp","expedite":true,"fulfillment":{"card_fulfillment_reason":"NEW"}}`).is(201)
	p.get("/cardtransitions/card/card").is(200).has("count", "1", "data.0.state", "UNACTIVATED", "data.0.reason", "New card", "data.0.reason_code", "00",
		"data.0.channel", "SYSTEM", "data.0.type", "fulfillment.issued", "data.0.validations.user",
		`{"birth_date":false,"phone":false,"ssn":false,"random_name_line1_postfix":false}`)
	p.clock.advance(time.Minute)
	a := p.move("card", "ACTIVE").is(201).has("expiration_time", "2030-03-31T23:59:59.000Z", "user.metadata.tier", "gold", "card.metadata", "{}",
		"card_product_token", "cp", "fulfillment_status", "ISSUED", "pin_is_set", "false", "expedite", "true", "fulfillment.card_fulfillment_reason", "NEW",
		"created_time", "2026-03-02T10:16:30Z")
	a.has("pan", p.get("/cards/card").text("pan"), "barcode", p.get("/cards/card").text("barcode"))
	p.get("/cards/card").has("last_modified_time", "2026-03-02T10:16:30Z")
	p.get("/cardtransitions/card/card?count=1").has("data.0.state", "ACTIVE", "is_more", "true")

	p.get("/cardtransitions/none").refused(404, "404001")
	p.get("/cardtransitions/card/none").refused(404, "404001")
	p.move("none", "ACTIVE").refused(400, "400002")
	p.move("card", "UNACTIVATED").refused(400, "400037")
	for field, bad := range map[string]any{"channel": "PIGEON", "reason_code": "33", "state": "", "card_token": "", "reason": string(make([]byte, 256)),
		"validations": map[string]any{"user": map[string]any{"random_name_line1_postfix": "12345"}}} {
		body := map[string]any{"card_token": "card", "state": "SUSPENDED", "channel": "API"}
		body[field] = bad
		if a := p.post("/cardtransitions", body); a.status != 400 {
			t.Errorf("%s %v = %d %s, want 400", field, bad, a.status, a.raw)
		}
	}

	twice := map[string]any{"token": "t1", "card_token": "card", "state": "SUSPENDED", "channel": "IVR"}
	first := p.post("/cardtransitions", twice).is(201)
	if again := p.post("/cardtransitions", twice).is(201); string(again.raw) != string(first.raw) {
		t.Errorf("repeated = %s, want %s", again.raw, first.raw)
	}
	twice["state"] = "TERMINATED"
	p.post("/cardtransitions", twice).refused(409, "409001")

	p.inState("second", "UNACTIVATED")
	p.post("/usertransitions", `{"user_token":"ada","status":"SUSPENDED","reason_code":"05","channel":"ADMIN"}`).is(201)
	p.move("second", "ACTIVE").refused(422, "422001").has("error_message", "Cardholder not active")
	p.move("card", "ACTIVE").refused(422, "422001")
	p.move("second", "TERMINATED").is(201)
}

func TestCardValidations(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/cardproducts", `{"token":"cp","name":"Plain","start_date":"2020-01-01"}`).is(201)
	p.post("/users", `{"token":"ada","phone":"+15105551212","ssn":"123-45-6789","birth_date":"1991-01-02"}`).is(201)
	p.post("/cards", `{"token":"card","user_token":"ada","card_product_token":"cp",
		"fulfillment":{"card_personalization":{"text":{"name_line_1":{"value":"Ada 4k7x2q"}}}}}`).is(201)
	for claim, want := range map[string]bool{
		`"birth_date":"1991-01-02"`: true, `"birth_date":"1991-01-02T00:00:00Z"`: true, `"birth_date":"1991-01-03"`: false,
		`"phone":"+15105551212"`: true, `"phone":"510-555-1212"`: true, `"phone":"5551212"`: true, `"phone":"1212"`: false, `"phone":"5105551213"`: false, `"phone":""`: false,
		`"ssn":"6789"`: true, `"ssn":"123456789"`: true, `"ssn":"789"`: false, `"ssn":"6788"`: false,
		`"random_name_line1_postfix":"4k7x2q"`: true, `"random_name_line1_postfix":"4k7x2r"`: false,
	} {
		a := p.post("/cardtransitions", `{"card_token":"card","state":"ACTIVE","channel":"IVR","validations":{"user":{`+claim+`}}}`).is(201)
		known := 0
		for _, field := range []string{"birth_date", "phone", "ssn", "random_name_line1_postfix"} {
			if a.at("validations.user."+field) == "true" {
				known++
			}
		}
		if (known == 1) != want || known > 1 {
			t.Errorf("%s: %s, want %v", claim, a.at("validations"), want)
		}
	}
	p.put("/users/ada", `{"ssn":"","identifications":[{"type":"SSN","value":"987-65-4321"}]}`).is(200)
	p.post("/cardtransitions", `{"card_token":"card","state":"ACTIVE","channel":"IVR","validations":{"user":{"ssn":"4321"}}}`).is(201).
		has("validations.user.ssn", "true")
}

// A card that the clock has left behind stays what it is and buys nothing.
func TestCardsExpire(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	p.post("/cards", `{"token":"short","user_token":"bob","card_product_token":"cp_gpa"}`).is(201)
	p.clock.advance(time.Date(2030, 3, 31, 23, 59, 59, 0, time.UTC).Sub(birthday))
	p.simulate("authorization", map[string]any{"card_token": "short", "amount": 1}).has("transaction.response.code", "0000")
	p.clock.advance(time.Second)
	p.simulate("authorization", map[string]any{"card_token": "short", "amount": 1}).has("transaction.response.code", "1001")
	p.get("/cards/short").has("state", "ACTIVE")
}
