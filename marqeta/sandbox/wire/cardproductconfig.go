package wire

import "carddeck/marqeta/sandbox/rest"

// CardProductConfig is the config block of a card product.
type CardProductConfig struct {
	POI                 POI                 `json:"poi"`
	TransactionControls TransactionControls `json:"transaction_controls"`
	SelectiveAuth       SelectiveAuth       `json:"selective_auth"`
	Special             Special             `json:"special"`
	CardLifeCycle       CardLifeCycle       `json:"card_life_cycle"`
	Clearing            Clearing            `json:"clearing_and_settlement"`
	JITFunding          JITFunding          `json:"jit_funding"`
	DigitalWallet       DigitalWallet       `json:"digital_wallet_tokenization"`
	Fulfillment         Fulfillment         `json:"fulfillment"`
}

// POI is where cards of the product may be used.
type POI struct {
	Other     POIOther  `json:"other"`
	ECommerce rest.Flag `json:"ecommerce"`
	ATM       rest.Flag `json:"atm"`
}

// POIOther is every place but cash machines and the web.
type POIOther struct {
	Allow                      rest.Flag `json:"allow"`
	CardPresenceRequired       rest.Flag `json:"card_presence_required"`
	CardholderPresenceRequired rest.Flag `json:"cardholder_presence_required"`
	UseStaticPIN               rest.Flag `json:"use_static_pin"`
	Track1Discretionary        string    `json:"track1_discretionary_data"`
	Track2Discretionary        string    `json:"track2_discretionary_data"`
}

// TransactionControls is what authorizations of the product must satisfy.
type TransactionControls struct {
	AcceptedCountriesToken     string              `json:"accepted_countries_token"`
	AlwaysRequirePIN           rest.Flag           `json:"always_require_pin"`
	AlwaysRequireICC           rest.Flag           `json:"always_require_icc"`
	AllowGPAAuth               rest.Flag           `json:"allow_gpa_auth"`
	RequireSecurityCode        rest.Flag           `json:"require_card_not_present_card_security_code"`
	AllowMCCGroupControls      rest.Flag           `json:"allow_mcc_group_authorization_controls"`
	AllowFirstPINSet           rest.Flag           `json:"allow_first_pin_set_via_financial_transaction"`
	IgnoreCardSuspendedState   rest.Flag           `json:"ignore_card_suspended_state"`
	AllowChipFallback          rest.Flag           `json:"allow_chip_fallback"`
	AllowNetworkLoad           rest.Flag           `json:"allow_network_load"`
	AllowNetworkLoadActivation rest.Flag           `json:"allow_network_load_card_activation"`
	AllowQuasiCash             rest.Flag           `json:"allow_quasi_cash"`
	EnablePartialAuthApproval  rest.Flag           `json:"enable_partial_auth_approval"`
	EnableCreditService        rest.Flag           `json:"enable_credit_service"`
	EnableBiometricInPayload   *rest.Flag          `json:"enable_cardholder_verification_biometric_in_payload,omitzero"`
	QuasiCashExemptMIDs        string              `json:"quasi_cash_exempt_mids,omitzero"`
	QuasiCashExemptGroup       string              `json:"quasi_cash_exempt_merchant_group_token,omitzero"`
	NotificationLanguage       string              `json:"notification_language,omitzero"`
	StrongAuthenticationLimits struct{}            `json:"strong_customer_authentication_limits"`
	AddressVerification        AddressVerification `json:"address_verification"`
}

// AddressVerification has one rule for purchases and one for amounts of zero.
type AddressVerification struct {
	AVMessages   AddressRule `json:"av_messages"`
	AuthMessages AddressRule `json:"auth_messages"`
}

// AddressRule says what a mismatch of the address leads to.
type AddressRule struct {
	Validate                       rest.Flag `json:"validate"`
	DeclineOnAddressNumberMismatch rest.Flag `json:"decline_on_address_number_mismatch"`
	DeclineOnPostalCodeMismatch    rest.Flag `json:"decline_on_postal_code_mismatch"`
}

