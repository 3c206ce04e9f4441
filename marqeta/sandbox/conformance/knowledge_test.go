package conformance_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// What the description does not say and a call cannot do without.

// references are members that name a resource, and where that is made; of one
// definition, if that is named before a dot.
var references = map[string]string{
	"user_token":                             "/users",
	"parent_token":                           "/users",
	"business_token":                         "/businesses",
	"card_token":                             "/cards",
	"card_product_token":                     "/cardproducts",
	"funding_source_token":                   "/fundingsources/program",
	"program_funding_source_token":           "/fundingsources/program",
	"account_holder_group_token":             "/accountholdergroups",
	"real_time_fee_group_token":              "/realtimefeegroups",
	"original_order_token":                   "/gpaorders",
	"mcc_group":                              "/mccgroups",
	"merchant_group_token":                   "/merchantgroups",
	"quasi_cash_exempt_merchant_group_token": "/merchantgroups",
	"type_token":                             "/programtransfers/types",
	"sender_user_token":                      "funded user",
	"recipient_user_token":                   "/users",
	"chargeback_token":                       "/chargebacks",
	"original_transaction_token":             "/simulate/authorization",
	"transaction_token":                      "cleared transaction",
	"fee_tokens":                             "/fees",
	"control_token":                          "/pins/controltoken",
	"bank_transfer_token":                    "/banktransfers/ach",
	"direct_deposit_token":                   "/simulate/directdeposits",
	"single_inventory_user_token":            "/users",
	"payment_instrument_token":               "/pushtocards/paymentcard",
	"bulk_issuance_token":                    "/bulkissuances",
	"reissue_pan_from_card_token":            "/cards",
	"translate_pin_from_card_token":          "/cards",
	"transaction_options.transaction_token":  "", // the new transaction's own
	"fee_model.token":                        "/fees",
	"pan_request.pan":                        "a card's number",
	"pin_reveal_request.control_token":       "a control token to reveal",
	"digital_wallet_token_hash.token":        "/digitalwallettokens",
	"account_token":                          "/depositaccounts",
	"commando_mode_token":                    "/commandomodes",
	"DirectDepositAccountRequest.user_token": "a user with a card",
	"DirectDepositRequest.account_number":    "an account number",
	"webhook_config_model.url":               "a receiver",
	"email":                                  "a mailbox",
	"jit_funding_programgateway_funding_source.funding_source_token": "/fundingsources/programgateway",
}

// single are the resources that one of is enough.
var single = map[string]bool{
	"/cardproducts": true, "/fundingsources/program": true, "/fundingsources/programgateway": true, "/accountholdergroups": true,
	"/mccgroups": true, "/merchantgroups": true, "/realtimefeegroups": true, "/webhooks": true, "a receiver": true, "/commandomodes": true,
}

