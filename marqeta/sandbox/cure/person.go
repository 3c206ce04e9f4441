package cure

import (
	"cmp"

	"carddeck/marqeta/sandbox/simulate"
	"carddeck/marqeta/sandbox/wire"
)

func cardState(c check) []Step {
	v := read[struct {
		State string `json:"state"`
	}](c)
	steps := []Step{{Kind: Card, What: "state", From: v.State, To: wire.CardActive, Change: &Change{
		Resource: "cardtransitions", Create: body(map[string]any{"card_token": c.Card, "state": wire.CardActive, "channel": "API", "reason_code": "00"}),
	}}}
	if v.State == wire.CardSuspended {
		steps = append(steps, c.rule(true, "transaction_controls", "ignore_card_suspended_state"))
	}
	return steps
}

func expiry(c check) []Step {
	if c.Values["entered"] == nil {
		return nil // another card is what it takes
	}
	return []Step{{Kind: Retry, What: "expiration", Enter: simulate.Entered{Expiration: simulate.Right}}}
}

func accountState(c check) []Step {
	v := read[struct {
		Status string  `json:"status"`
		Owner  string  `json:"account_owner_status"`
		Why    *string `json:"why"`
	}](c)
	switch {
	case v.Why != nil:
		return []Step{{Kind: User, What: "kyc", Change: &Change{
			Resource: "kyc", Create: body(map[string]any{"user_token": c.User, "manual_override": true}),
		}}}
	case v.Owner != "" && (v.Status == wire.StatusActive || v.Status == wire.StatusLimited):
		if c.Owner.BusinessToken != "" {
			return []Step{moved("businesstransitions", "business_token", c.Owner.BusinessToken, v.Owner)}
		}
		return []Step{moved("usertransitions", "user_token", c.Owner.UserToken, v.Owner)}
	}
	return []Step{moved("usertransitions", "user_token", c.User, v.Status)}
}

func moved(resource, field, token, from string) Step {
	return Step{Kind: User, What: "status", From: from, To: wire.StatusActive, Change: &Change{
		Resource: resource, Token: token, Create: body(map[string]any{field: token, "status": wire.StatusActive, "channel": "API", "reason_code": "00"}),
	}}
}

func securityCode(c check) []Step {
	v := read[struct {
		Entered bool   `json:"entered"`
		Mode    string `json:"pan_entry_mode"`
		Why     string `json:"why"`
	}](c)
	chip := Step{Kind: Retry, What: "chip", Request: body(map[string]any{"pos": map[string]any{"pan_entry_mode": "CHIP"}})}
	right := Step{Kind: Retry, What: "cvv", Enter: simulate.Entered{CVV: simulate.Right}}
	_, chipped := c.Values["pan_entry_mode"]
	switch {
	case chipped && v.Mode == "CHIP_FALLBACK":
		return []Step{chip, c.rule(true, "transaction_controls", "allow_chip_fallback")}
	case chipped:
		return []Step{chip, c.rule(false, "transaction_controls", "always_require_icc")}
	case v.Entered:
		return []Step{right}
	}
	return []Step{right, c.rule(false, "transaction_controls", "require_card_not_present_card_security_code")}
}

func pin(c check) []Step {
	v := read[struct {
		Entered bool `json:"entered"`
	}](c)
	right := Step{Kind: Retry, What: "pin", Enter: simulate.Entered{PIN: simulate.Right}}
	if v.Entered {
		return []Step{right}
	}
	return []Step{right, c.rule(false, "transaction_controls", "always_require_pin")}
}

func avs(c check) []Step {
	v := read[struct {
		Response string `json:"response"`
	}](c)
	steps := []Step{{Kind: Retry, What: "address", Enter: simulate.Entered{Address: simulate.Right}}}
	response := cmp.Or(v.Response, "0000")
	for i, member := range []string{"decline_on_address_number_mismatch", "decline_on_postal_code_mismatch"} {
		if response[2*i:2*i+2] == "01" {
			steps = append(steps, c.rule(false, "transaction_controls", "address_verification", "auth_messages", member))
		}
	}
	return steps
}
