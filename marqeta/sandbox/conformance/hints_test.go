package conformance_test

import "strings"

// hint is what a request or a definition needs beyond its schema.
type hint struct {
	set  map[string]any // a dot leads into an object
	drop string         // members that cannot be sent beside the others, or at all
}

// made stands for what references name.
type made string

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
		at := body
		for step, rest, found := strings.Cut(name, "."); ; step, rest, found = strings.Cut(rest, ".") {
			if !found {
				at[step] = p.made(v)
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

// made makes what references name in a value.
func (p *program) made(v any) any {
	p.Helper()
	switch v := v.(type) {
	case made:
		return p.token(string(v))
	case map[string]any:
		object := map[string]any{}
		for name, inner := range v {
			object[name] = p.made(inner)
		}
		return object
	}
	return v
}

// hints are by operation, or by definition.
var hints = map[string]hint{
	// What follows from other calls, or is of the user's own.
	"POST /users":                   {drop: "active"},
	"PUT /users/{token}":            {drop: "active uses_parent_account"},
	"POST /businesses":              {drop: "active"},
	"PUT /businesses/{token}":       {drop: "active"},
	"PUT /cards/{token}":            {drop: "token"},
	"PUT /authcontrols/{token}":     {drop: "token"},
	"PUT /velocitycontrols/{token}": {drop: "token"},
	"gpa_request":                   {set: map[string]any{"funding_source_address_token": made("the user's address")}},
	"unload_request_model":          {set: map[string]any{"funding_source_address_token": made("the user's address")}},
	"POST /cards": {
		set:  map[string]any{"expiration_offset.unit": "YEARS", "expiration_offset.value": 5},
		drop: "reissue_pan_from_card_token new_pan_from_card_token translate_pin_from_card_token bulk_issuance_token",
	},
	"POST /cards/merchant/{merchant_token}":  {set: map[string]any{"expiration_offset.unit": "YEARS", "expiration_offset.value": 5}},
	"POST /bulkissuances":                    {set: map[string]any{"expiration_offset.unit": "YEARS", "expiration_offset.value": 5}},
	"POST /cards/getbypan":                   {drop: "cvv_number expiration"},
	"POST /users/auth/login":                 {set: map[string]any{"user_token": made("a user with a password"), "password": password}, drop: "email"},
	"POST /users/auth/onetime":               {set: map[string]any{"user_token": made("a user with a password"), "password": password}, drop: "email"},
	"POST /users/auth/resetpassword/{token}": {set: map[string]any{"user_token": made("the owner of the mailbox")}},
	"digital_wallet_token_hash":              {drop: "card_token"},

	// What the description leaves open and the sandbox wants.
	"POST /fundingsources/addresses":                 {set: map[string]any{"zip": "94612"}},
	"POST /fundingsources/paymentcard":               {set: map[string]any{"zip": "94612"}},
	"PUT /fundingsources/ach/{funding_source_token}": {set: map[string]any{"verify_amount1": made("first amount"), "verify_amount2": made("second amount"), "active": true}},
	"POST /cardtransitions":                          {set: map[string]any{"state": "SUSPENDED"}},
	"POST /usertransitions":                          {set: map[string]any{"status": "SUSPENDED"}},
	"POST /businesstransitions":                      {set: map[string]any{"status": "SUSPENDED"}},
	"POST /depositaccounts/transitions":              {set: map[string]any{"state": "SUSPENDED"}},
	"PUT /depositaccounts/{token}/cdd/{cddtoken}":    {set: map[string]any{"answer": "Salary"}},
	"POST /businesses/lookup":                        {set: map[string]any{"dda": made("a business's account number")}},
	"POST /kyc":                                      {set: map[string]any{"manual_override": true}},
	"PUT /kyc/{token}":                               {set: map[string]any{"answers": []any{map[string]any{"key": "k", "answer": "a"}}}},
	"POST /feerefunds":                               {set: map[string]any{"original_fee_transaction_token": made("a fee's transaction")}},
	"POST /users/{token}/notes":                      {set: map[string]any{"description": "d", "created_by": "c"}},
	"POST /businesses/{token}/notes":                 {set: map[string]any{"description": "d", "created_by": "c"}},
	"POST /webhooks":                                 {set: map[string]any{"active": false}}, // five may be active
	"PUT /webhooks/{token}":                          {set: map[string]any{"active": false}},
	"auth_control_request":                           {set: map[string]any{"merchant_scope": map[string]any{"mid": "123456789012345"}}},
	"auth_control_exempt_mids_request":               {set: map[string]any{"mid": "123456789012345"}, drop: "merchant_group_token"},
	"chargeback_request":                             {set: map[string]any{"reason_description": "FRAUD_TRANSACTION"}, drop: "reason_code status pre_initiated"},
	"ChargebackUpdateRequest":                        {drop: "reason_code status"},
	"chargeback_transition_request":                  {set: map[string]any{"state": "REPRESENTMENT"}},
	"digital_wallet_token_transition_request":        {set: map[string]any{"state": "SUSPENDED"}},
	"bank_transfer_transition_request_model":         {set: map[string]any{"status": "PROCESSING", "return_code": "R01"}},
	"early_funds_request_model":                      {set: map[string]any{"bank_transfer_token": made("a transfer from a bank")}},
	"POST /programreserve/transactions":              {set: map[string]any{"type": "CREDIT"}},
	"DirectDepositTransitionRequest":                 {set: map[string]any{"state": "REJECTED", "reason_code": "R01"}},
	"auto_reload_model":                              ofAUser,
	"auto_reload_update_model":                       ofAUser,

	// What excludes each other.
	"jit_funding_paymentcard_funding_source":    {set: map[string]any{"enabled": false}},
	"jit_funding_programgateway_funding_source": {set: map[string]any{"enabled": false}},
	"activation_actions":                        {drop: "swap_digital_wallet_tokens_from_card_token"},
	"auto_reload_association":                   {drop: "card_product_token"},
	"merchant_scope":                            {drop: "mcc mcc_group"},
	"auth_control_merchant_scope":               {drop: "mcc mcc_group merchant_group_token"},
	"spend_control_association":                 {drop: "card_product_token"},
	"velocity_control_request":                  {set: map[string]any{"velocity_window": "DAY"}, drop: "include_credits"},
	"velocity_control_update_request":           {set: map[string]any{"velocity_window": "DAY"}, drop: "include_credits"},
	"OrderScope":                                {drop: "msa"},
	"POST /simulate/authorization":              {drop: "cash_back_amount"},
	"POST /simulate/clearing":                   {drop: "is_refund"},
}

// ofAUser is an auto reload that is in nobody's way.
var ofAUser = hint{set: map[string]any{
	"association": map[string]any{"user_token": made("/users")}, "funding_source_token": made("/fundingsources/program"),
	"order_scope": map[string]any{"gpa": map[string]any{"trigger_amount": 10, "reload_amount": 50}},
}}
