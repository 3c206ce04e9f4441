package sandbox_test

import (
	"fmt"
	"regexp"
	"testing"
	"time"
)

// bulk sets up a card product that cards may be ordered of by the thousand.
func bulk(t *testing.T) *program {
	p := start(t)
	p.post("/cardproducts", `{"token":"cp","name":"Bulk","start_date":"2020-01-01","config":{"fulfillment":{"bulk_ship":true},
		"card_life_cycle":{"expiration_offset":{"min_offset":{"unit":"DAYS","value":1}}}}}`).is(201)
	p.post("/users", `{"token":"ada"}`).is(201)
	return p
}

// order sends an order; the cards are made before it returns.
func (p *program) order(token string, cards int, extra string) answer {
	p.Helper()
	a := p.post("/bulkissuances", fmt.Sprintf(`{"token":%q,"card_product_token":"cp","card_allocation":%d,
		"fulfillment":{"card_personalization":{"text":{"name_line_1":{"value":"Gift"}}}}%s}`, token, cards, extra))
	if _, err := p.server.Book().Fire(p.Context(), p.clock.now()); err != nil {
		p.Error(err)
	}
	return a
}

func TestBulkIssuances(t *testing.T) {
	t.Parallel()
	p := bulk(t)
	a := p.order("first", 450, `,"expedite":true,"expiration_offset":{"unit":"DAYS","value":2}`).is(201).
		has("card_allocation", "450", "expedite", "true", "name_line_1_numeric_postfix", "false", "created_time", "2026-03-02T10:15:30Z").
		lacks("cards_processed", "card_fulfillment_time", "name_line1_start_index")
	done := p.get("/bulkissuances/first").is(200).has("cards_processed", "450", "name_line1_start_index", "1", "name_line1_end_index", "450", "card_fulfillment_time", "2026-03-02T10:15:30Z")
	for _, n := range []int{1, 200, 201, 450} {
		card, user := fmt.Sprintf("card-%d", n), fmt.Sprintf("user-%d", n)
		p.get("/cards/"+card).is(200).has("user_token", user, "bulk_issuance_token", "first", "expedite", "true", "expiration_time", "2026-03-04T23:59:59Z", "state", "UNACTIVATED").lacks("fulfillment")
		p.get("/cardtransitions/card/"+card).has("count", "1", "data.0.bulk_issuance_token", "first", "data.0.type", "fulfillment.issued")
		p.get("/users/"+user).is(200).has("status", "ACTIVE")
	}
	p.get("/cards/card-451").refused(404, "404001")

	// The same order again is the same; the numbers go on from one to the next.
	p.order("first", 450, `,"expedite":true,"expiration_offset":{"unit":"DAYS","value":2}`).is(201).has("created_time", a.text("created_time"), "cards_processed", "450")
	p.order("first", 3, "").refused(409, "409001")
	p.post("/cards", `{"token":"card-452","user_token":"ada","card_product_token":"cp"}`).is(201)
	p.clock.advance(time.Second)
	p.order("second", 3, `,"name_line_1_numeric_postfix":true,"user_association":{"single_inventory_user":true,"single_inventory_user_token":"ada"}`).is(201)
	p.get("/bulkissuances/second").has("name_line1_start_index", "451", "name_line1_end_index", "453", "user_association.single_inventory_user_token", "ada")
	p.get("/cards/card-453").has("user_token", "ada", "fulfillment.card_personalization.text.name_line_1.value", "Gift453")
	p.get("/cards/user/ada").has("count", "4")
	p.get("/cards/card-452").lacks("bulk_issuance_token")
	p.get("/users/user-453").refused(404, "404004")

	p.order("random", 2, `,"name_line_1_random_postfix":true`).is(201)
	p.get("/bulkissuances/random").has("cards_processed", "2").lacks("name_line1_start_index")
	p.get("/bulkissuances").is(200).has("count", "3", "data.0.token", "random", "data.2.token", "first", "data.2.cards_processed", "450")
	p.get("/bulkissuances?count=1&start_index=2").has("data.0", string(done.raw))
}

// A random postfix is what the holder of a card proves to have it by.
func TestRandomPostfixes(t *testing.T) {
	t.Parallel()
	p := bulk(t)
	p.order("random", 1, `,"name_line_1_random_postfix":true,"user_association":{"single_inventory_user":true,"single_inventory_user_token":"ada"}`).is(201)
	card := p.get("/cards/user/ada").is(200)
	name := card.text("data.0.fulfillment.card_personalization.text.name_line_1.value")
	if !regexp.MustCompile(`^Gift[a-z0-9]{6}$`).MatchString(name) || card.text("data.0.token") != "card-"+name[4:] {
		t.Errorf("name_line_1 = %q of %s, want Gift and the card's own postfix", name, card.text("data.0.token"))
	}
	p.post("/cardtransitions", map[string]any{"card_token": card.text("data.0.token"), "state": "ACTIVE", "channel": "IVR",
		"validations": map[string]any{"user": map[string]any{"random_name_line1_postfix": name[4:]}}}).is(201).has("validations.user.random_name_line1_postfix", "true")
}

