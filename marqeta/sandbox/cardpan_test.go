package sandbox_test

import (
	"crypto/sha256"
	"encoding/hex"
	"testing"
	"time"
)

func TestPresentedCards(t *testing.T) {
	t.Parallel()
	p := start(t)
	inbox := receive(t)
	p.post("/cardproducts", `{"token":"cp","name":"Chip","start_date":"2020-01-01","config":{"fulfillment":{"payment_instrument":"PHYSICAL_ICC"}}}`).is(201)
	p.post("/users", `{"token":"ada"}`).is(201)
	p.webhook("hook", inbox.url, "cardtransition.fulfillment.digitally_presented")
	made := p.post("/cards?show_pan=true&show_cvv_number=true", `{"user_token":"ada","card_product_token":"cp"}`).is(201).
		has("fulfillment_status", "DIGITALLY_PRESENTED", "state", "UNACTIVATED")
	p.get("/cardtransitions/card/"+made.text("token")).has("count", "2", "data.0.type", "fulfillment.digitally_presented", "data.0.fulfillment_status", "DIGITALLY_PRESENTED",
		"data.1.type", "fulfillment.issued", "data.1.fulfillment_status", "ISSUED")
	inbox.next().has("cardtransitions.0.card_token", made.text("token"))

	for _, query := range []string{"", "?show_pan=true", "?show_cvv_number=true"} {
		p.post("/cards"+query, `{"user_token":"ada","card_product_token":"cp"}`).is(201).has("fulfillment_status", "ISSUED")
	}
	card := p.post("/cards", `{"token":"card","user_token":"ada","card_product_token":"cp"}`).is(201).lacks("cvv_number", "chip_cvv_number")
	p.get("/cards/card/showpan").is(200).has("fulfillment_status", "ISSUED").lacks("cvv_number", "chip_cvv_number")
	p.clock.advance(time.Hour)
	shown := p.get("/cards/card/showpan?show_cvv_number=true&expand=user").is(200).
		has("fulfillment_status", "DIGITALLY_PRESENTED", "last_modified_time", "2026-03-02T11:15:30Z", "user.token", "ada")
	if pan := shown.text("pan"); len(pan) != 16 || len(shown.text("cvv_number")) != 3 || len(shown.text("chip_cvv_number")) != 3 {
		t.Errorf("shown = %s", shown.raw)
	}
	p.get("/cards/card/showpan?show_cvv_number=true").is(200)
	p.get("/cardtransitions/card/card").has("count", "2")
	p.get("/cards/card").lacks("cvv_number").has("pan", card.text("pan"))

	sum := sha256.Sum256([]byte(shown.text("pan")))
	hash := hex.EncodeToString(sum[:])
	p.get("/cards/"+hash+"/showpanbyhash").is(200).has("token", "card", "pan", shown.text("pan")).lacks("cvv_number")
	p.get("/cards/"+hash+"/showpanbyhash?show_cvv_number=true").is(200).has("cvv_number", shown.text("cvv_number"))
	p.get("/cards/none/showpanbyhash").refused(404, "404001")
	p.get("/cards/none/showpan").refused(404, "404001")
	p.get("/cards/card/showpan?show_cvv_number=perhaps").refused(400, "400001")
}
