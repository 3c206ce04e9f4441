package sandbox_test

import (
	"slices"
	"testing"
)

// What a maker of cards reports, in every order: what it leads to, or nothing.
func TestFulfillment(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/cardproducts", `{"token":"cp","name":"Plain","start_date":"2020-01-01"}`).is(201)
	p.post("/cardproducts", `{"token":"virtual","name":"Virtual","start_date":"2020-01-01","config":{"fulfillment":{"payment_instrument":"VIRTUAL_PAN"}}}`).is(201)
	p.post("/users", `{"token":"ada"}`).is(201)
	report := func(card, status string) answer {
		return p.post("/_sandbox/cards/"+card+"/fulfillment", map[string]any{"fulfillment_status": status})
	}
	legal := map[string][]string{"ISSUED": {"DIGITALLY_PRESENTED", "ORDERED"}, "DIGITALLY_PRESENTED": {"ORDERED"}, "ORDERED": {"REJECTED", "SHIPPED"}, "REJECTED": {"ORDERED"}, "SHIPPED": {"DELIVERED"}}
	path := map[string][]string{"ISSUED": {}, "DIGITALLY_PRESENTED": {"DIGITALLY_PRESENTED"}, "ORDERED": {"ORDERED"}, "REJECTED": {"ORDERED", "REJECTED"},
		"SHIPPED": {"ORDERED", "SHIPPED"}, "DELIVERED": {"ORDERED", "SHIPPED", "DELIVERED"}}
	types := map[string]string{"DIGITALLY_PRESENTED": "fulfillment.digitally_presented", "ORDERED": "fulfillment.ordered", "REJECTED": "fulfillment.rejected",
		"SHIPPED": "fulfillment.shipped", "DELIVERED": "fulfillment.delivered"}
	for from, steps := range path {
		for to, kind := range types {
			card := p.post("/cards", `{"user_token":"ada","card_product_token":"cp"}`).is(201).text("token")
			for _, step := range steps {
				report(card, step).is(201)
			}
			a := report(card, to)
			if !slices.Contains(legal[from], to) {
				a.refused(400, "400001")
				p.get("/cards/"+card).has("fulfillment_status", from)
				continue
			}
			a.is(201).has("type", kind, "fulfillment_status", to, "state", "UNACTIVATED", "channel", "SYSTEM")
			p.get("/cards/"+card).has("fulfillment_status", to, "state", "UNACTIVATED", "state_reason", "New card")
		}
	}
	p.post("/cards", `{"token":"v","user_token":"ada","card_product_token":"virtual"}`).is(201).has("instrument_type", "VIRTUAL_PAN")
	report("v", "ORDERED").refused(400, "400001")
	report("v", "ISSUED").refused(400, "400037")
	report("v", "").refused(400, "400001")
	report("none", "ORDERED").refused(404, "404001")
}
