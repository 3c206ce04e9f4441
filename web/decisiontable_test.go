package web_test

import (
	"net/url"

	"carddeck/marqeta/dictionary"
	"carddeck/marqeta/jit"
	"carddeck/marqeta/jit/rule"
)

// decision is a row of the table: what provokes a code, which check the page names, what
// it offers, and that the same request passes once that is done. A row without a remedy
// says why there is none.
type decision struct {
	name   string
	code   string
	check  dictionary.Check
	kind   string // authorization, unless it says otherwise
	card   string // fields of the card product's config, as JSON
	ask    string // fields of the simulation, beside card, amount and merchant
	before func(*program)
	values string // on the page, at the failed check
	offer  string // on the page, under what cures it
	cure   func(*program)
	none   string // why nothing cures it
	fresh  string // the request that passes, where it is another one: fields as in ask
	told   bool   // nobody but the sandbox can tell the check
	deny   bool   // the program denies what no authorization control allows
	own    bool   // the gateway is the console's own
}

const (
	standard = ``
	managed  = `"jit_funding":{"program_funding_source":{"enabled":true,"funding_source_token":"SOURCE","refunds_destination":"PROGRAM_FUNDING_SOURCE"}}`
	byGate   = `"jit_funding":{"programgateway_funding_source":{"enabled":true,"funding_source_token":"GATE","refunds_destination":"GATEWAY"}}`
)

func lacks(reason string) func(*program) { return func(p *program) { p.answers(402, reason) } }
func funds(p *program)                   { p.answers(200, "") }

