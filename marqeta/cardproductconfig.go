package marqeta

// CardProductConfig is the config block of a card product (Marqeta,
// core-api/card-products). Pointers make "not sent" differ from false and from 0; the
// platform answers with every member that it has a default for.
type CardProductConfig struct {
	POI                       *POIConfig                 `json:"poi,omitempty"`
	TransactionControls       *TransactionControls       `json:"transaction_controls,omitempty"`
	SelectiveAuth             *SelectiveAuth             `json:"selective_auth,omitempty"`
	Special                   *SpecialConfig             `json:"special,omitempty"`
	CardLifeCycle             *CardLifeCycle             `json:"card_life_cycle,omitempty"`
	ClearingAndSettlement     *ClearingAndSettlement     `json:"clearing_and_settlement,omitempty"`
	JITFunding                *JITFundingConfig          `json:"jit_funding,omitempty"`
	DigitalWalletTokenization *DigitalWalletTokenization `json:"digital_wallet_tokenization,omitempty"`
	Fulfillment               *FulfillmentConfig         `json:"fulfillment,omitempty"`
}

// POIConfig says at which points of interaction the cards work.
type POIConfig struct {
	ECommerce *bool     `json:"ecommerce,omitempty"`
	ATM       *bool     `json:"atm,omitempty"` // cash at machines, and cash back in shops
	Other     *OtherPOI `json:"other,omitempty"`
}

// OtherPOI covers every point of interaction that is neither online nor a cash machine.
type OtherPOI struct {
	Allow                      *bool  `json:"allow,omitempty"`
	CardPresenceRequired       *bool  `json:"card_presence_required,omitempty"`
	CardholderPresenceRequired *bool  `json:"cardholder_presence_required,omitempty"`
	UseStaticPIN               *bool  `json:"use_static_pin,omitempty"`
	Track1DiscretionaryData    string `json:"track1_discretionary_data,omitempty"`
	Track2DiscretionaryData    string `json:"track2_discretionary_data,omitempty"`
}

// TransactionControls says which transactions the cards may make.
type TransactionControls struct {
	AcceptedCountriesToken                         string       `json:"accepted_countries_token,omitempty"` // accept_us_only, decline_ofac_countries, or a token
	AlwaysRequirePIN                               *bool        `json:"always_require_pin,omitempty"`
	AlwaysRequireICC                               *bool        `json:"always_require_icc,omitempty"`
	AllowGPAAuth                                   *bool        `json:"allow_gpa_auth,omitempty"`
	RequireCardNotPresentCardSecurityCode          *bool        `json:"require_card_not_present_card_security_code,omitempty"`
	AllowMCCGroupAuthorizationControls             *bool        `json:"allow_mcc_group_authorization_controls,omitempty"`
	AllowFirstPINSetViaFinancialTransaction        *bool        `json:"allow_first_pin_set_via_financial_transaction,omitempty"`
	IgnoreCardSuspendedState                       *bool        `json:"ignore_card_suspended_state,omitempty"`
	AllowChipFallback                              *bool        `json:"allow_chip_fallback,omitempty"`
	AllowNetworkLoad                               *bool        `json:"allow_network_load,omitempty"`
	AllowNetworkLoadCardActivation                 *bool        `json:"allow_network_load_card_activation,omitempty"`
	AllowQuasiCash                                 *bool        `json:"allow_quasi_cash,omitempty"`
	QuasiCashExemptMIDs                            string       `json:"quasi_cash_exempt_mids,omitempty"` // separated by commas
	QuasiCashExemptMerchantGroupToken              string       `json:"quasi_cash_exempt_merchant_group_token,omitempty"`
	EnablePartialAuthApproval                      *bool        `json:"enable_partial_auth_approval,omitempty"`
	EnableCreditService                            *bool        `json:"enable_credit_service,omitempty"`
	EnableCardholderVerificationBiometricInPayload *bool        `json:"enable_cardholder_verification_biometric_in_payload,omitempty"`
	AddressVerification                            *AVSControls `json:"address_verification,omitempty"`
	NotificationLanguage                           string       `json:"notification_language,omitempty"` // ces deu eng fra grc ita nld pol prt rou spa swe
	StrongCustomerAuthenticationLimits             *SCALimits   `json:"strong_customer_authentication_limits,omitempty"`
}

