package sandbox_test

import (
	"regexp"
	"strings"
	"testing"
	"time"
)

func TestCards(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/cardproducts", `{"token":"cp","name":"Plain","start_date":"2020-01-01"}`).is(201)
	p.post("/users", `{"token":"ada","first_name":"Ada"}`).is(201)
	a := p.post("/cards", `{"token":"card","user_token":"ada","card_product_token":"cp","metadata":{"desk":"4"}}`).is(201).
		has("state", "UNACTIVATED", "state_reason", "New card", "fulfillment_status", "ISSUED", "instrument_type", "PHYSICAL_MSR", "pin_is_set", "false",
			"expedite", "false", "expiration", "0330", "expiration_time", "2030-03-31T23:59:59Z", "metadata", `{"desk":"4"}`).
		lacks("cvv_number", "state_reason_code", "pin")
	if pan := a.text("pan"); !regexp.MustCompile(`^111111_{6}\d{4}$`).MatchString(pan) || pan[12:] != a.text("last_four") {
		t.Errorf("pan = %q, want it masked around the last four %s", pan, a.text("last_four"))
	}
	if !regexp.MustCompile(`^\d{20}$`).MatchString(a.text("barcode")) {
		t.Errorf("barcode = %q, want 20 digits", a.text("barcode"))
	}
	clear := p.get("/cards/card/showpan?show_cvv_number=true").is(200)
	if pan := clear.text("pan"); len(pan) != 16 || !luhn(pan) || !strings.HasPrefix(pan, "111111") {
		t.Errorf("pan = %q, want 16 digits that begin with 111111 and pass the check", pan)
	}
	p.get("/cards/card/showpan").is(200).lacks("cvv_number")
	p.post("/cards/getbypan", map[string]any{"pan": clear.text("pan"), "cvv_number": clear.text("cvv_number"), "expiration": "0330"}).is(200).
		has("card_token", "card", "user_token", "ada")
	p.post("/cards/getbypan", map[string]any{"pan": clear.text("pan"), "expiration": "0101"}).refused(400, "400002")
	p.get("/cards/barcode/"+a.text("barcode")).is(200).has("token", "card")
	p.get("/cards/barcode/0").refused(404, "404001")
	p.get("/cards/user/ada").is(200).has("count", "1", "data.0.token", "card", "data.0.pan", a.text("pan"))
	p.get("/cards/user/none").refused(404, "404004")
	p.get("/cards?last_four="+a.text("last_four")).is(200).has("count", "1")
	p.get("/cards?last_four=abcd").is(200).has("count", "0")
	p.get("/cards").refused(400, "400001")
	p.get("/cards/none").refused(404, "404001")

	p.get("/cards/card?expand=user").is(200).has("user.token", "ada", "user_token", "ada")
	p.get("/cards/card?expand=cardproduct").is(200).has("card_product.token", "cp")
	p.get("/cards/user/ada?expand=user").is(200).has("data.0.user.first_name", "Ada")
	p.get("/cards/card?expand=moon").refused(400, "400001")
	p.get("/cards/barcode/"+a.text("barcode")+"?expand=cardproduct").is(200).has("card_product.name", "Plain")
	p.get("/cards?last_four="+a.text("last_four")+"&expand=user&fields=token,user").is(200).has("data.0.user.token", "ada").lacks("data.0.pan")
	p.get("/cards/user/ada?sort_by=storedPin").refused(400, "400001")
	p.get("/cards/user/ada?sort_by=pin").refused(400, "400001")

	before := p.get("/cards/card")
	p.clock.advance(time.Hour)
	if after := p.put("/cards/card", `{}`).is(200); string(after.raw) != string(before.raw) {
		t.Errorf("PUT {} = %s, want %s", after.raw, before.raw)
	}
	p.put("/cards/card", `{"metadata":{"desk":"5"},"expedite":true}`).is(200).has("metadata", `{"desk":"5"}`, "expedite", "true", "last_modified_time", "2026-03-02T11:15:30Z", "pan", a.text("pan"))
	p.put("/cards/card", `{"user_token":"none"}`).refused(400, "400010")
	p.post("/users", `{"token":"eve"}`).is(201)
	p.put("/cards/card", `{"token":"card","user_token":"eve"}`).is(200).has("user_token", "eve")
	p.get("/cards/user/eve").is(200).has("count", "1")
	p.put("/cards/card", `{"user_token":"eve","fulfillment":{"shipping":{"method":"GROUND"}}}`).is(200).has("fulfillment", `{"shipping":{"method":"GROUND"}}`)
	p.put("/cards/card", `{"fulfillment":{"shipping":{"method":"PIGEON"}}}`).refused(400, "400037")
	p.put("/cards/none", `{}`).refused(404, "404001")

	for body, code := range map[string]string{
		`{"user_token":"","card_product_token":"cp"}`: "400001", `{"user_token":"none","card_product_token":"cp"}`: "400010",
		`{"user_token":"ada","card_product_token":"none"}`: "400016", `{"user_token":"ada","card_product_token":"cp","bulk_issuance_token":"x"}`: "404160",
		`{"user_token":"ada","card_product_token":"cp","fulfillment":{"card_fulfillment_reason":"FUN"}}`: "400037",
		`{"user_token":"ada","card_product_token":"cp","expiration_offset":{"unit":"DAYS","value":3}}`:   "400001",
	} {
		p.post("/cards", body).refused(400, code)
	}
	p.put("/cardproducts/cp", `{"config":{"fulfillment":{"allow_card_creation":false}}}`).is(200)
	p.post("/cards", `{"user_token":"ada","card_product_token":"cp"}`).refused(400, "400001")
}

