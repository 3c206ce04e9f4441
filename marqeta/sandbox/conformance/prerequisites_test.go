package conformance_test

import "fmt"

// special makes what a generated request alone would not.
func (p *program) special(what string) (value string, ok bool) {
	p.Helper()
	switch what {
	case "/acceptedcountries":
		value = "accept_us_only"
	case "/cardproducts":
		value = p.must("POST", what, map[string]any{
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
	case "/commandomodes":
		value = p.must("POST", what, map[string]any{
			"program_gateway_funding_source_token": p.token("/fundingsources/programgateway"),
			"commando_mode_enables":                map[string]any{"program_funding_source": p.token("/fundingsources/program")},
		}, "token")
	case "/commandomodes/transitions":
		value = p.must("POST", what, map[string]any{
			"commando_mode_token": p.token("/commandomodes"), "transition": map[string]any{"commando_enabled": true, "channel": "API"},
		}, "token")
	case "/digitalwallettokens":
		request := p.body("POST", "/digitalwalletprovisionrequests/androidpay", least)
		p.done("POST", "/digitalwalletprovisionrequests/androidpay", request)
		value = p.must("GET", "/digitalwallettokens/card/"+fmt.Sprint(request["card_token"]), nil, "data", "0", "token")
	default:
		if value, ok = p.person(what); !ok {
			value, ok = p.money(what)
		}
		return value, ok
	}
	return value, true
}

// person makes account holders and what is theirs.
func (p *program) person(what string) (value string, ok bool) {
	p.Helper()
	switch what {
	case "a mailbox":
		value = fmt.Sprintf("zoe.%d@example.com", p.rnd.Uint64())
	case "a user's mailbox":
		value, _ = p.special("a mailbox")
		p.shared["owner"] = p.must("POST", "/users", map[string]any{"email": value}, "token")
	case "the owner of the mailbox":
		value = p.shared["owner"]
	case "a user with a password":
		value = p.must("POST", "/users", map[string]any{"password": password, "email": p.token("a mailbox")}, "token")
	case "a user to verify":
		value = p.unverified("123-45-6789")
	case "a user with a card":
		value = p.must("GET", "/cards/"+p.token("/cards"), nil, "user_token")
	case "a user with an address":
		p.shared["address"] = p.token("/fundingsources/addresses")
		value = p.must("GET", "/fundingsources/addresses/"+p.shared["address"], nil, "user_token")
	case "the user's address":
		value = p.shared["address"]
	case "a user with money":
		value = p.token("/users")
		p.load("user_token", value)
	case "a card's number":
		value = p.must("POST", "/cards?show_pan=true", p.body("POST", "/cards", least), "pan")
	case "a control token":
		value = p.must("POST", "/pins/controltoken", map[string]any{"card_token": p.token("/cards"), "controltoken_type": "SET_PIN"}, "control_token")
	case "a control token that reveals":
		card := p.token("/cards")
		set := p.must("POST", "/pins/controltoken", map[string]any{"card_token": card, "controltoken_type": "SET_PIN"}, "control_token")
		p.done("PUT", "/pins", map[string]any{"control_token": set, "pin": "2580"})
		value = p.must("POST", "/pins/controltoken", map[string]any{"card_token": card, "controltoken_type": "REVEAL_PIN"}, "control_token")
	case "an access token":
		value = p.must("POST", "/users/auth/login", map[string]any{"user_token": p.token("a user with a password"), "password": password}, "access_token", "token")
	default:
		return "", false
	}
	return value, true
}

// unverified makes a user with everything that is asked for to verify it. A number
// that begins with 9 leads to questions.
func (p *program) unverified(number string) string {
	p.Helper()
	group := p.must("POST", "/accountholdergroups", map[string]any{"name": "Verified", "config": map[string]any{"kyc_required": "ALWAYS"}}, "token")
	return p.must("POST", "/users", map[string]any{
		"account_holder_group_token": group, "first_name": "Zoë", "last_name": "Lee", "address1": "1 Main St", "city": "Oakland", "state": "CA", "postal_code": "94612",
		"country": "USA", "birth_date": "1990-01-15", "identifications": []any{map[string]any{"type": "SSN", "value": number}},
	}, "token")
}

// money makes what moves money, and where it comes from.
func (p *program) money(what string) (value string, ok bool) {
	p.Helper()
	switch what {
	case "a receiver":
		value = p.receiver()
	case "an account number":
		value = p.must("GET", "/depositaccounts/"+p.token("/depositaccounts"), nil, "account_number")
	case "a business's account number":
		value = p.must("POST", "/depositaccounts", map[string]any{"business_token": p.token("/businesses"), "type": "CHECKING"}, "account_number")
	case "a verified bank account":
		value = p.token("/fundingsources/ach")
		amounts := p.call("GET", "/fundingsources/ach/"+value+"/verificationamounts", nil).object()
		p.done("PUT", "/fundingsources/ach/"+value, amounts)
		p.load("user_token", p.must("GET", "/fundingsources/ach/"+value, nil, "user_token"))
	case "a transfer from a bank":
		value = p.must("POST", "/banktransfers/ach", map[string]any{"amount": 10, "type": "PULL", "funding_source_token": p.token("a verified bank account")}, "token")
	case "first amount", "second amount":
		member := map[string]string{"first amount": "verify_amount1", "second amount": "verify_amount2"}[what]
		value = p.must("GET", "/fundingsources/ach/"+p.shared["new source"]+"/verificationamounts", nil, member)
	case "an authorization":
		value = p.must("POST", "/simulate/authorization", map[string]any{"card_token": p.token("/cards"), "amount": 20, "mid": "123456789012345"}, "transaction", "token")
	case "a purchase":
		value = p.must("POST", "/simulate/clearing", map[string]any{"original_transaction_token": p.token("an authorization"), "amount": 20}, "transaction", "token")
	case "a fee's transaction":
		value = p.must("POST", "/feecharges", p.body("POST", "/feecharges", least), "fees", "0", "transaction_token")
	default:
		return "", false
	}
	return value, true
}

// load puts money on an account.
func (p *program) load(holder, token string) {
	p.Helper()
	p.must("POST", "/gpaorders", map[string]any{holder: token, "amount": 1000, "currency_code": "USD", "funding_source_token": p.token("/fundingsources/program")}, "token")
}
