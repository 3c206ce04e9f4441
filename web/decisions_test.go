package web_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"carddeck/marqeta"
	"carddeck/marqeta/dictionary"
	"carddeck/marqeta/sandbox/engine"
	"carddeck/views/environment"
	"carddeck/web/webtest"
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
	{name: "no account in the currency", code: "1014", check: dictionary.Funds, ask: `"currency_code":"JPY"`, values: "no account in this currency", offer: "Pay in the currency of the account", cure: func(*program) {}, fresh: `"currency_code":"USD"`},
	{name: "subnetwork of another network", code: "1015", check: dictionary.Message, ask: `"network":"VISA","sub_network":"MAESTRO"`, values: "MAESTRO", offer: "Report it to Marqeta", cure: func(*program) {}, fresh: `"network":"VISA"`},
	{name: "balance too low", code: "1016", check: dictionary.Funds, ask: `"amount":900`, values: "900.00 USD asked", offer: "Load the account",
		cure: func(p *program) { p.load("900") }},
	{name: "program funding source off", code: "1016", check: dictionary.Funds, card: managed, before: func(p *program) { p.call("PUT", "/fundingsources/program/"+p.source, `{"active":false}`) },
		values: "the funding source is inactive", offer: "Put money into the program funding source", cure: func(p *program) { p.call("PUT", "/fundingsources/program/"+p.source, `{"active":true}`) }},
	{name: "gateway switched off", code: "1016", check: dictionary.GatewayAsked, card: byGate, before: func(p *program) { p.call("PUT", "/fundingsources/programgateway/"+p.gate, p.gateway(false)) },
		values: "inactive", offer: "Activate the program gateway funding source", cure: func(p *program) { p.call("PUT", "/fundingsources/programgateway/"+p.gate, p.gateway(true)) }},
	{name: "gateway without a reason", code: "1016", check: dictionary.GatewayAsked, card: byGate, before: lacks(""), values: "answered 402", offer: "Look up the decision", cure: funds},
	{name: "gateway broken", code: "1016", check: dictionary.GatewayAsked, card: byGate, before: func(p *program) { p.answers(500, "") }, values: "answered 500", offer: "Mend the gateway", cure: funds},
	{name: "reversed before", code: "1017", check: dictionary.Message, kind: "authorization.reversal", before: func(p *program) { p.follow("authorization.reversal") }, values: "Nothing is held any more",
		offer: "Nothing has to be done", none: "the money is released already"},
	{name: "cleared before", code: "1018", check: dictionary.Message, kind: "authorization.reversal", before: func(p *program) { p.follow("authorization.clearing") }, values: "Nothing is held any more",
		offer: "Ask the merchant for a refund", none: "what is paid can only be refunded"},
	{name: "follows a decline", code: "1812", check: dictionary.Message, kind: "authorization.reversal", before: func(p *program) { p.simulate("authorization", `"amount":9000`); p.first = p.last },
		values: "The original was declined", offer: "Report it to Marqeta", none: "nothing can follow a decline"},
	{name: "security code wrong", code: "1025", check: dictionary.SecurityCode, ask: `"card_options":{"cvv":"000"}`, values: "security code", offer: "Enter the security code again", cure: func(*program) {}},
	{name: "security code missing", code: "1025", check: dictionary.SecurityCode, card: `"transaction_controls":{"require_card_not_present_card_security_code":true}`, ask: `"card_options":{"card_present":false}`,
		values: "security code missing", offer: "Edit the card product", cure: func(p *program) {
			p.config(`"transaction_controls":{"require_card_not_present_card_security_code":false}`)
		}},
	{name: "chip fallback", code: "1025", check: dictionary.SecurityCode, card: `"transaction_controls":{"allow_chip_fallback":false}`, ask: `"pos":{"pan_entry_mode":"CHIP_FALLBACK"}`, values: "chip fallback is not allowed", offer: "Edit the card product",
		cure: func(p *program) { p.config(`"transaction_controls":{"allow_chip_fallback":true}`) }},
	{name: "address elsewhere", code: "1025", check: dictionary.AVS, card: `"transaction_controls":{"address_verification":{"auth_messages":{"validate":true,"decline_on_postal_code_mismatch":true}}}`,
		ask: `"card_options":{"billing_address":{"address":"1 Main","zip":"10115"}}`, values: "does not match", offer: "Edit the user",
		cure: func(p *program) { p.call("PUT", "/users/"+p.user, `{"address1":"1 Main","postal_code":"10115"}`) }},
	{name: "no cash machines", code: "1025", check: dictionary.PointOfInteraction, kind: "authorization.atm.withdrawal", card: `"poi":{"atm":false,"ecommerce":true,"other":{"allow":true}}`, values: "At a cash machine", offer: "Edit the card product",
		cure: func(p *program) { p.config(`"poi":{"atm":true}`) }},
	{name: "not online", code: "1025", check: dictionary.PointOfInteraction, card: `"poi":{"atm":true,"ecommerce":false,"other":{"allow":true}}`, ask: `"card_acceptor":{"mid":"11111","mcc":"5411","country_code":"USA","poi":{"channel":"ECOMMERCE"}}`, values: "Online", offer: "Edit the card product",
		cure: func(p *program) { p.config(`"poi":{"ecommerce":true}`) }},
	{name: "quasi-cash", code: "1025", check: dictionary.QuasiCash, kind: "authorization.quasi.cash", card: `"transaction_controls":{"allow_quasi_cash":false}`, values: "quasi-cash is not allowed", offer: "Edit the card product",
		cure: func(p *program) { p.config(`"transaction_controls":{"allow_quasi_cash":true}`) }},
	{name: "merchant denied", code: "1025", check: dictionary.AuthorizationControls, before: func(p *program) {
		p.call("POST", "/authcontrols", `{"token":"CONTROL","name":"No food","association":{"user_token":"USER"},"merchant_scope":{"mcc":"5411"}}`)
	}, values: "“No food” (user) names this merchant", offer: "Deactivate the control", cure: func(p *program) { p.press("Deactivate the control", nil) }},
	{name: "product out of force", code: "1808", check: dictionary.CardProductState, before: func(p *program) { p.call("PUT", "/cardproducts/"+p.product, `{"active":false}`) }, values: "Inactive", offer: "Edit the card product",
		cure: func(p *program) { p.call("PUT", "/cardproducts/"+p.product, `{"active":true}`) }},
	{name: "no funding", code: "1808", check: dictionary.Funds, card: `"transaction_controls":{"allow_gpa_auth":false}`, values: "balance may not pay", offer: "Edit the card product",
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
}