func luhn(pan string) bool {
	sum := 0
	for i := range len(pan) {
		d := int(pan[len(pan)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// Expiry is rounded up to the end of its month or day, and smaller units are not.
func TestExpiry(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.clock.advance(time.Date(2027, 1, 31, 12, 0, 0, 0, time.UTC).Sub(birthday))
	p.post("/users", `{"token":"ada"}`).is(201)
	for offset, want := range map[string]string{
		`{"unit":"YEARS","value":1}`: "2028-01-31T23:59:59Z", `{"unit":"MONTHS","value":1}`: "2027-02-28T23:59:59Z", `{"unit":"MONTHS","value":13}`: "2028-02-29T23:59:59Z",
		`{"unit":"DAYS","value":1}`: "2027-02-01T23:59:59Z", `{"unit":"HOURS","value":13}`: "2027-02-01T01:00:00Z", `{"unit":"MINUTES","value":5}`: "2027-01-31T12:05:00Z",
		`{"unit":"SECONDS","value":7}`: "2027-01-31T12:00:07Z",
	} {
		product := p.post("/cardproducts", `{"name":"p","start_date":"2020-01-01","config":{"card_life_cycle":{"expiration_offset":`+offset+`}}}`).is(201).text("token")
		p.post("/cards", map[string]any{"user_token": "ada", "card_product_token": product}).is(201).has("expiration_time", want)
	}
	product := p.post("/cardproducts", `{"name":"p","start_date":"2020-01-01","config":{"card_life_cycle":{"expiration_offset":{"min_offset":{"unit":"DAYS","value":2}}}}}`).is(201).text("token")
	for offset, want := range map[string]string{
		`{"unit":"DAYS","value":2}`: "2027-02-02T23:59:59Z", `{"value":3}`: "2030-01-31T23:59:59Z", `{"unit":"MONTHS"}`: "2027-05-31T23:59:59Z", `{}`: "2031-01-31T23:59:59Z",
		`{"unit":"HOURS","value":30}`: "", `{"value":0}`: "", `{"value":-1}`: "", `{"value":1e9}`: "", `{"unit":"WEEKS"}`: "", `{"value":"x"}`: "",
	} {
		a := p.post("/cards", `{"user_token":"ada","card_product_token":"`+product+`","expiration_offset":`+offset+`}`)
		if want == "" && a.status == 400 {
			continue
		}
		a.is(201).has("expiration_time", want)
	}
	p.put("/cardproducts/"+product, `{"config":{"card_life_cycle":{"expiration_offset":{"min_offset":{"value":5}}}}}`).is(200).
		has("config.card_life_cycle.expiration_offset.min_offset", `{"unit":"DAYS","value":5}`)
}