// SelectiveAuth is kept and shown; nothing here acts on it.
type SelectiveAuth struct {
	Mode                   int       `json:"sa_mode"`
	EnableRegexSearchChain rest.Flag `json:"enable_regex_search_chain"`
	LocationSensitivity    int       `json:"dmd_location_sensitivity"`
}

// Special is kept and shown.
type Special struct {
	MerchantOnBoarding rest.Flag `json:"merchant_on_boarding"`
}

// CardLifeCycle is how cards begin and end.
type CardLifeCycle struct {
	ActivateUponIssue           rest.Flag        `json:"activate_upon_issue"`
	ExpirationOffset            ExpirationOffset `json:"expiration_offset"`
	CardServiceCode             int              `json:"card_service_code"`
	UpdateExpirationOnActivated rest.Flag        `json:"update_expiration_upon_activation"`
	Reloadability               string           `json:"reloadability,omitzero"`
}

// Clearing says where an overdraft goes.
type Clearing struct {
	OverdraftDestination string `json:"overdraft_destination"`
}

// JITFunding is who pays at the moment of purchase. Unset strings are shown empty.
type JITFunding struct {
	PaymentCard PaymentCardFunding `json:"paymentcard_funding_source"`
	Gateway     GatewayFunding     `json:"programgateway_funding_source"`
	Program     ProgramFunding     `json:"program_funding_source"`
}

// PaymentCardFunding draws on a card of the user.
type PaymentCardFunding struct {
	Enabled            rest.Flag `json:"enabled"`
	RefundsDestination string    `json:"refunds_destination"`
}

// ProgramFunding draws on a program funding source: Managed JIT Funding.
type ProgramFunding struct {
	Enabled            rest.Flag `json:"enabled"`
	FundingSourceToken string    `json:"funding_source_token"`
	RefundsDestination string    `json:"refunds_destination"`
}

// GatewayFunding asks the program's gateway: Gateway JIT Funding.
type GatewayFunding struct {
	Enabled            rest.Flag `json:"enabled"`
	FundingSourceToken string    `json:"funding_source_token"`
	RefundsDestination string    `json:"refunds_destination"`
	AlwaysFund         rest.Flag `json:"always_fund"`
}

// DigitalWallet is whether and how cards of the product get into wallets.
type DigitalWallet struct {
	CardArtID            string               `json:"card_art_id"`
	ProvisioningControls ProvisioningControls `json:"provisioning_controls"`
}

// ProvisioningControls are the ways into a wallet. Those that are optional here are
// shown only where they were set.
type ProvisioningControls struct {
	ManualEntry           ProvisioningRule `json:"manual_entry"`
	WalletCardOnFile      ProvisioningRule `json:"wallet_provider_card_on_file"`
	InApp                 ProvisioningRule `json:"in_app_provisioning"`
	WebPush               *WebPush         `json:"web_push_provisioning,omitzero"`
	ForceYellowPath       *rest.Flag       `json:"force_yellow_path_for_card_product,omitzero"`
	VerifyATC             *rest.Flag       `json:"dwt_verify_atc_during_auth,omitzero"`
	UseCardStatus         *rest.Flag       `json:"dwt_use_card_status_during_auth,omitzero"`
	DiscretionaryData     *rest.Flag       `json:"enable_discretionary_data_during_tar,omitzero"`
	DeclineAddressNumber  *rest.Flag       `json:"dwt_tar_avs_decline_on_address_number_mismatch,omitzero"`
	DeclinePostalMismatch *rest.Flag       `json:"dwt_tar_avs_decline_on_postal_code_mismatch,omitzero"`
}

// WebPush names the program to the wallets' servers.
type WebPush struct {
	ApplePartnerID    string `json:"wpp_apple_partner_id,omitzero"`
	AppleCardTemplate string `json:"wpp_apple_card_template_id,omitzero"`
	GooglePIAID       string `json:"wpp_google_piaid,omitzero"`
}

// ProvisioningRule is one way into a wallet.
type ProvisioningRule struct {
	Enabled             rest.Flag `json:"enabled"`
	AddressVerification struct {
		Validate rest.Flag `json:"validate"`
	} `json:"address_verification"`
}
