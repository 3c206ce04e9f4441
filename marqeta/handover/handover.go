// Package handover writes down what a platform's support asks for about transactions, as
// data, and takes out whatever says who the cardholder is and every secret. It is pure:
// what is known is gathered elsewhere.
//
// What leaves the house is chosen, not what stays: of a notification only members that are
// known to be harmless are kept (members.go). Texts that people or gateways wrote are kept
// without e-mail addresses, card numbers, telephone numbers, social security numbers,
// credentials, and whatever is known of the cardholder (redactor.go).
package handover

import (
	"encoding/json"

	"carddeck/marqeta"
)

// Schema names the shape of a bundle. A member that is added keeps it; one that goes or
// means something else makes another.
const Schema = "carddeck.handover/1"

// Bundle is everything about one case that may leave the house. Times are UTC.
type Bundle struct {
	Schema       string        `json:"schema"`
	MadeAt       marqeta.Time  `json:"made_at"`
	Case         Case          `json:"case"`
	Program      Program       `json:"program"`
	DeclineGroup *DeclineGroup `json:"decline_group,omitempty"`
	Transactions []Transaction `json:"transactions"`
	NotIncluded  []string      `json:"not_included"` // what support may ask for and nobody here has
	Redaction    Redaction     `json:"redaction"`
}

// Case is what is asked.
type Case struct {
	Number   int64        `json:"number"`
	Title    string       `json:"title"`
	Expected string       `json:"expected_result,omitempty"`
	OpenedAt marqeta.Time `json:"opened_at"`
}

// Program says which platform is meant.
type Program struct {
	Environment string         `json:"environment"` // host, or "embedded sandbox"
	Kind        string         `json:"kind"`        // embedded, sandbox, production
	API         string         `json:"api"`         // base address
	ProgramID   marqeta.Scalar `json:"program_id,omitempty"`
	ShortCode   string         `json:"short_code,omitempty"`
}

// DeclineGroup is the declines of one cause, counted by this console.
type DeclineGroup struct {
	ID               string               `json:"id"` // this console's own
	ResponseCode     marqeta.ResponseCode `json:"response_code,omitempty"`
	DecidedBy        string               `json:"decided_by,omitempty"`
	Sure             bool                 `json:"sure"` // the notifications leave no other check
	Control          string               `json:"control,omitempty"`
	MCC              string               `json:"mcc,omitempty"`
	CardProductToken string               `json:"card_product_token,omitempty"`
	Declines         int64                `json:"declines"`
	Cards            int64                `json:"cards"`
	Users            int64                `json:"users"`
	Asked            []Asked              `json:"asked,omitempty"`
	FirstSeen        marqeta.Time         `json:"first_seen"`
	LastSeen         marqeta.Time         `json:"last_seen"`
}

// Asked is what merchants asked for in one currency.
type Asked struct {
	Amount       marqeta.Amount `json:"amount"`
	CurrencyCode string         `json:"currency_code"`
	Declines     int64          `json:"declines"`
}

