package marqeta

// CardSecurityCodeVerification tells whether the security code was right. Type is CVV1
// (stripe), CVV2 (printed), ICVV (chip) or DCVV (contactless).
type CardSecurityCodeVerification struct {
	Type     string   `json:"type,omitempty"`
	Response Response `json:"response,omitzero"`
}

// AddressVerification compares the address given with the one on file. The response
// code has two digits for the street and two for the postal code.
type AddressVerification struct {
	Request  *AVSAddress `json:"request,omitempty"`
	OnFile   *AVSAddress `json:"on_file,omitempty"`
	Response Response    `json:"response,omitzero"`
	Issuer   *AVSAnswer  `json:"issuer,omitempty"`
	Gateway  *AVSAnswer  `json:"gateway,omitempty"`
}

// AVSAnswer is one party's view of an address.
type AVSAnswer struct {
	OnFile   *AVSAddress `json:"on_file,omitempty"`
	Response Response    `json:"response,omitzero"`
}

// AVSAddress is an address as it was compared.
type AVSAddress struct {
	StreetAddress string `json:"street_address,omitempty"`
	PostalCode    string `json:"postal_code,omitempty"`
	Zip           string `json:"zip,omitempty"`
}

// AccountNameVerification compares the name given with the one on file. The response
// code has one digit each for first, middle, last and full name.
type AccountNameVerification struct {
	Request     *PersonName `json:"request,omitempty"`
	OnFile      *PersonName `json:"on_file,omitempty"`
	Response    Response    `json:"response,omitzero"`
	RequestType string      `json:"request_type,omitempty"`
}

// PersonName is a name as it was compared.
type PersonName struct {
	FirstName  string `json:"first_name,omitempty"`
	MiddleName string `json:"middle_name,omitempty"`
	LastName   string `json:"last_name,omitempty"`
}

// CardholderAuthentication is the outcome of 3-D Secure.
type CardholderAuthentication struct {
	ElectronicCommerceIndicator string   `json:"electronic_commerce_indicator,omitempty"`
	VerificationResult          string   `json:"verification_result,omitempty"`
	VerificationValueCreatedBy  string   `json:"verification_value_created_by,omitempty"`
	AuthenticationMethod        string   `json:"authentication_method,omitempty"`
	AuthenticationStatus        string   `json:"authentication_status,omitempty"`
	ThreeDSMessageVersion       string   `json:"three_ds_message_version,omitempty"`
	AcquirerExemption           []string `json:"acquirer_exemption,omitempty"`
	IssuerExemption             string   `json:"issuer_exemption,omitempty"`
}

// Fraud is what the network and the processor think of a transaction.
type Fraud struct {
	Network         *NetworkFraud   `json:"network,omitempty"`
	IssuerProcessor *ProcessorFraud `json:"issuer_processor,omitempty"`
}

// NetworkFraud is the network's scores.
type NetworkFraud struct {
	TransactionRiskScore           Scalar `json:"transaction_risk_score,omitempty"`
	TransactionRiskScoreReasonCode string `json:"transaction_risk_score_reason_code,omitempty"`
	AccountRiskScore               Scalar `json:"account_risk_score,omitempty"`
	AccountRiskScoreReasonCode     string `json:"account_risk_score_reason_code,omitempty"`
}

// ProcessorFraud is the processor's score and the rules behind it.
type ProcessorFraud struct {
	Score             Scalar   `json:"score,omitempty"`
	RiskLevel         string   `json:"risk_level,omitempty"`
	RecommendedAction string   `json:"recommended_action,omitempty"`
	RuleViolations    []string `json:"rule_violations,omitempty"`
}