func TestBulkIssuanceRefusals(t *testing.T) {
	t.Parallel()
	p := bulk(t)
	p.post("/cardproducts", `{"token":"single","name":"No bulk","start_date":"2020-01-01"}`).is(201)
	const making = `"fulfillment":{"card_personalization":{"text":{"name_line_1":{"value":"Gift"}}}}`
	for body, code := range map[string]string{
		`{"card_product_token":"cp","card_allocation":1,` + making + `}`:                                                                                                    "400001",
		`{"token":"","card_product_token":"cp","card_allocation":1,` + making + `}`:                                                                                         "400001",
		`{"token":"x","card_allocation":1,` + making + `}`:                                                                                                                  "400001",
		`{"token":"x","card_product_token":"none","card_allocation":1,` + making + `}`:                                                                                      "400016",
		`{"token":"x","card_product_token":"single","card_allocation":1,` + making + `}`:                                                                                    "400001",
		`{"token":"x","card_product_token":"cp",` + making + `}`:                                                                                                            "400001",
		`{"token":"x","card_product_token":"cp","card_allocation":0,` + making + `}`:                                                                                        "400001",
		`{"token":"x","card_product_token":"cp","card_allocation":50001,` + making + `}`:                                                                                    "400001",
		`{"token":"x","card_product_token":"cp","card_allocation":1.5,` + making + `}`:                                                                                      "400037",
		`{"token":"x","card_product_token":"cp","card_allocation":1}`:                                                                                                       "400001",
		`{"token":"x","card_product_token":"cp","card_allocation":1,"fulfillment":{}}`:                                                                                      "400001",
		`{"token":"x","card_product_token":"cp","card_allocation":1,"fulfillment":{"card_personalization":{"text":{}}}}`:                                                    "400001",
		`{"token":"x","card_product_token":"cp","card_allocation":1,"expiration_offset":{"unit":"SECONDS","value":1},` + making + `}`:                                       "400001",
		`{"token":"x","card_product_token":"cp","card_allocation":1,"user_association":{"single_inventory_user":true},` + making + `}`:                                      "400001",
		`{"token":"x","card_product_token":"cp","card_allocation":1,"user_association":{"single_inventory_user":true,"single_inventory_user_token":"none"},` + making + `}`: "400010",
	} {
		if a := p.post("/bulkissuances", body); a.status != 400 || a.text("error_code") != code {
			t.Errorf("%s = %d %s, want 400 with %s", body, a.status, a.raw, code)
		}
	}
	p.get("/bulkissuances/x").refused(404, "404160").has("error_message", "Bulk issuance request not found")
	p.get("/bulkissuances").has("count", "0")
}

// A card may join an order, whose expiry then comes before its product's.
func TestCardsOfAnOrder(t *testing.T) {
	t.Parallel()
	p := bulk(t)
	p.order("o", 1, `,"expiration_offset":{"unit":"DAYS","value":5}`).is(201)
	p.post("/cards", `{"user_token":"ada","card_product_token":"cp","bulk_issuance_token":"o"}`).is(201).has("bulk_issuance_token", "o", "expiration_time", "2026-03-07T23:59:59Z")
	p.post("/cards", `{"user_token":"ada","card_product_token":"cp","bulk_issuance_token":"o","expiration_offset":{"unit":"DAYS","value":9}}`).is(201).has("expiration_time", "2026-03-11T23:59:59Z")
}

// An order that a restart interrupts is carried on with.
func TestBulkIssuancesSurviveARestart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	p := start(t, inFolder(dir))
	p.post("/cardproducts", `{"token":"cp","name":"Bulk","start_date":"2020-01-01","config":{"fulfillment":{"bulk_ship":true}}}`).is(201)
	p.post("/bulkissuances", `{"token":"o","card_product_token":"cp","card_allocation":700,"fulfillment":{"card_personalization":{"text":{"name_line_1":{"value":"Gift"}}}}}`).is(201)
	p.stop()
	p = start(t, inFolder(dir))
	if _, err := p.server.Book().Fire(t.Context(), p.clock.now()); err != nil {
		t.Error(err)
	}
	p.get("/bulkissuances/o").has("cards_processed", "700")
	p.get("/cards/card-700").is(200)
	p.get("/cards/card-701").refused(404, "404001")
}