// AVSControls says how addresses are checked in address verification messages and in
// authorizations.
type AVSControls struct {
	AVMessages   *AVSControl `json:"av_messages,omitempty"`
	AuthMessages *AVSControl `json:"auth_messages,omitempty"`
}

// AVSControl says whether an address is checked and what declines; the decline
// switches act only where Validate is true.
type AVSControl struct {
	Validate                       *bool `json:"validate,omitempty"`
	DeclineOnAddressNumberMismatch *bool `json:"decline_on_address_number_mismatch,omitempty"`
	DeclineOnPostalCodeMismatch    *bool `json:"decline_on_postal_code_mismatch,omitempty"`
}

// SCALimits are the limits below which a European card product needs no strong
// customer authentication. The platform sets them; they are only read.
type SCALimits struct {
	ContactlessTransactionLimit       *Amount `json:"sca_contactless_transaction_limit,omitempty"`
	ContactlessCumulativeAmountLimit  *Amount `json:"sca_contactless_cumulative_amount_limit,omitempty"`
	ContactlessTransactionsCountLimit *int    `json:"sca_contactless_transactions_count_limit,omitempty"`
	ContactlessTransactionsCurrency   string  `json:"sca_contactless_transactions_currency,omitempty"`
	LVPTransactionLimit               *Amount `json:"sca_lvp_transaction_limit,omitempty"`
	LVPCumulativeAmountLimit          *Amount `json:"sca_lvp_cumulative_amount_limit,omitempty"`
	LVPTransactionsCountLimit         *int    `json:"sca_lvp_transactions_count_limit,omitempty"`
	LVPTransactionsCurrency           string  `json:"sca_lvp_transactions_currency,omitempty"`
	TRAExemptionAmountLimit           *Amount `json:"sca_tra_exemption_amount_limit,omitempty"`
	EnableCAVVAmountValidation        *bool   `json:"enable_cavv_authentication_amount_validation,omitempty"`
	CAVVAmountIncrementalPercentage   Scalar  `json:"cavv_authentication_amount_incremental_percentage,omitempty"`
	EnableIssuerTRAExemption          *bool   `json:"enable_issuer_tra_exemption,omitempty"`
}

// SelectiveAuth matches merchants against a list by name and place.
type SelectiveAuth struct {
	SAMode                 *int  `json:"sa_mode,omitempty"` // 0 inactive, 1 active, 2 log only
	EnableRegexSearchChain *bool `json:"enable_regex_search_chain,omitempty"`
	DMDLocationSensitivity *int  `json:"dmd_location_sensitivity,omitempty"` // 0 to 4: which parts of name and place must match
}

// SpecialConfig holds the switch for merchant onboarding cards.
type SpecialConfig struct {
	MerchantOnBoarding *bool `json:"merchant_on_boarding,omitempty"`
}

// CardLifeCycle says when cards become active and when they expire.
type CardLifeCycle struct {
	ActivateUponIssue              *bool             `json:"activate_upon_issue,omitempty"`
	ExpirationOffset               *ExpirationOffset `json:"expiration_offset,omitempty"`
	CardServiceCode                *int              `json:"card_service_code,omitempty"` // three digits, 101 unless set
	UpdateExpirationUponActivation *bool             `json:"update_expiration_upon_activation,omitempty"`
	Reloadability                  string            `json:"reloadability,omitempty"` // SINGLE_USE_VIRTUAL, NON_RELOADABLE, RELOADABLE
}

// ExpirationOffset is a card's life. Years and months end with the last second of the
// month reached, days with the last second of the day.
type ExpirationOffset struct {
	Unit      string            `json:"unit,omitempty"` // YEARS MONTHS DAYS HOURS MINUTES SECONDS
	Value     int               `json:"value,omitempty"`
	MinOffset *ExpirationOffset `json:"min_offset,omitempty"` // shortest life that a card may ask for
}

// ClearingAndSettlement says which account a clearing above its authorization
// overdraws. It has no effect with JIT Funding.
type ClearingAndSettlement struct {
	OverdraftDestination string `json:"overdraft_destination,omitempty"` // GPA, MSA, MERCHANT_CAMPAIGN_ACCOUNT, GLOBAL_OVERDRAFT_ACCOUNT
}

