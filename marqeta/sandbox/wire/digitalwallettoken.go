package wire

import "carddeck/marqeta/sandbox/rest"

// WalletToken stands for a card in a digital wallet. It is stored with its own
// number in clear.
type WalletToken struct {
	Token                string               `json:"token"`
	CardToken            string               `json:"card_token"`
	State                string               `json:"state"`
	StateReason          string               `json:"state_reason,omitzero"`
	FulfillmentStatus    string               `json:"fulfillment_status"`
	EligibilityDecision  string               `json:"issuer_eligibility_decision"`
	TokenServiceProvider TokenServiceProvider `json:"token_service_provider"`
	Device               *WalletDevice        `json:"device,omitzero"`
	Profile              *WalletProfile       `json:"wallet_provider_profile,omitzero"`
	AddressVerification  *WalletAddress       `json:"address_verification,omitzero"`
	Metadata             *WalletMetadata      `json:"metadata,omitzero"`
	Times
}

// TokenServiceProvider is what the card network knows of a token. There is none
// here: the identifiers have the form of Visa's.
type TokenServiceProvider struct {
	TokenReference      string `json:"token_reference_id,omitzero"`
	PANReference        string `json:"pan_reference_id"` // the same for every token of a card
	Correlation         string `json:"correlation_id,omitzero"`
	RequestorID         string `json:"token_requestor_id,omitzero"`
	RequestorName       string `json:"token_requestor_name,omitzero"`
	TokenType           string `json:"token_type,omitzero"`
	TokenPAN            string `json:"token_pan,omitzero"`
	TokenExpiration     string `json:"token_expiration,omitzero"`
	TokenScore          string `json:"token_score,omitzero"`
	AssuranceLevel      string `json:"token_assurance_level,omitzero"`
	EligibilityDecision string `json:"token_eligibility_decision,omitzero"`
}

// WalletDevice is what the wallet is on.
type WalletDevice struct {
	Token        string `json:"token,omitzero"`
	Type         string `json:"type,omitzero"`
	LanguageCode string `json:"language_code,omitzero"`
	DeviceID     string `json:"device_id,omitzero"`
	PhoneNumber  string `json:"phone_number,omitzero"`
	Name         string `json:"name,omitzero"`
	Location     string `json:"location,omitzero"`
	IPAddress    string `json:"ip_address,omitzero"`
}

// WalletProfile is what the wallet's provider says of its customer.
type WalletProfile struct {
	Account        *WalletAccount `json:"account,omitzero"`
	RiskAssessment *struct {
		Score   string `json:"score,omitzero"`
		Version string `json:"version,omitzero"`
	} `json:"risk_assessment,omitzero"`
	DeviceScore           string   `json:"device_score,omitzero"`
	PANSource             string   `json:"pan_source,omitzero"`
	ReasonCode            string   `json:"reason_code,omitzero"`
	RecommendationReasons []string `json:"recommendation_reasons,omitempty"`
}

// WalletAccount is the customer's account with the wallet.
type WalletAccount struct {
	ID           string `json:"id,omitzero"`
	EmailAddress string `json:"email_address,omitzero"`
	Score        string `json:"score,omitzero"`
}

// WalletAddress is where the card's user says to live.
type WalletAddress struct {
	Name       string `json:"name,omitzero"`
	Street     string `json:"street_address,omitzero"`
	Zip        string `json:"zip,omitzero"`
	PostalCode string `json:"postal_code,omitzero"`
}

// WalletMetadata is what a token takes from its card product.
type WalletMetadata struct {
	ProductConfigID string `json:"issuer_product_config_id,omitzero"`
	Language        string `json:"cardproduct_preferred_notification_language,omitzero"`
}

// Shown is the token as answers show it, its number masked.
func (t WalletToken) Shown() WalletToken {
	t.TokenServiceProvider.TokenPAN = rest.MaskPAN(t.TokenServiceProvider.TokenPAN)
	return t
}

// Wallets that ask for tokens, by the number that Visa gives them.
var walletNames = map[string]string{
	"40010030273": "APPLE_PAY", "40010075001": "ANDROID_PAY", "40010043095": "SAMSUNG_PAY", "40010075196": "MICROSOFT_PAY",
	"40010075338": "VISA_CHECKOUT", "40010075449": "FACEBOOK", "40010075839": "NETFLIX", "40010077056": "FITBIT_PAY", "40010069887": "GARMIN_PAY",
}

// The numbers of the wallets that have a path of their own.
const (
	ApplePay   = "40010030273"
	AndroidPay = "40010075001"
	SamsungPay = "40010043095"
)

// WalletName names the wallet that has a number.
func WalletName(requestor string) string {
	if name, ok := walletNames[requestor]; ok {
		return name
	}
	return "UNKNOWN"
}
