package conformance_test

// deviation is a difference between the sandbox and the description: where it is,
// a definition or an operation, and what it is, a pattern of path.Match.
type deviation struct{ where, what string }

// deviations are the differences that are meant, with the reason of each. One that
// is not met any more fails the walk.
var deviations = map[deviation]string{
	{"GET /fundingsources/program/{token}", "answers 200"}:        "the description prints the status of the POST",
	{"GET /fundingsources/programgateway/{token}", "answers 200"}: "the description prints the status of the POST",
	{"POST /pins/reveal", "answers 200"}:                          "the answer has a body",
	{"POST /users/auth/login", "answers 200"}:                     "the answer has a body",

	{"webhook_response_model", "config/basic_auth_username comes back changed"}:                   "credentials are masked",
	{"webhook_response_model", "config/basic_auth_password comes back changed"}:                   "credentials are masked",
	{"webhook_response_model", "config/secret comes back changed"}:                                "credentials are masked",
	{"webhook_response_model", "config/basic_auth_password breaks minLength"}:                     "the mask has 12 characters",
	{"webhook_response_model", "config/secret breaks minLength"}:                                  "the mask has 12 characters",
	{"user_card_holder_response", "ssn comes back changed"}:                                       "numbers of people are masked",
	{"user_card_holder_response", "identifications comes back changed"}:                           "numbers of people are masked",
	{"business_card_holder_response", "identifications comes back changed"}:                       "numbers of people are masked",
	{"business_card_holder_response", "proprietor_or_officer/identifications comes back changed"}: "numbers of people are masked",
	{"business_card_holder_response", "proprietor_or_officer/ssn comes back changed"}:             "numbers of people are masked",
	{"user_card_holder_response", "password does not come back"}:                                  "passwords are not shown",
	{"business_card_holder_response", "password does not come back"}:                              "passwords are not shown",
	{"gpa_response", "funding_source_token comes back changed"}:                                   "orders show the end of the token, as the guide does",

	{"webhook_ping_model", "pings is missing"}:        "the endpoint's own answer is passed on",
	{"webhook_ping_model", "status is not described"}: "the endpoint's own answer is passed on",

	// The wire differs from the description.
	{"cardholder_balances", "gpa/cached_balance is missing"}:                              "what was observed has no caches",
	{"cardholder_balances", "gpa/last_updated_time is missing"}:                           "what was observed has no caches",
	{"cardholder_balances", "gpa/balances/*/balances is missing"}:                         "what was observed has no caches",
	{"cardholder_balances", "gpa/balances/*/cached_balance is missing"}:                   "what was observed has no caches",
	{"cardholder_balances", "gpa/balances/*/last_updated_time is missing"}:                "what was observed has no caches",
	{"transaction_model", "gpa/cached_balance is missing"}:                                "what was observed has no caches",
	{"transaction_model", "gpa/last_updated_time is missing"}:                             "what was observed has no caches",
	{"transaction_model", "gpa/balances/*/balances is missing"}:                           "what was observed has no caches",
	{"transaction_model", "gpa/balances/*/cached_balance is missing"}:                     "what was observed has no caches",
	{"transaction_model", "gpa/balances/*/last_updated_time is missing"}:                  "what was observed has no caches",
	{"transaction_model", "card/* is missing"}:                                            "a transaction has some of its card",
	{"transaction_model", "authorization_expiration is not described"}:                    "newer than the description",
	{"transaction_model", "card_acceptor/street_address is not described"}:                "newer than the description",
	{"transaction_model", "network_metadata/outgoing_response_code is not described"}:     "newer than the description",
	{"bank_transfer_response_model", "is_early_funded is not described"}:                  "newer than the description",
	{"mcc_group_model", "mccs/* breaks type"}:                                             "codes are strings",
	{"simulation_response_model", "raw_iso8583/* breaks type"}:                            "elements of the network message are strings",
	{"card_product_response", "config/fulfillment/card_personalization is missing"}:       "observed without",
	{"POST /cardproducts", "answers no config/fulfillment/card_personalization with 201"}: "observed without",
	{"POST /cards", "answers no fulfillment/card_personalization with 201"}:               "observed without",
	{"card_product_response", "config/jit_funding/*/refunds_destination breaks enum"}:     "observed empty",
	{"business_card_holder_response", "beneficial_owner[1-4]/ssn is not described"}:       "shown masked, as the proprietor's",
	{"business_card_holder_response", "beneficial_owner[1-4]/dob is not described"}:       "described under the name of a method",
	{"business_card_holder_response", "incorporation/incorporation_type breaks enum"}:     "requests have more types than answers",
	{"chargeback_response", "reason_description breaks enum"}:                             "requests have more reasons than answers",
	{"fee_transfer_response", "business_token is missing"}:                                "either a user or a business is named",
	{"direct_deposit_account_response", "business_token is missing"}:                      "either a user or a business is named",
	{"direct_deposit_account_transition_response", "business_token is missing"}:           "either a user or a business is named",
	{"direct_deposit_account_transition_response", "channel breaks m*Length"}:             "channels are API and PROD_SUPPORT, too",

	// Wrong calls that are right.
	{"POST /cards/merchant/{merchant_token}", "answers an unknown {merchant_token} with 201"}: "the program chooses the token",
	{"POST /chargebacks/transitions", "answers reason too long with 201"}:                     "newer documents allow 3000",
	{"PUT /kyc/{token}", "does not leave what it is sent back"}:                               "a PUT answers questions",

	// What is not read is not checked.
	{"POST /chargebacks", "answers regulation_type of a wrong type with 201"}: "no document says what it does",
	{"chargeback_transition_response", "type comes back changed"}:             "it follows from the state",
}
