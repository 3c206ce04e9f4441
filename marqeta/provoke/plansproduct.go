package provoke

import "carddeck/marqeta"

// ofProducts are declines of what a card product does not permit.
var ofProducts = []Plan{
	ruled("security-code-missing", "1025", "the card product wants a security code, and none is typed in", presented(object{"card_present": false}), controls(object{"require_card_not_present_card_security_code": true})),
	ruled("chip-fallback", "1025", "the card product does not let a card be swiped whose chip fails", authorization(object{"pos": object{"pan_entry_mode": "CHIP_FALLBACK"}}), controls(object{"always_require_icc": false, "allow_chip_fallback": false})),
	ruled("chip-not-used", "1025", "the card product wants the chip, and the card is swiped", authorization(object{"pos": object{"pan_entry_mode": "MAG_STRIPE"}}), controls(object{"always_require_icc": true})),
	ruled("pin-missing", "1809", "the card product wants a PIN, and none is typed in", authorization(nil), controls(object{"always_require_pin": true})),
	ruled("address", "1025", "the card product compares the postal code, and another is typed in", presented(object{"card_present": false, "billing_address": object{"address": "1 Nowhere", "zip": "00000"}}),
		controls(object{"address_verification": object{"auth_messages": object{"validate": true, "decline_on_postal_code_mismatch": true}}})),
	ruled("cash-machine", "1025", "the card product does not work at cash machines", cash, poi(object{"atm": false})),
	ruled("cash-back", "1025", "the card product hands out no cash in shops", []message{{kind: marqeta.SimulateAuthorizationCashback, with: object{"cash_back_amount": 5}}}, poi(object{"atm": false})),
	ruled("online", "1025", "the card product does not work online", authorization(place(object{"poi": object{"channel": "ECOMMERCE"}})), poi(object{"ecommerce": false})),
	ruled("shops", "1025", "the card product does not work in shops", authorization(nil), poi(object{"other": object{"allow": false}})),
	ruled("card-not-there", "1025", "the card product wants the card to be there", presented(object{"card_present": false}), poi(object{"other": object{"allow": true, "card_presence_required": true}})),
	ruled("cardholder-not-there", "1025", "the card product wants the cardholder to be there", authorization(place(object{"poi": object{"cardholder_presence": "0"}})), poi(object{"other": object{"allow": true, "cardholder_presence_required": true}})),
	ruled("country", "1864", "the card product works in the United States alone, and the merchant is in Germany", abroad, controls(object{"accepted_countries_token": "accept_us_only"})),
	ruled("quasi-cash", "1025", "the card product does not permit quasi-cash", []message{{kind: marqeta.SimulateAuthorizationQuasiCash}}, controls(object{"allow_quasi_cash": false})),
	{Name: "product-out-of-force", Code: "1808", Cause: "the card product is deactivated", Needs: []Act{EditProduct}, buy: authorization(nil), changes: func(s Subject) []Change {
		return []Change{edit(EditProduct, s.Product, s.productPath(), "card product", "deactivate the card product", object{"active": false}, s.product)}
	}},
	ruled("nothing-may-fund", "1808", "the card product has neither a funding source nor a balance that may pay", authorization(nil), func(s Subject) []Change {
		return append(s.unfunded(), s.controls("keep the balance from paying", object{"allow_gpa_auth": false}))
	}),
}

// ruled is a plan that edits the card product.
func ruled(name string, code marqeta.ResponseCode, cause string, buy []message, changes func(Subject) []Change) Plan {
	return Plan{Name: name, Code: code, Cause: cause, Needs: []Act{EditProduct}, buy: buy, changes: changes}
}

func controls(fields object) func(Subject) []Change {
	return func(s Subject) []Change {
		return []Change{s.controls("change the card product's transaction controls", fields)}
	}
}

func poi(fields object) func(Subject) []Change {
	return func(s Subject) []Change {
		return []Change{s.config("change where the card product works", object{"poi": fields})}
	}
}
