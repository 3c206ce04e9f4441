package conformance_test

// references are members that name a resource, and where that is made or what it
// is; of one definition, if that is named before a dot.
var references = map[string]string{
	"user_token":                                        "/users",
	"sender_user_token":                                 "a user with money",
	"recipient_user_token":                              "/users",
	"single_inventory_user_token":                       "/users",
	"parent_token":                                      "/users",
	"business_token":                                    "/businesses",
	"account_holder_group_token":                        "/accountholdergroups",
	"card_token":                                        "/cards",
	"card_product_token":                                "/cardproducts",
	"bulk_issuance_token":                               "/bulkissuances",
	"funding_source_token":                              "/fundingsources/program",
	"program_funding_source_token":                      "/fundingsources/program",
	"gpa_request.funding_source_address_token":          "", // of the same user
	"unload_request_model.funding_source_address_token": "",
	"funding_source_address_token":                      "/fundingsources/addresses",
	"type_token":                                        "/programtransfers/types",
	"real_time_fee_group_token":                         "/realtimefeegroups",
	"fee_tokens":                                        "/fees",
	"original_order_token":                              "/gpaorders",
	"mcc_group":                                         "/mccgroups",
	"merchant_group_token":                              "/merchantgroups",
	"quasi_cash_exempt_merchant_group_token":            "/merchantgroups",
	"commando_mode_token":                               "/commandomodes",
	"account_token":                                     "/depositaccounts",
	"bank_transfer_token":                               "/banktransfers/ach",
	"direct_deposit_token":                              "/simulate/directdeposits",
	"payment_instrument_token":                          "/pushtocards/paymentcard",
	"chargeback_token":                                  "/chargebacks",
	"original_transaction_token":                        "an authorization",
	"transaction_token":                                 "a purchase",
	"original_fee_transaction_token":                    "a fee's transaction",
	"control_token":                                     "a control token",
	"email":                                             "a mailbox",

	"jit_funding_programgateway_funding_source.funding_source_token": "/fundingsources/programgateway",
	"bank_transfer_request_model.funding_source_token":               "a verified bank account",
	"fee_model.token":                          "/fees",
	"digital_wallet_token_hash.token":          "/digitalwallettokens",
	"pan_request.pan":                          "a card's number",
	"pin_reveal_request.control_token":         "a control token that reveals",
	"webhook_config_model.url":                 "a receiver",
	"transaction_options.transaction_token":    "", // the new transaction's own
	"program_transfer.user_token":              "a user with money",
	"fee_transfer_request.user_token":          "a user with money",
	"gpa_request.user_token":                   "a user with an address",
	"kyc_request.user_token":                   "a user to verify",
	"DirectDepositAccountRequest.user_token":   "a user with a card",
	"DirectDepositRequest.account_number":      "an account number",
	"DDARequest.dda":                           "a business's account number",
	"login_request_model.user_token":           "a user with a password",
	"one_time_request_model.user_token":        "a user with a password",
	"reset_user_password_email_model.email":    "a user's mailbox",
	"push_to_card_disburse_request.user_token": "a user with money",
}

// single are the resources that one of is enough.
var single = map[string]bool{
	"/cardproducts": true, "/fundingsources/program": true, "/fundingsources/programgateway": true, "/accountholdergroups": true,
	"/mccgroups": true, "/merchantgroups": true, "/realtimefeegroups": true, "/fees": true, "/webhooks": true, "/commandomodes": true, "a receiver": true,
}

const (
	password = "Aa1!aaaaaaaaaaaaaaaaaaaa"
	another  = "Bb2@bbbbbbbbbbbbbbbbbbbb"
)

// knownValues are members with a form that their schema does not tell; of one
// definition, if that is named before a dot.
var knownValues = map[string]any{
	"phone": "+15105550100", "ssn": "123-45-6789", "birth_date": "1990-01-15", "dob": "1990-01-15T00:00:00Z",
	"expiration_date": "2031-01-15", "passport_expiration_date": "2031-01-15", "id_card_expiration_date": "2031-01-15", "first_installment_date": "2026-04-01",
	"zip": "94612", "postal_code": "94612", "state": "CA", "country": "USA", "ip_address": "203.0.113.7",
	"url": "https://hooks.example.com/marqeta", "endpoint": "https://hooks.example.com/simulation", "website": "https://example.com/",
	"basic_auth_password": password, "password": password, "secret": password, "current_password": password, "new_password": another,
	"currency_code": "USD", "currency": "USD", "amount": 10.25, "mcc": "5411", "mccs": []any{"5411", "5811-5814"}, "mid": "123456789012345", "mids": []any{"123456789012345"},
	"events": []any{"*"}, "custom_header": map[string]any{"X-One": "1"}, "metadata": map[string]any{"tier": "gold"},
	"include_credits_types": []any{"CASH_DEPOSIT"}, "include_network_load_types": []any{"ALL"}, "end_time": "2027-01-15T08:30:00Z", "accepted_countries_token": "accept_us_only", "notification_language": "eng", "end_date": "2031-01-15",
	"is_default_account": true, "is_default_address": true, // as the first is in any case
	"timeout_millis": 3000, "card_service_code": 101, "package_id": "0", "pan_length": "16", "bin_prefix": "111111",
	"account_number": "123456789", "routing_number": "121000358", "pan": "4111111111111111", "cvv_number": "123", "cvv": "123", "expiration": "0330", "exp_date": "1230", "pin": "2580",
	"token_request.account_number": "4111111111111111", "pre_auth_time_limit": "7", "card_expiration_date_yymm": "3003", "screening_score": "42", "device_id": "0123456789",
}