// Transaction is one transaction with all that is known of how it was decided.
type Transaction struct {
	Token            string                   `json:"token"`
	URL              string                   `json:"api_url"`
	Identifier       marqeta.Scalar           `json:"identifier,omitempty"`
	Type             string                   `json:"type"`
	State            marqeta.TransactionState `json:"state"`
	CardToken        string                   `json:"card_token,omitempty"`
	LastFour         string                   `json:"card_last_four,omitempty"`
	UserToken        string                   `json:"user_token,omitempty"`
	ActingUserToken  string                   `json:"acting_user_token,omitempty"`
	BusinessToken    string                   `json:"business_token,omitempty"`
	CardProductToken string                   `json:"card_product_token,omitempty"`

	CreatedTime         marqeta.Time `json:"created_time,omitzero"`
	UserTransactionTime marqeta.Time `json:"user_transaction_time,omitzero"`
	SettlementDate      marqeta.Time `json:"settlement_date,omitzero"`

	Amount             marqeta.Amount              `json:"amount"`
	RequestAmount      marqeta.Amount              `json:"request_amount"`
	CurrencyCode       string                      `json:"currency_code"`
	CurrencyConversion *marqeta.CurrencyConversion `json:"currency_conversion,omitempty"`

	Response                 marqeta.Response `json:"response"`
	ApprovalCode             string           `json:"approval_code,omitempty"`
	Network                  string           `json:"network,omitempty"`
	Subnetwork               string           `json:"subnetwork,omitempty"`
	NetworkReferenceID       string           `json:"network_reference_id,omitempty"`
	AcquirerReferenceData    string           `json:"acquirer_reference_data,omitempty"`
	RetrievalReferenceNumber string           `json:"retrieval_reference_number,omitempty"`
	SystemTraceAuditNumber   string           `json:"system_trace_audit_number,omitempty"`
	OutgoingResponseCode     string           `json:"outgoing_response_code,omitempty"` // told to the network
	IncomingResponseCode     string           `json:"incoming_response_code,omitempty"` // told by the network
	StandInBy                string           `json:"standin_by,omitempty"`
	StandInApprovedBy        string           `json:"standin_approved_by,omitempty"`
	StandInReason            string           `json:"standin_reason,omitempty"`

	Merchant     Merchant        `json:"merchant"`
	Explanation  Explanation     `json:"explanation"`
	GatewayLog   json.RawMessage `json:"gateway_log,omitempty"`
	AsOfThen     AsOfThen        `json:"as_of_then"`
	Lifecycle    []Step          `json:"lifecycle"`
	Notification Notification    `json:"notification"`
	Missing      []string        `json:"missing"` // each a sentence with its reason
}

// Merchant is who asked.
type Merchant struct {
	Name        string `json:"name,omitempty"`
	MID         string `json:"mid,omitempty"`
	MCC         string `json:"mcc,omitempty"`
	NetworkMID  string `json:"network_mid,omitempty"`
	City        string `json:"city,omitempty"`
	CountryCode string `json:"country_code,omitempty"`
}

// Explanation is this console's own, not the platform's.
type Explanation struct {
	Words     string   `json:"words,omitempty"` // empty for a code that no source explains
	Meaning   string   `json:"meaning,omitempty"`
	DecidedBy string   `json:"decided_by,omitempty"`
	MayBe     []string `json:"may_be,omitempty"` // where it cannot be known
	Exact     bool     `json:"exact"`            // told by the embedded sandbox, else rebuilt
	Checks    []Check  `json:"checks"`
}

// Check is one line of the trace.
type Check struct {
	Name    string                     `json:"check"`
	Result  string                     `json:"result"`
	RestsOn string                     `json:"rests_on"`
	Code    marqeta.ResponseCode       `json:"code,omitempty"`
	Control string                     `json:"control_token,omitempty"`
	Guess   bool                       `json:"guess,omitempty"`
	Values  map[string]json.RawMessage `json:"values,omitempty"`
}

// Step is one transaction of the purchase.
type Step struct {
	Token          string               `json:"token"`
	Type           string               `json:"type"`
	State          string               `json:"state"`
	Amount         marqeta.Amount       `json:"amount"`
	CurrencyCode   string               `json:"currency_code"`
	ResponseCode   marqeta.ResponseCode `json:"response_code,omitempty"`
	ApprovalCode   string               `json:"approval_code,omitempty"`
	PrecedingToken string               `json:"preceding_related_transaction_token,omitempty"`
	CreatedTime    marqeta.Time         `json:"created_time"`
}

// Notification is the transaction as the platform told it.
type Notification struct {
	ReceivedAt marqeta.Time    `json:"received_at,omitzero"` // zero when it was read from the API instead
	Signature  string          `json:"signature,omitempty"`
	Content    json.RawMessage `json:"content,omitempty"` // redacted
}

// Redaction says what was taken out.
type Redaction struct {
	Removed         int      `json:"removed"` // values, or parts of texts
	CardholderKnown bool     `json:"cardholder_known"`
	Rules           []string `json:"rules"`
}