// special makes what a generated request alone would not, or makes it no further.
func (p *program) special(path string) (token string, ok bool) {
	p.Helper()
	switch path {
	case "/cardproducts":
		token = p.must("POST", path, map[string]any{
			"name": "Managed JIT", "start_date": "2020-01-01",
			"config": map[string]any{
				"card_life_cycle":             map[string]any{"activate_upon_issue": true},
				"poi":                         map[string]any{"atm": true, "ecommerce": true},
				"fulfillment":                 map[string]any{"bulk_ship": true},
				"special":                     map[string]any{"merchant_on_boarding": true},
				"digital_wallet_tokenization": map[string]any{"provisioning_controls": map[string]any{"in_app_provisioning": map[string]any{"enabled": true}}},
				"jit_funding":                 map[string]any{"program_funding_source": map[string]any{"enabled": true, "funding_source_token": p.token("/fundingsources/program")}},
			},
		}, "token")
	case "/acceptedcountries":
		token = "accept_us_only"
	case "/commandomodes":
		token = p.must("POST", path, map[string]any{
			"program_gateway_funding_source_token": p.token("/fundingsources/programgateway"),
			"commando_mode_enables":                map[string]any{"program_funding_source": p.token("/fundingsources/program")},
		}, "token")
	case "/commandomodes/transitions":
		token = p.must("POST", path, map[string]any{
			"commando_mode_token": p.token("/commandomodes"), "transition": map[string]any{"commando_enabled": true, "channel": "API"},
		}, "token")
	case "first amount", "second amount":
		member := map[string]string{"first amount": "verify_amount1", "second amount": "verify_amount2"}[path]
		token = p.must("GET", "/fundingsources/ach/"+p.shared["new source"]+"/verificationamounts", nil, member)
	case "an account number":
		token = p.must("GET", "/depositaccounts/"+p.token("/depositaccounts"), nil, "account_number")
	case "a user with a card":
		token = p.must("GET", "/cards/"+p.token("/cards"), nil, "user_token")
	case "/simulate/authorization":
		token = p.authorize()
	case "a card's number":
		token = p.must("POST", "/cards?show_pan=true", p.body("POST", "/cards", least), "pan")
	case "/pins/controltoken":
		token = p.must("POST", path, map[string]any{"card_token": p.token("/cards")}, "control_token")
	case "a control token to reveal":
		card := p.token("/cards")
		control := p.must("POST", "/pins/controltoken", map[string]any{"card_token": card}, "control_token")
		p.call("PUT", "/pins", map[string]any{"control_token": control, "pin": knownValues["pin"]})
		token = p.must("POST", "/pins/controltoken", map[string]any{"card_token": card, "controltoken_type": "SHOW_PIN"}, "control_token")
	case "/digitalwallettokens":
		p.call("POST", "/digitalwalletprovisionrequests/androidpay", p.body("POST", "/digitalwalletprovisionrequests/androidpay", least))
		list, _ := p.call("GET", path+"?count=1", nil).object()["data"].([]any)
		first, _ := list[0].(map[string]any)
		token = fmt.Sprint(first["token"])
	case "a merchant":
		token = p.must("POST", "/cards/merchant/m1", p.body("POST", "/cards/merchant/{merchant_token}", least), "token")
	case "a mailbox":
		token = fmt.Sprintf("zoe.%d@example.com", p.rnd.Uint64())
	case "a receiver":
		token = p.receiver()
	case "funded user":
		token = p.token("/users")
		p.must("POST", "/gpaorders", map[string]any{"user_token": token, "amount": 1000, "currency_code": "USD", "funding_source_token": p.token("/fundingsources/program")}, "token")
	case "cleared transaction":
		token = p.authorize()
	}
	return token, token != ""
}

// authorize makes a pending authorization and returns its token.
func (p *program) authorize() string {
	p.Helper()
	a := p.call("POST", "/simulate/authorization", map[string]any{"card_token": p.token("/cards"), "amount": 20, "mid": "123456789012345"})
	transaction, _ := a.object()["transaction"].(map[string]any)
	token, _ := transaction["token"].(string)
	if token == "" {
		p.Fatalf("prerequisite %s %s = %d %s", a.call, a.sent, a.status, a.raw)
	}
	return token
}

const password = "Aa1!aaaaaaaaaaaaaaaaaaaa"

// knownValues are members with a form that their schema does not tell.
var knownValues = map[string]any{
	"phone": "+15105550100", "ssn": "123-45-6789", "birth_date": "1990-01-15", "dob": "1990-01-15T00:00:00Z",
	"expiration_date": "2031-01-15", "passport_expiration_date": "2031-01-15", "id_card_expiration_date": "2031-01-15",
	"zip": "94612", "postal_code": "94612", "state": "CA", "country": "USA", "ip_address": "203.0.113.7",
	"url": "https://hooks.example.com/marqeta", "endpoint": "https://hooks.example.com/simulation", "website": "https://example.com/",
	"basic_auth_password": password, "password": password, "secret": password, "new_password": password,
	"currency_code": "USD", "mcc": "5411", "mid": "123456789012345", "mccs": []any{"5411", "5811-5814"}, "mids": []any{"123456789012345"},
	"events": []any{"*"}, "custom_header": map[string]any{"X-One": "1"}, "metadata": map[string]any{"tier": "gold"},
	"accepted_countries_token": "accept_us_only", "timeout_millis": 3000, "card_service_code": 101, "package_id": "0", "pan_length": "16", "bin_prefix": "111111",
	"account_number": "123456789", "routing_number": "121000358", "exp_date": "1230", "pan": "4111111111111111", "cvv_number": "123", "pin": "2580",
	"amount": 10.25, "currency": "USD", "end_date": "2031-01-15", "notification_language": "eng", "expiration": "0330", "cvv": "123",
}