var decisions = []decision{
	{name: "expired", code: "1001", check: dictionary.Expiry, card: `"card_life_cycle":{"activate_upon_issue":true,"expiration_offset":{"unit":"SECONDS","value":1}}`,
		before: func(p *program) { p.pass("10s") }, values: "Expires", offer: "Issue a card", cure: func(p *program) {
			p.call("PUT", "/cardproducts/"+p.product, `{"config":{"card_life_cycle":{"expiration_offset":{"unit":"YEARS","value":4}}}}`)
			p.issue()
		}},
	{name: "expiration typed wrong", code: "1002", check: dictionary.Expiry, ask: `"card_options":{"expiration":"0101"}`, values: "typed 0101", offer: "Enter the card's details again", cure: func(*program) {}, fresh: `"network":"VISA"`, told: true},
	{name: "suspended", code: "1003", check: dictionary.CardState, before: func(p *program) { p.move("SUSPENDED", "01") }, values: "SUSPENDED", offer: "Reinstate the card",
		cure: func(p *program) { p.press("Reinstate the card", nil) }},
	{name: "stolen", code: "1004", check: dictionary.CardState, before: func(p *program) { p.move("TERMINATED", "23") }, values: "Reported stolen (23)", offer: "Issue a card", cure: func(p *program) { p.issue() }},
	{name: "lost", code: "1005", check: dictionary.CardState, before: func(p *program) { p.move("TERMINATED", "10") }, values: "Reported lost (10)", offer: "Issue a card", cure: func(p *program) { p.issue() }},
	{name: "never activated", code: "1806", check: dictionary.CardState, card: `"card_life_cycle":{"activate_upon_issue":false}`, values: "UNACTIVATED", offer: "Activate the card",
		cure: func(p *program) { p.press("Activate the card", nil) }},
	{name: "no account in the currency", code: "1014", check: dictionary.Funds, ask: `"currency_code":"JPY"`, values: "there is no account in this currency", offer: "Pay in the currency of the account", cure: func(*program) {}, fresh: `"currency_code":"USD"`},
	{name: "subnetwork of another network", code: "1015", check: dictionary.Message, ask: `"network":"VISA","sub_network":"MAESTRO"`, values: "the subnetwork belongs to MASTERCARD", offer: "Report it to Marqeta", cure: func(*program) {}, fresh: `"network":"VISA"`},
	{name: "balance too low", code: "1016", check: dictionary.Funds, ask: `"amount":900`, values: "900.00 USD asked", offer: "Load the account",
		cure: func(p *program) { p.load("900") }},
	{name: "program funding source off", code: "1016", check: dictionary.Funds, card: managed, before: func(p *program) { p.call("PUT", "/fundingsources/program/"+p.source, `{"active":false}`) },
		values: "the funding source is switched off", offer: "Put money into the program funding source", cure: func(p *program) { p.call("PUT", "/fundingsources/program/"+p.source, `{"active":true}`) }},
	{name: "gateway switched off", code: "1016", check: dictionary.GatewayAsked, card: byGate, before: func(p *program) { p.call("PUT", "/fundingsources/programgateway/"+p.gate, p.gateway(false)) },
		values: "the gateway is switched off", offer: "Activate the program gateway funding source", cure: func(p *program) { p.call("PUT", "/fundingsources/programgateway/"+p.gate, p.gateway(true)) }},
	{name: "gateway without a reason", code: "1016", check: dictionary.GatewayAsked, card: byGate, before: lacks(""), values: "answered 402", offer: "Look up the decision", cure: funds},
	{name: "gateway broken", code: "1016", check: dictionary.GatewayAsked, card: byGate, before: func(p *program) { p.answers(500, "") }, values: "answered 500", offer: "Mend the gateway", cure: funds},
	{name: "reversed before", code: "1017", check: dictionary.Message, kind: "authorization.reversal", before: func(p *program) { p.follow("authorization.reversal") }, values: "nothing is held any more, and nothing was cleared",
		offer: "Nothing has to be done", none: "the money is released already"},
	{name: "cleared before", code: "1018", check: dictionary.Message, kind: "authorization.reversal", before: func(p *program) { p.follow("authorization.clearing") }, values: "nothing is held any more",
		offer: "Ask the merchant for a refund", none: "what is paid can only be refunded"},
	{name: "follows a decline", code: "1812", check: dictionary.Message, kind: "authorization.reversal", before: func(p *program) { p.simulate("authorization", `"amount":9000`); p.first = p.last },
		values: "the original was declined", offer: "Report it to Marqeta", none: "nothing can follow a decline"},
	{name: "security code wrong", code: "1025", check: dictionary.SecurityCode, ask: `"card_options":{"cvv":"000"}`, values: "security code does not match", offer: "Enter the security code again", cure: func(*program) {}},
	{name: "security code missing", code: "1025", check: dictionary.SecurityCode, card: `"transaction_controls":{"require_card_not_present_card_security_code":true}`, ask: `"card_options":{"card_present":false}`,
		values: "security code missing", offer: "Edit the card product", cure: func(p *program) {
			p.config(`"transaction_controls":{"require_card_not_present_card_security_code":false}`)
		}},
	{name: "chip fallback", code: "1025", check: dictionary.SecurityCode, card: `"transaction_controls":{"allow_chip_fallback":false}`, ask: `"pos":{"pan_entry_mode":"CHIP_FALLBACK"}`, values: "chip fallback is not allowed", offer: "Edit the card product",
		cure: func(p *program) { p.config(`"transaction_controls":{"allow_chip_fallback":true}`) }},
	{name: "address elsewhere", code: "1025", check: dictionary.AVS, card: `"transaction_controls":{"address_verification":{"auth_messages":{"validate":true,"decline_on_postal_code_mismatch":true}}}`,
		ask: `"card_options":{"billing_address":{"address":"1 Main","zip":"10115"}}`, values: "the address does not match", offer: "Edit the user",
		cure: func(p *program) { p.call("PUT", "/users/"+p.user, `{"address1":"1 Main","postal_code":"10115"}`) }},
	{name: "no cash machines", code: "1025", check: dictionary.PointOfInteraction, kind: "authorization.atm.withdrawal", card: `"poi":{"atm":false,"ecommerce":true,"other":{"allow":true}}`, values: "cash machines are not allowed", offer: "Edit the card product",
		cure: func(p *program) { p.config(`"poi":{"atm":true}`) }},
	{name: "not online", code: "1025", check: dictionary.PointOfInteraction, card: `"poi":{"atm":true,"ecommerce":false,"other":{"allow":true}}`, ask: `"card_acceptor":{"mid":"11111","mcc":"5411","country_code":"USA","poi":{"channel":"ECOMMERCE"}}`, values: "e-commerce is not allowed", offer: "Edit the card product",
		cure: func(p *program) { p.config(`"poi":{"ecommerce":true}`) }},
	{name: "quasi-cash", code: "1025", check: dictionary.QuasiCash, kind: "authorization.quasi.cash", card: `"transaction_controls":{"allow_quasi_cash":false}`, values: "quasi-cash is not allowed", offer: "Edit the card product",
		cure: func(p *program) { p.config(`"transaction_controls":{"allow_quasi_cash":true}`) }},
	{name: "merchant denied", code: "1025", check: dictionary.AuthorizationControls, before: func(p *program) {
		p.call("POST", "/authcontrols", `{"token":"CONTROL","name":"No food","association":{"user_token":"USER"},"merchant_scope":{"mcc":"5411"}}`)
	}, values: "an authorization control denies this merchant", offer: "Deactivate the control", cure: func(p *program) { p.press("Deactivate the control", nil) }},
	{name: "product out of force", code: "1808", check: dictionary.CardProductState, before: func(p *program) { p.call("PUT", "/cardproducts/"+p.product, `{"active":false}`) }, values: "Inactive", offer: "Edit the card product",
		cure: func(p *program) { p.call("PUT", "/cardproducts/"+p.product, `{"active":true}`) }},
	{name: "no funding", code: "1808", check: dictionary.Funds, card: `"transaction_controls":{"allow_gpa_auth":false}`, values: "nothing may fund this card", offer: "Edit the card product",
		cure: func(p *program) { p.config(`"transaction_controls":{"allow_gpa_auth":true}`) }},
	{name: "no PIN", code: "1809", check: dictionary.PIN, card: `"transaction_controls":{"always_require_pin":true}`, values: "the card product asks for one", offer: "Let the cardholder set a new PIN",
		cure: func(p *program) { p.config(`"transaction_controls":{"always_require_pin":false}`) }},
	{name: "negative amount", code: "1810", check: dictionary.Message, ask: `"amount":-5`, values: "the amount is negative", offer: "Ask the merchant to enter the amount again", cure: func(*program) {}, fresh: `"amount":5`},
	{name: "user suspended", code: "1813", check: dictionary.AccountState, before: func(p *program) { p.holder("SUSPENDED") }, values: "SUSPENDED", offer: "Activate the user", cure: func(p *program) { p.press("Activate the user", url.Values{"reason_code": {"01"}}) }},
	{name: "too often", code: "1817", check: dictionary.VelocityControls, before: func(p *program) { p.limit(`"amount_limit":1000,"usage_limit":0`) }, values: "at most 0 uses", offer: "Raise the limit",
		cure: func(p *program) { p.press("Raise the limit", url.Values{"usage_limit": {"9"}}) }},
	{name: "too much", code: "1834", check: dictionary.VelocityControls, before: func(p *program) { p.limit(`"amount_limit":5`) }, values: "5.00 USD a day", offer: "Raise the limit",
		cure: func(p *program) { p.press("Raise the limit", url.Values{"amount_limit": {"500"}}) }},
	{name: "abroad", code: "1864", check: dictionary.Country, card: `"transaction_controls":{"accepted_countries_token":"accept_us_only"}`, ask: `"card_acceptor":{"mid":"11111","mcc":"5411","country_code":"DEU"}`, values: "DEU", offer: "Edit the card product",
		cure: func(p *program) {
			p.config(`"transaction_controls":{"accepted_countries_token":"decline_ofac_countries"}`)
		}},
	{name: "gateway: amount", code: "1883", check: dictionary.GatewayAsked, card: byGate, before: lacks("INVALID_AMOUNT"), values: "INVALID_AMOUNT", offer: "Have the gateway accept", cure: funds},
	{name: "gateway: funds", code: "1884", check: dictionary.GatewayAsked, card: byGate, before: lacks("INSUFFICIENT_FUNDS"), values: "INSUFFICIENT_FUNDS", offer: "Add money to the balance", cure: funds},
	{name: "gateway: not permitted", code: "1885", check: dictionary.GatewayAsked, card: byGate, before: lacks("TRANSACTION_NOT_PERMITTED"), values: "TRANSACTION_NOT_PERMITTED", offer: "Change the rule in the gateway", cure: funds},
	{name: "gateway: fraud", code: "1886", check: dictionary.GatewayAsked, card: byGate, before: lacks("SUSPECTED_FRAUD"), values: "SUSPECTED_FRAUD", offer: "allow it in the gateway", cure: funds},
	{name: "gateway: limit", code: "1887", check: dictionary.GatewayAsked, card: byGate, before: lacks("AMOUNT_LIMIT_EXCEEDED"), values: "AMOUNT_LIMIT_EXCEEDED", offer: "Raise the limit in the gateway", cure: funds},
	{name: "gateway: count", code: "1888", check: dictionary.GatewayAsked, card: byGate, before: lacks("TRANSACTION_COUNT_LIMIT_EXCEEDED"), values: "TRANSACTION_COUNT_LIMIT_EXCEEDED", offer: "Raise the count in the gateway", cure: funds},
	{name: "gateway: twice", code: "1889", check: dictionary.GatewayAsked, card: byGate, before: lacks("DUPLICATE_TRANSACTION"), values: "DUPLICATE_TRANSACTION", offer: "try again a little later", cure: funds},
	{name: "terminated", code: "1806", check: dictionary.CardState, before: func(p *program) { p.move("TERMINATED", "02") }, values: "TERMINATED", offer: "Issue a card", cure: func(p *program) { p.issue() }},
	{name: "product not in force yet", code: "1808", check: dictionary.CardProductState, before: func(p *program) { p.call("PUT", "/cardproducts/"+p.product, `{"start_date":"2999-01-01"}`) }, values: "from 2999-01-01", offer: "Edit the card product",
		cure: func(p *program) { p.call("PUT", "/cardproducts/"+p.product, `{"start_date":"2020-01-01"}`) }},
	{name: "product no longer in force", code: "1808", check: dictionary.CardProductState, before: func(p *program) { p.call("PUT", "/cardproducts/"+p.product, `{"end_date":"2021-01-01"}`) }, values: "until 2021-01-01", offer: "Edit the card product",
		cure: func(p *program) { p.call("PUT", "/cardproducts/"+p.product, `{"end_date":"2999-01-01"}`) }},
	{name: "PIN typed wrong", code: "1809", check: dictionary.PIN, before: func(p *program) { p.pin("1234") }, ask: `"card_options":{"pin":"4321"}`, values: "a PIN was typed", offer: "Let the cardholder set a new PIN", cure: func(*program) {}},
	{name: "no amount at a cash machine", code: "1810", check: dictionary.Message, kind: "authorization.atm.withdrawal", ask: `"amount":0`, values: "this kind of message needs an amount", offer: "Ask the merchant to enter the amount again",
		cure: func(*program) {}, fresh: `"amount":5`},
	{name: "no cash before verification", told: true, code: "1025", check: dictionary.AccountState, kind: "authorization.atm.withdrawal", before: unverified, values: "no cash before KYC", offer: "Activate the user",
		cure: func(p *program) { p.press("Activate the user", url.Values{"reason_code": {"01"}}) }},
	{name: "not abroad before verification", told: true, code: "1864", check: dictionary.AccountState, card: `"transaction_controls":{"accepted_countries_token":"decline_ofac_countries"}`, before: unverified,
		ask: `"card_acceptor":{"mid":"11111","mcc":"5411","country_code":"DEU"}`, values: "not abroad before KYC", offer: "Activate the user", cure: func(p *program) { p.press("Activate the user", url.Values{"reason_code": {"01"}}) }},
	{name: "chip not used", code: "1025", check: dictionary.SecurityCode, card: `"transaction_controls":{"always_require_icc":true}`, ask: `"pos":{"pan_entry_mode":"MAG_STRIPE"}`, values: "chip required", offer: "Edit the card product",
		cure: func(p *program) { p.config(`"transaction_controls":{"always_require_icc":false}`) }},
	{name: "no cash back", code: "1025", check: dictionary.PointOfInteraction, kind: "authorization.cashback", ask: `"cash_back_amount":5`, card: `"poi":{"atm":false}`, values: "cash back is not allowed", offer: "Edit the card product",
		cure: func(p *program) { p.config(`"poi":{"atm":true}`) }},
	{name: "not in shops", code: "1025", check: dictionary.PointOfInteraction, card: `"poi":{"other":{"allow":false}}`, values: "purchases in stores are not allowed", offer: "Edit the card product",
		cure: func(p *program) { p.config(`"poi":{"other":{"allow":true}}`) }},
	{name: "card not there", code: "1025", check: dictionary.PointOfInteraction, card: `"poi":{"other":{"card_presence_required":true}}`, ask: `"card_options":{"card_present":false}`, values: "the card must be present", offer: "Edit the card product",
		cure: func(p *program) { p.config(`"poi":{"other":{"card_presence_required":false}}`) }},
	{name: "cardholder not there", code: "1025", check: dictionary.PointOfInteraction, card: `"poi":{"other":{"cardholder_presence_required":true}}`, ask: `"card_acceptor":{"mid":"11111","mcc":"5411","country_code":"USA","poi":{"cardholder_presence":"0"}}`,
		values: "the cardholder must be present", offer: "Edit the card product", cure: func(p *program) { p.config(`"poi":{"other":{"cardholder_presence_required":false}}`) }},
	{name: "allowed by no control", deny: true, told: true, code: "1025", check: dictionary.AuthorizationControls, values: "no authorization control allows this merchant", offer: "Allow the merchant",
		cure: func(p *program) { p.press("Allow the merchant", url.Values{"name": {"Groceries"}}) }},
	{name: "credit taken back before", code: "1017", check: dictionary.Message, kind: "original.credit.auth_plus_capture.reversal", before: func(p *program) { p.follow("original.credit.auth_plus_capture.reversal") }, values: "nothing is left to be taken back",
		offer: "Nothing has to be done", none: "the money is taken back already"},
	{name: "program funding source cannot be drawn on", code: "1016", check: dictionary.Funds, card: managed, before: func(p *program) { p.dry("SOURCE") }, values: "the funding source cannot be drawn on", offer: "Put money into the program funding source", cure: flows},
	{name: "gateway's funding source cannot be drawn on", code: "1016", check: dictionary.GatewayAsked, card: byGate, before: func(p *program) { p.dry("GATE") }, values: "the funding source cannot be drawn on", offer: "Activate the program gateway funding source", cure: flows},
	{name: "gateway: another reason", code: "1885", check: dictionary.GatewayAsked, card: byGate, before: lacks("CARD_LENT"), values: "CARD_LENT", offer: "Change the rule in the gateway", cure: funds},
	{name: "stand-in: funding source off", code: "1016", check: dictionary.StandIn, card: byGate, before: func(p *program) {
		p.standsIn("")
		p.call("PUT", "/fundingsources/program/"+p.source, `{"active":false}`)
	}, values: "the program funding source is switched off", offer: "Put money into the program funding source", cure: func(p *program) { p.call("PUT", "/fundingsources/program/"+p.source, `{"active":true}`) }},
	{name: "stand-in: funding source cannot be drawn on", code: "1016", check: dictionary.StandIn, card: byGate, before: func(p *program) {
		p.standsIn("")
		p.dry("SOURCE")
	}, values: "the program funding source cannot be drawn on", offer: "Put money into the program funding source", cure: flows},
	{name: "stand-in: merchant denied", code: "1025", check: dictionary.StandIn, card: byGate, before: func(p *program) {
		p.call("POST", "/authcontrols", `{"token":"CONTROL","name":"No food","association":{"user_token":"USER"},"merchant_scope":{"mcc":"5411"}}`)
		p.standsIn(`,"auth_controls":["CONTROL"]`)
	}, values: "an authorization control denies this merchant", offer: "Deactivate the control",
		cure: func(p *program) { p.press("Deactivate the control", nil) }},
	{name: "stand-in: too much", code: "1834", check: dictionary.StandIn, card: byGate, before: func(p *program) {
		p.limit(`"amount_limit":5`)
		p.standsIn(`,"velocity_controls":["CONTROL"]`)
	}, values: "5.00 USD a day", offer: "Raise the limit", cure: func(p *program) { p.press("Raise the limit", url.Values{"amount_limit": {"500"}}) }},
	{name: "our gateway: funds", own: true, code: "1884", check: dictionary.GatewayAsked, card: byGate, values: "INSUFFICIENT_FUNDS", offer: "Put money on the account in our ledger: 20.00 USD were missing",
		cure: func(p *program) { p.agree() }},
	{name: "our gateway: a rule", own: true, code: "1886", check: dictionary.GatewayAsked, card: byGate, before: func(p *program) {
		p.credit("100.00")
		p.rules("1886", rule.Rule{Name: "No groceries", Kind: rule.MCC, Then: rule.Deny, Values: []string{"5411"}, Reason: "SUSPECTED_FRAUD"})
	}, values: "SUSPECTED_FRAUD", offer: "allow it in the gateway", cure: func(p *program) { p.rules("0000") }},
	{name: "our gateway: count", own: true, code: "1888", check: dictionary.GatewayAsked, card: byGate, before: func(p *program) {
		p.credit("100.00")
		p.rules("1888", rule.Rule{Name: "One a day", Kind: rule.DayCount, Count: 1, Reason: jit.CountLimit})
	}, values: "TRANSACTION_COUNT_LIMIT_EXCEEDED", offer: "Wait for the period to end", cure: func(p *program) { p.rules("0000") }},
	{name: "our gateway: closed", own: true, code: "1885", check: dictionary.GatewayAsked, card: byGate, before: func(p *program) { p.mode("1885", jit.Closed) }, values: "TRANSACTION_NOT_PERMITTED", offer: "Change the rule in the gateway",
		cure: func(p *program) {
			p.credit("100.00")
			p.mode("0000", jit.Decide)
		}},
}
