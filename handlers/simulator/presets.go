package simulator

import (
	"net/url"

	"carddeck/marqeta"
	views "carddeck/views/simulator"
)

// presets are purchases that one meets every day. Each is a link that fills the form
// and keeps the card.
func presets(card string) []views.Preset {
	fill := func(text, icon string, kind marqeta.SimulationKind, amount, name, mid, mcc string, more ...string) views.Preset {
		q := url.Values{
			"kind": {string(kind)}, "amount": {amount}, "name": {name}, "mid": {mid}, "mcc": {mcc},
		}
		if card != "" {
			q.Set("card_token", card)
		}
		for i := 0; i+1 < len(more); i += 2 {
			q.Set(more[i], more[i+1])
		}
		return views.Preset{Text: text, Icon: icon, Href: "/simulator?" + q.Encode()}
	}
	return []views.Preset{
		fill("Restaurant", "order", marqeta.SimulateAuthorization, "48.50", "Blue Fox Diner", "58120001", "5812",
			"city", "Portland", "state", "OR", "postal_code", "97205"),
		fill("Fuel pump", "pending", marqeta.SimulateAuthorization, "1.00", "Riverside Fuel", "55420001", "5542",
			"city", "Sacramento", "postal_code", "95814"),
		fill("Online", "link", marqeta.SimulateAuthorization, "42.99", "Streamline Media", "48990001", "4899", "card_present", "false"),
		fill("Hotel", "order", marqeta.SimulateAuthorization, "320.00", "Harbour View Hotel", "70110001", "7011", "city", "Seattle", "state", "WA", "postal_code", "98101"),
		fill("Transit", "right", marqeta.SimulateAuthorization, "2.75", "City Metro", "41110001", "4111"),
		fill("Foreign currency", "refresh", marqeta.SimulateAuthorization, "30.00", "Café du Port", "58140001", "5814",
			"currency_code", "EUR", "city", "Marseille", "state", "", "postal_code", "13002", "country_code", ""),
		fill("ATM", "bank", marqeta.SimulatePINDebitATMWithdrawal, "40.00", "Cash Point 118", "60110001", "6011"),
		fill("Refund", "refund", marqeta.SimulateRefund, "6.00", "Pine Street Books", "59420001", "5942"),
	}
}