// hint is what a request or a definition needs beyond its schema.
type hint struct {
	set  map[string]any // a dot leads into an object
	drop string         // members that cannot be sent beside the others, or at all
}

func (p *program) hint(where string, body map[string]any) {
	p.Helper()
	h, ok := hints[where]
	if !ok || body == nil {
		return
	}
	for _, name := range strings.Fields(h.drop) {
		delete(body, name)
	}
	for name, v := range h.set {
		if path, ok := v.(made); ok {
			v = p.token(string(path))
		}
		at := body
		for step, rest, found := strings.Cut(name, "."); ; step, rest, found = strings.Cut(rest, ".") {
			if !found {
				at[step] = v
				break
			}
			inner, _ := at[step].(map[string]any)
			if inner == nil {
				break
			}
			at = inner
		}
	}
}

// made stands for the token of a resource that is made at a path.
type made string

var hints = map[string]hint{
	// What follows from other calls, or is of the user's own.
	"POST /users":        {drop: "active"},
	"PUT /users/{token}": {drop: "active uses_parent_account"},
	"POST /gpaorders":    {drop: "funding_source_address_token"},
	"POST /cards": {
		set:  map[string]any{"expiration_offset.unit": "YEARS", "expiration_offset.value": 5},
		drop: "reissue_pan_from_card_token new_pan_from_card_token translate_pin_from_card_token",
	},
	"POST /cards/merchant/{merchant_token}": {set: map[string]any{"expiration_offset.unit": "YEARS", "expiration_offset.value": 5}},
	"POST /bulkissuances":                   {set: map[string]any{"expiration_offset.unit": "YEARS", "expiration_offset.value": 5}},
	"PUT /cards/{token}":                    {drop: "token"},
	"POST /cards/getbypan":                  {drop: "cvv_number expiration"},

	// What the description leaves open and the sandbox wants.
	"POST /fundingsources/addresses":                 {set: map[string]any{"zip": "94612"}},
	"POST /fundingsources/paymentcard":               {set: map[string]any{"zip": "94612", "account_number": "4111111111111111"}},
	"POST /cardtransitions":                          {set: map[string]any{"state": "SUSPENDED"}},
	"POST /digitalwallettokentransitions":            {set: map[string]any{"state": "SUSPENDED"}},
	"POST /depositaccounts/transitions":              {set: map[string]any{"state": "SUSPENDED"}},
	"PUT /fundingsources/ach/{funding_source_token}": {set: map[string]any{"verify_amount1": made("first amount"), "verify_amount2": made("second amount")}},
	"POST /webhooks":                                 {set: map[string]any{"active": false}}, // five may be active
	"PUT /webhooks/{token}":                          {set: map[string]any{"active": false}},

	// What excludes each other.
	"jit_funding_paymentcard_funding_source":    {set: map[string]any{"enabled": false}},
	"jit_funding_programgateway_funding_source": {set: map[string]any{"enabled": false}},
	"activation_actions":                        {drop: "swap_digital_wallet_tokens_from_card_token"},
	"digital_wallet_token_hash":                 {drop: "card_token"}, // of another card
	"merchant_scope":                            {drop: "mcc mcc_group"},
	"auth_control_merchant_scope":               {drop: "mcc mcc_group merchant_group_token"},
	"spend_control_association":                 {drop: "card_product_token"},
	"OrderScope":                                {drop: "msa"},
}

