package conformance_test

import (
	"crypto/sha256"
	"fmt"
	"strings"
)

// listed are paths that the token of another resource follows.
var listed = map[string]string{
	"/balances": "/users", "/cards/user": "/users", "/cardtransitions/card": "/cards", "/usertransitions/user": "/users", "/businesstransitions/business": "/businesses",
	"/fundingsources": "/fundingsources/paymentcard", "/fundingsources/programgateway/customheaders": "/fundingsources/programgateway",
	"/transactions": "an authorization", "/webhooks/customheaders": "/webhooks",
	"/depositaccounts/account": "an account number", "/directdeposits": "/simulate/directdeposits", "/directdeposits/accounts": "a user with a card",
	"/digitalwallettokens/card": "/cards", "/digitalwallettokentransitions/digitalwallettoken": "/digitalwallettokens",
}

// inPath gives the parts of paths that are no token of what is made before them.
func (w *walker) inPath(name string) (string, bool) {
	w.Helper()
	// made makes something at a path and gives a member of it.
	made := func(path, member string) (string, bool) {
		return w.must("GET", path+"/"+w.token(path), nil, member), true
	}
	switch w.name() + " " + name {
	case "GET /cards/barcode/{barcode} barcode":
		return made("/cards", "barcode")
	case "GET /cards/user/{token} token":
		return made("/cards", "user_token")
	case "GET /digitalwallettokens/card/{card_token} card_token":
		return made("/digitalwallettokens", "card_token")
	case "GET /digitalwallettokentransitions/digitalwallettoken/{token} token":
		t := w.token("/digitalwallettokens")
		w.done("POST", "/digitalwallettokentransitions", map[string]any{"digital_wallet_token": map[string]any{"token": t}, "state": "SUSPENDED"})
		return t, true
	case "GET /cards/merchant/{merchant_token} merchant_token", "GET /cards/merchant/{merchant_token}/showpan merchant_token":
		merchant := w.token("a mailbox")[:20]
		w.done("POST", "/cards/merchant/"+merchant, map[string]any{"card_product_token": w.token("/cardproducts")})
		return merchant, true
	case "POST /cards/merchant/{merchant_token} merchant_token":
		return fmt.Sprint(w.rnd.Uint64()), true

	case "GET /users/{parent_token}/children parent_token":
		parent := w.token("/users")
		w.done("POST", "/users", map[string]any{"parent_token": parent})
		return parent, true
	case "GET /businesses/{parent_token}/children parent_token":
		parent := w.token("/businesses")
		w.done("POST", "/users", map[string]any{"parent_token": parent})
		return parent, true
	case "GET /users/{token}/notes token", "PUT /users/{token}/notes/{notes_token} token", "GET /businesses/{token}/notes token", "PUT /businesses/{token}/notes/{notes_token} token":
		holders := w.path[:strings.Index(w.path, "/{")]
		holder := w.token(holders)
		w.shared["note"] = w.must("POST", holders+"/"+holder+"/notes", map[string]any{"description": "d", "created_by": "c"}, "token")
		return holder, true
	case "PUT /users/{token}/notes/{notes_token} notes_token", "PUT /businesses/{token}/notes/{notes_token} notes_token":
		return w.shared["note"], true
	case "GET /users/phonenumber/{phone_number} phone_number":
		w.done("POST", "/users", map[string]any{"phone": "5105550100"})
		return "5105550100", true
	case "PUT /kyc/{token} token":
		return w.must("POST", "/kyc", map[string]any{"user_token": w.unverified("912-34-5678")}, "token"), true
	case "GET /cards/{card_hash}/showpanbyhash card_hash":
		return fmt.Sprintf("%x", sha256.Sum256([]byte(w.token("a card's number")))), true
	case "GET /kyc/user/{user_token} user_token":
		return made("/kyc", "user_token")
	case "GET /kyc/business/{business_token} business_token":
		group := w.must("POST", "/accountholdergroups", map[string]any{"name": "Verified", "config": map[string]any{"kyc_required": "ALWAYS"}}, "token")
		business := w.must("POST", "/businesses", map[string]any{"account_holder_group_token": group}, "token")
		w.done("POST", "/kyc", map[string]any{"business_token": business, "manual_override": true})
		return business, true
	case "POST /users/auth/resetpassword/{token} token":
		w.done("POST", "/users/auth/resetpassword", map[string]any{"email": w.token("a user's mailbox")})
		return w.must("GET", "/_sandbox/emails?user_token="+w.shared["owner"], nil, "data", "0", "secret"), true
	case "POST /users/auth/verifyemail/{token} token":
		w.password = w.token("an access token")
		w.done("POST", "/users/auth/verifyemail", nil)
		w.password = ""
		return w.must("GET", "/_sandbox/emails", nil, "data", "0", "secret"), true

	case "GET /depositaccounts/user/{token} token", "GET /depositaccounts/{user_token}/transitions user_token":
		return made("/depositaccounts", "user_token")
	case "PUT /depositaccounts/{token}/cdd/{cddtoken} token", "GET /depositaccounts/{token}/cdd token":
		w.shared["/depositaccounts"] = w.must("POST", "/depositaccounts", w.body("POST", "/depositaccounts", full), "token")
		return w.shared["/depositaccounts"], true
	case "PUT /depositaccounts/{token}/cdd/{cddtoken} cddtoken":
		return w.must("GET", "/depositaccounts/"+w.shared["/depositaccounts"]+"/cdd", nil, "customer_due_diligence_list", "0", "token"), true

	case "PUT /fundingsources/ach/{funding_source_token} funding_source_token":
		w.shared["new source"] = w.token("/fundingsources/ach")
		return w.shared["new source"], true
	case "GET /fundingsources/addresses/user/{user_token} user_token":
		return made("/fundingsources/addresses", "user_token")
	case "GET /fundingsources/user/{user_token} user_token":
		return made("/fundingsources/ach", "user_token")
	case "GET /fundingsources/addresses/business/{business_token} business_token":
		business := w.token("/businesses")
		w.done("POST", "/fundingsources/addresses", map[string]any{"business_token": business, "first_name": "Zoë", "last_name": "Lee", "address_1": "1 Main St", "city": "Oakland", "state": "CA", "zip": "94612", "country": "USA"})
		return business, true
	case "GET /fundingsources/business/{business_token} business_token":
		business := w.token("/businesses")
		w.done("POST", "/fundingsources/ach", map[string]any{"business_token": business, "account_number": "123456789", "routing_number": "121000358", "name_on_account": "Acme", "account_type": "checking"})
		return business, true

	case "GET /peertransfers/user/{user_or_business_token} user_or_business_token", "GET /peertransfers/user/{user_or_business_token}/sender user_or_business_token":
		return made("/peertransfers", "sender_user_token")
	case "GET /peertransfers/user/{user_or_business_token}/recipient user_or_business_token":
		return made("/peertransfers", "recipient_user_token")
	case "GET /transactions/fundingsource/{funding_source_token} funding_source_token":
		w.token("an authorization")
		return w.token("/fundingsources/program"), true
	case "GET /velocitycontrols/user/{user_token}/available user_token":
		user := w.token("/users")
		w.done("POST", "/velocitycontrols", map[string]any{"association": map[string]any{"user_token": user}, "currency_code": "USD", "amount_limit": 10, "velocity_window": "DAY"})
		return user, true
	case "PUT /chargebacks/{token}/grantprovisionalcredit token":
		return w.must("POST", "/chargebacks", map[string]any{
			"transaction_token": w.token("a purchase"), "amount": 10, "channel": "ISSUER", "reason_description": "FRAUD_TRANSACTION", "credit_user": false,
		}, "token"), true
	case "POST /webhooks/{token}/{event_type}/{event_token} event_type":
		return "transaction", true
	case "POST /webhooks/{token}/{event_type}/{event_token} event_token":
		return w.token("an authorization"), true
	}
	return "", false
}

// inQuery gives the values of parameters that are required.
func (w *walker) inQuery(name string) string {
	w.Helper()
	switch w.name() + " " + name {
	case "GET /cards last_four":
		return w.must("GET", "/cards/"+w.token("/cards"), nil, "last_four")
	case "GET /pushtocards/paymentcard user_token":
		request := w.body("POST", w.path, least)
		w.done("POST", w.path, request)
		return fmt.Sprint(request["user_token"])
	}
	return "1"
}

// asUser are the operations that a user calls, with an access token of its own.
var asUser = map[string]bool{
	"POST /users/auth/changepassword": true, "POST /users/auth/logout": true, "POST /users/auth/verifyemail": true,
}

// ask makes the call that is walked, as whoever may make it.
func (w *walker) ask(path string, body any) answer {
	w.Helper()
	if asUser[w.name()] {
		w.password = w.token("an access token")
		defer func() { w.password = "" }()
	}
	return w.call(w.method, path, body)
}