// elsewhere are codes that no transaction ends in.
var elsewhere = map[string]string{
	"0000": "approved", "0002": "approved in part", "1842": "of the order inside a transaction, whose own code is another",
}

func TestEveryCodeOfTheSandboxHasARow(t *testing.T) {
	t.Parallel()
	rows := map[string]bool{}
	for _, d := range decisions {
		rows[d.code] = true
		if (d.cure == nil) == (d.none == "") {
			t.Errorf("%s: a row has a remedy, or says why there is none", d.name)
		}
	}
	for n := range 10_000 {
		code := fmt.Sprintf("%04d", n)
		if engine.Memo(code) != code && !rows[code] && elsewhere[code] == "" {
			t.Errorf("%s (%s) has no row", code, engine.Memo(code))
		}
	}
}

// TestDecisions provokes every code, reads check, values and remedy off the page, applies
// the remedy and asks again.
func TestDecisions(t *testing.T) {
	app := webtest.New(t)
	w := open(t, app)
	for i, d := range decisions {
		t.Run(d.code+" "+d.name, func(t *testing.T) {
			p := w.program(t, i, d)
			made := p.provoke(d)
			page := p.browser.Get("/transactions/" + made.Token).Status(200)
			page.Has(`#why .badge`, "Decided by: "+d.check.Words()).Has(`#why tr:has(.is-bad)`, d.values).Has("#cure", d.offer).Has("#why .panel-note", "Exact")
			row := "code " + d.code + " | check " + string(d.check) + " | remedy " + d.offer + " | "
			if d.cure == nil {
				t.Log(row + "none: " + d.none)
				return
			}
			p.page = page
			p.pass("2s")
			d.cure(p)
			p.pass("2s")
			p.again(d, made)
			t.Log(row + "passes after")
		})
	}
}

// TestRebuiltDecisions withholds the exact trace: what the page rebuilds from notification
// and interface agrees with it, or says that it cannot be known.
func TestRebuiltDecisions(t *testing.T) {
	app := webtest.New(t, webtest.In(environment.Environment{Kind: environment.Sandbox, Name: "sandbox.example"}))
	w := open(t, app)
	for i, d := range decisions {
		t.Run(d.code+" "+d.name, func(t *testing.T) {
			p := w.program(t, i, d)
			made := p.provoke(d)
			exact, err := app.Program.Trace(t.Context(), made.Token)
			if err != nil || exact.DecidedBy != string(d.check) {
				t.Fatalf("exactly it was %s, %v", exact.DecidedBy, err)
			}
			page := p.browser.Get("/transactions/" + made.Token).Status(200)
			badge := page.Text("#why .badge")
			switch {
			case d.told && badge == "Decided by: cannot be known":
				page.Has("#why .panel-note", d.check.Words())
			case badge != "Decided by: "+d.check.Words():
				t.Errorf("rebuilt: %q, exactly %s", badge, d.check)
			}
			rebuilt := page.Doc.Find("#why tbody tr")
			for n, c := range exact.Checks {
				got := strings.ToLower(strings.TrimSpace(rebuilt.Eq(n).Find(".status").Text()))
				want := map[marqeta.CheckResult]string{marqeta.CheckPassed: "passed", marqeta.CheckFailed: "failed (" + d.code + ")", marqeta.CheckNotReached: "not reached"}[c.Result]
				if got != want && got != "cannot be known" {
					t.Errorf("%s: rebuilt %q, exactly %q", c.Name, got, want)
				}
			}
		})
	}
}