// listed are paths that a token of another resource follows.
var listed = map[string]string{
	"/cards/user": "/users", "/usertransitions/user": "/users", "/cardtransitions/card": "/cards", "/balances": "/users",
	"/digitalwallettokentransitions/digitalwallettoken": "/digitalwallettokens", "/cards/merchant": "a merchant",
	"/depositaccounts/account": "an account number", "/directdeposits/accounts": "a user with a card",
	"/fundingsources": "/fundingsources/ach",
	"/transactions":   "/simulate/authorization", "/webhooks/customheaders": "/webhooks",
	"/fundingsources/programgateway/customheaders": "/fundingsources/programgateway",
}

// inPath gives the parts of paths that are no token of what is made before them.
func (w *walker) inPath(name string) (string, bool) {
	w.Helper()
	switch w.name() + " " + name {
	case "GET /cards/barcode/{barcode} barcode":
		return w.must("GET", "/cards/"+w.token("/cards"), nil, "barcode"), true
	case "GET /cards/{card_hash}/showpanbyhash card_hash":
		sum := sha256.Sum256([]byte(w.must("GET", "/cards/"+w.token("/cards")+"/showpan", nil, "pan")))
		return hex.EncodeToString(sum[:]), true
	case "POST /cards/merchant/{merchant_token} merchant_token":
		return fmt.Sprint("m", w.rnd.Uint64()), true
	case "GET /digitalwallettokens/card/{card_token} card_token":
		return w.must("GET", "/digitalwallettokens/"+w.token("/digitalwallettokens"), nil, "card_token"), true
	case "GET /cards/user/{token} token":
		return w.must("GET", "/cards/"+w.token("/cards"), nil, "user_token"), true
	case "GET /users/{parent_token}/children parent_token":
		parent := w.token("/users")
		w.must("POST", "/users", map[string]any{"parent_token": parent}, "token")
		return parent, true
	case "GET /depositaccounts/user/{token} token", "GET /depositaccounts/{user_token}/transitions user_token":
		return w.must("GET", "/depositaccounts/"+w.token("/depositaccounts"), nil, "user_token"), true
	case "GET /fundingsources/addresses/user/{user_token} user_token":
		return w.must("GET", "/fundingsources/addresses/"+w.token("/fundingsources/addresses"), nil, "user_token"), true
	case "GET /fundingsources/user/{user_token} user_token":
		return w.must("GET", "/fundingsources/ach/"+w.token("/fundingsources/ach"), nil, "user_token"), true
	case "PUT /depositaccounts/{token}/cdd/{cddtoken} token", "GET /depositaccounts/{token}/cdd token":
		w.shared["/depositaccounts"] = w.must("POST", "/depositaccounts", w.body("POST", "/depositaccounts", full), "token")
		return w.shared["/depositaccounts"], true
	case "PUT /depositaccounts/{token}/cdd/{cddtoken} cddtoken":
		list, _ := w.call("GET", "/depositaccounts/"+w.shared["/depositaccounts"]+"/cdd", nil).object()["customer_due_diligence_list"].([]any)
		first, _ := list[0].(map[string]any)
		return fmt.Sprint(first["token"]), true
	case "PUT /fundingsources/ach/{funding_source_token} funding_source_token":
		w.shared["new source"] = w.token("/fundingsources/ach")
		return w.shared["new source"], true
	case "GET /transactions/fundingsource/{funding_source_token} funding_source_token":
		w.authorize()
		return w.token("/fundingsources/program"), true
	case "POST /webhooks/{token}/{event_type}/{event_token} event_type":
		return "transaction", true
	case "POST /webhooks/{token}/{event_type}/{event_token} event_token":
		return w.authorize(), true
	}
	return "", false
}

// inQuery gives the values of parameters that are required.
func (w *walker) inQuery(name string) string {
	w.Helper()
	if name == "last_four" {
		return w.must("GET", "/cards/"+w.token("/cards"), nil, "last_four")
	}
	return "1"
}
