package simulator

import (
	"net/url"

	"carddeck/marqeta"
	views "carddeck/views/simulator"
)

// presets are purchases that one meets every day. Each is a link that fills the form and
// keeps the card. Then names the messages that usually follow, with their amounts: the
// page of each transaction offers the next one.
func presets(card string) []views.Preset {
	fill := func(text, icon string, kind marqeta.SimulationKind, amount, name, mid, mcc, then string, more ...string) views.Preset {
		q := url.Values{
			"kind": {string(kind)}, "amount": {amount}, "name": {name}, "mid": {mid}, "mcc": {mcc}, "then": {then},
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
		fill("Restaurant with tip", "order", marqeta.SimulateAuthorization, "48.50", "Blue Fox Diner", "58120001", "5812", "clearing:58.20",
			"city", "Portland", "state", "OR", "postal_code", "97205", "pan_entry_mode", "CHIP"),
		fill("Fuel pump", "pending", marqeta.SimulateAuthorization, "1.00", "Riverside Fuel", "55420001", "5542", "advice:38.60,clearing:38.60",
			"city", "Sacramento", "postal_code", "95814", "is_preauthorization", "true"),
		fill("Hotel with another night", "order", marqeta.SimulateAuthorization, "320.00", "Harbour View Hotel", "70110001", "7011", "incremental:160.00,clearing:480.00",
			"city", "Seattle", "state", "WA", "postal_code", "98101", "is_preauthorization", "true"),
		fill("Online with address and code", "link", marqeta.SimulateAuthorization, "42.99", "Streamline Media", "48990001", "4899", "clearing:42.99,refund:42.99",
			"card_present", "false", "cardholder_present", "false", "channel", "ECOMMERCE", "pan_entry_mode", "MANUAL", "billing_address", "1234 Grove Street", "billing_zip", "94702"),
		fill("Transit", "right", marqeta.SimulateAuthorization, "2.75", "City Metro", "41110001", "4111", "incremental:2.75,clearing:5.50", "pan_entry_mode", "CHIP_CONTACTLESS"),
		fill("Foreign currency", "refresh", marqeta.SimulateAuthorization, "32.55", "Café du Port", "58140001", "5814", "clearing:32.55",
			"original_amount", "30.00", "original_currency_code", "EUR", "conversion_rate", "1.085", "city", "Marseille", "state", "", "postal_code", "13002", "country_code", ""),
		fill("ATM", "bank", marqeta.SimulatePINDebitATMWithdrawal, "40.00", "Cash Point 118", "60110001", "6011", "", "fee_type", "ACQUIRER_FEE", "fee_amount", "3.00"),
		fill("Refund", "refund", marqeta.SimulateRefund, "6.00", "Pine Street Books", "59420001", "5942", ""),
	}
}