// JITFundingConfig holds one block for each kind of Just-in-Time Funding; at most one
// is enabled.
type JITFundingConfig struct {
	PaymentCardFundingSource    *PaymentCardFundingConfig `json:"paymentcard_funding_source,omitempty"`
	ProgramGatewayFundingSource *GatewayFundingConfig     `json:"programgateway_funding_source,omitempty"`
	ProgramFundingSource        *ProgramFundingConfig     `json:"program_funding_source,omitempty"`
}

// Where a refund goes under JIT Funding: back to the source, or onto the card's
// balance, from which a later purchase may be approved without asking anybody.
const (
	RefundsToProgramFundingSource = "PROGRAM_FUNDING_SOURCE" // for a program funding source
	RefundsToGateway              = "GATEWAY"                // for a gateway or a payment card
	RefundsToGPA                  = "GPA"
	RefundsWaterfall              = "WATERFALL"
)

// ProgramFundingConfig turns on Managed JIT Funding.
type ProgramFundingConfig struct {
	Enabled            *bool  `json:"enabled,omitempty"`
	FundingSourceToken string `json:"funding_source_token,omitempty"`
	RefundsDestination string `json:"refunds_destination,omitempty"`
}

// GatewayFundingConfig turns on Gateway JIT Funding.
type GatewayFundingConfig struct {
	Enabled            *bool  `json:"enabled,omitempty"`
	FundingSourceToken string `json:"funding_source_token,omitempty"`
	RefundsDestination string `json:"refunds_destination,omitempty"`
	AlwaysFund         *bool  `json:"always_fund,omitempty"` // ask the gateway even when the balance would do
}

// PaymentCardFundingConfig turns on funding from the user's own payment card.
type PaymentCardFundingConfig struct {
	Enabled            *bool  `json:"enabled,omitempty"`
	RefundsDestination string `json:"refunds_destination,omitempty"`
}

// DigitalWalletTokenization says how the cards get into digital wallets.
type DigitalWalletTokenization struct {
	CardArtID            string                `json:"card_art_id,omitempty"`
	ProvisioningControls *ProvisioningControls `json:"provisioning_controls,omitempty"`
}

// ProvisioningControls allows the ways into a digital wallet one by one.
type ProvisioningControls struct {
	ManualEntry                             *ProvisioningControl `json:"manual_entry,omitempty"`
	WalletProviderCardOnFile                *ProvisioningControl `json:"wallet_provider_card_on_file,omitempty"`
	InAppProvisioning                       *ProvisioningControl `json:"in_app_provisioning,omitempty"`
	WebPushProvisioning                     *WebPushProvisioning `json:"web_push_provisioning,omitempty"`
	ForceYellowPathForCardProduct           *bool                `json:"force_yellow_path_for_card_product,omitempty"`
	DWTVerifyATCDuringAuth                  *bool                `json:"dwt_verify_atc_during_auth,omitempty"`
	DWTUseCardStatusDuringAuth              *bool                `json:"dwt_use_card_status_during_auth,omitempty"`
	EnableDiscretionaryDataDuringTAR        *bool                `json:"enable_discretionary_data_during_tar,omitempty"`
	DWTTARAVSDeclineOnAddressNumberMismatch *bool                `json:"dwt_tar_avs_decline_on_address_number_mismatch,omitempty"`
	DWTTARAVSDeclineOnPostalCodeMismatch    *bool                `json:"dwt_tar_avs_decline_on_postal_code_mismatch,omitempty"`
}

// ProvisioningControl is one way into a digital wallet.
type ProvisioningControl struct {
	Enabled             *bool      `json:"enabled,omitempty"`
	AddressVerification *WalletAVS `json:"address_verification,omitempty"`
}

// WalletAVS says whether the address given to a digital wallet is checked.
type WalletAVS struct {
	Validate *bool `json:"validate,omitempty"`
}

// WebPushProvisioning names the program at the wallet providers.
type WebPushProvisioning struct {
	AppleCardTemplateID string `json:"wpp_apple_card_template_id,omitempty"`
	ApplePartnerID      string `json:"wpp_apple_partner_id,omitempty"`
	GooglePIAID         string `json:"wpp_google_piaid,omitempty"`
}
