package sandbox_test

import (
	"strings"
	"testing"
	"time"
)

// control asks for a control token of a type, none if empty.
func (p *program) control(card, kind string) string {
	p.Helper()
	body := map[string]any{"card_token": card}
	if kind != "" {
		body["controltoken_type"] = kind
	}
	return p.post("/pins/controltoken", body).is(201).text("control_token")
}

func (p *program) setPIN(control, pin string) answer {
	p.Helper()
	return p.put("/pins", map[string]any{"control_token": control, "pin": pin})
}

func (p *program) reveal(control string) answer {
	p.Helper()
	return p.post("/pins/reveal", map[string]any{"control_token": control, "cardholder_verification_method": "OTP"})
}

func TestPINs(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	p.clock.advance(time.Hour)
	if a := p.setPIN(p.control("card_bob", ""), "4826").is(204); len(a.raw) != 0 {
		t.Errorf("PUT /pins answers with %q", a.raw)
	}
	p.get("/cards/card_bob").has("pin_is_set", "true", "last_modified_time", "2026-03-02T11:15:30Z").lacks("pin", "stored_pin")
	p.reveal(p.control("card_bob", "REVEAL_PIN")).is(200).has("pin", "4826")
	p.reveal(p.control("card_bob", "SHOW_PIN")).is(200).has("pin", "4826")

	// The PIN decides, and is in nothing that is read or sent.
	pay := func(pin, code string) {
		p.simulate("pindebit", map[string]any{"card_token": "card_bob", "amount": 1, "card_options": map[string]any{"pin": pin}}).has("transaction.response.code", code)
	}
	pay("4826", "0000")
	pay("4827", "1809")
	p.setPIN(p.control("card_bob", "SET_PIN"), "7391").is(204)
	pay("4826", "1809")
	pay("7391", "0000")
	inbox := receive(t)
	p.webhook("hook", inbox.url, "*")
	p.move("card_bob", "SUSPENDED").is(201).has("pin_is_set", "true")
	shown := [][]byte{inbox.next().raw}
	for _, path := range []string{"/cards/card_bob", "/cards/user/bob", "/cards/card_bob/showpan?show_cvv_number=true", "/cardtransitions/card/card_bob"} {
		shown = append(shown, p.get(path).is(200).raw)
	}
	for _, body := range shown {
		if strings.Contains(string(body), `"pin"`) || strings.Contains(string(body), `"stored_`) || !strings.Contains(string(body), `"pin_is_set":true`) {
			t.Errorf("%s, want nothing of the PIN but that it is set", body)
		}
	}

	// A reissued card has its source's PIN; a new number has one if asked.
	for token, extra := range map[string]string{"again": `"reissue_pan_from_card_token":"card_bob"`, "copied": `"translate_pin_from_card_token":"card_bob"`} {
		p.post("/cards", `{"token":"`+token+`","user_token":"bob","card_product_token":"cp_gpa",`+extra+`}`).is(201).has("pin_is_set", "true")
		p.reveal(p.control(token, "REVEAL_PIN")).has("pin", "7391")
	}
}

func TestWeakPINs(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	control := p.control("card_bob", "")
	for _, pin := range []string{"0000", "7777"} {
		p.setPIN(control, pin).refused(412, "412001").has("error_message", "Weak PIN")
	}
	for _, pin := range []string{"", "123", "12345", "12a4", "١٢٣٤", "12 4", "-123", "12.5"} {
		p.setPIN(control, pin).refused(400, "400001")
	}
	p.get("/cards/card_bob").has("pin_is_set", "false")
	for _, pin := range []string{"1235", "1212", "8901", "1110"} {
		p.setPIN(p.control("card_bob", ""), pin).is(204)
	}
}

// A control token is the last of its card, young enough, of the right type, and
// redeemed once.
func TestControlTokens(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	first := p.control("card_bob", "SET_PIN")
	second := p.control("card_bob", "SET_PIN")
	p.setPIN(first, "4826").refused(400, "400002")
	p.setPIN(second, "4826").is(204)
	p.setPIN(second, "4826").refused(400, "400002")
	p.setPIN("none", "4826").refused(400, "400002")
	p.setPIN("", "4826").refused(400, "400001")

	set, reveal := time.Hour, 5*time.Minute
	for kind, life := range map[string]time.Duration{"SET_PIN": set, "REVEAL_PIN": reveal} {
		for after, status := range map[time.Duration]int{life: 2, life + time.Second: 4} {
			control := p.control("card_bob", kind)
			p.clock.advance(after)
			a := p.reveal
			if kind == "SET_PIN" {
				a = func(control string) answer { return p.setPIN(control, "4826") }
			}
			if got := a(control); got.status/100 != status {
				t.Errorf("%s after %v = %d %s", kind, after, got.status, got.raw)
			}
		}
	}
	p.setPIN(p.control("card_bob", "REVEAL_PIN"), "4826").refused(400, "400001")
	p.reveal(p.control("card_bob", "SET_PIN")).refused(400, "400001")

	p.post("/cards", `{"token":"bare","user_token":"bob","card_product_token":"cp_gpa"}`).is(201)
	p.reveal(p.control("bare", "REVEAL_PIN")).refused(400, "400001")
	p.post("/pins/reveal", map[string]any{"control_token": p.control("card_bob", "REVEAL_PIN")}).refused(400, "400001")
	p.post("/pins/reveal", map[string]any{"control_token": "x", "cardholder_verification_method": "GUESS"}).refused(400, "400037")
	p.post("/pins/controltoken", `{"card_token":"none"}`).refused(400, "400002")
	p.post("/pins/controltoken", `{}`).refused(400, "400001")
	p.post("/pins/controltoken", `{"card_token":"bare","controltoken_type":"FORGET_PIN"}`).refused(400, "400037")
	p.move("bare", "TERMINATED").is(201)
	p.post("/pins/controltoken", `{"card_token":"bare"}`).refused(400, "400001")
}

// Nobody enters a PIN, or presents a card, for money that comes or is added.
func TestWhoEntersAPIN(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	p.setPIN(p.control("card_ada", ""), "6011")
	p.put("/cardproducts/cp", `{"config":{"transaction_controls":{"always_require_pin":true,"always_require_icc":true}}}`).is(200)
	auth := p.simulate("authorization", map[string]any{"card_token": "card_ada", "amount": 10, "card_options": map[string]any{"pin": "6011"}, "pos": map[string]any{"pan_entry_mode": "CHIP"}}).
		has("transaction.response.code", "0000").text("transaction.token")
	p.simulate("authorization.incremental", map[string]any{"preceding_related_transaction_token": auth, "amount": 5}).has("transaction.response.code", "0000")
	p.simulate("refund.authorization", map[string]any{"card_token": "card_ada", "amount": 5}).has("transaction.response.code", "0000")
	p.simulate("original.credit.auth_plus_capture", map[string]any{"card_token": "card_ada", "amount": 5}).has("transaction.response.code", "0000")
	p.simulate("original.credit.authorization", map[string]any{"card_token": "card_ada", "amount": 5, "card_options": map[string]any{"pin": "0000"}}).has("transaction.response.code", "1809")
}
