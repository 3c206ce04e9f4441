package wire

import "carddeck/marqeta"

// FundingMessage is the funding message of one step of a purchase: what a gateway is
// asked, what it answers, and what notifications repeat of both. Amount is never
// negative; the method says which way money goes.
type FundingMessage struct {
	Token                string              `json:"token"`
	Method               string              `json:"method"`
	UserToken            string              `json:"user_token,omitzero"`
	BusinessToken        string              `json:"business_token,omitzero"`
	ActingUserToken      string              `json:"acting_user_token,omitzero"`
	Amount               marqeta.Amount      `json:"amount"`
	OriginalToken        string              `json:"original_jit_funding_token,omitzero"` // of the purchase's first message
	IncrementalTokens    []string            `json:"incremental_authorization_jit_funding_tokens,omitempty"`
	AddressVerification  *AddressVerdicts    `json:"address_verification,omitzero"`
	DeclineReason        string              `json:"decline_reason,omitzero"`
	Memo                 string              `json:"memo,omitzero"`
	Tags                 string              `json:"tags,omitzero"`
	Balances             map[string]*Balance `json:"balances,omitempty"`
	AnticipatedSupported *bool               `json:"anticipated_amount_supported,omitzero"`
}

// AddressVerdicts are the address given and what issuer and gateway make of it.
type AddressVerdicts struct {
	Request *CheckedAddress `json:"request,omitzero"`
	Issuer  *AddressVerdict `json:"issuer,omitzero"`
	Gateway *AddressVerdict `json:"gateway,omitzero"`
}

// AddressVerdict is one party's address on file and how the given one compares.
type AddressVerdict struct {
	OnFile   *CheckedAddress `json:"on_file,omitzero"`
	Response *Response       `json:"response,omitzero"`
}

// GatewayLog is what became of one question to a gateway.
type GatewayLog struct {
	OrderNumber   string           `json:"order_number"`   // the transaction's token
	TransactionID string           `json:"transaction_id"` // the funding message's token
	Message       string           `json:"message"`
	Duration      int64            `json:"duration"` // milliseconds
	TimedOut      bool             `json:"timed_out"`
	Response      *GatewayResponse `json:"response,omitzero"`
}

// GatewayResponse is a gateway's answer: its HTTP status and what could be read.
type GatewayResponse struct {
	Code string       `json:"code"`
	Data *GatewayData `json:"data,omitzero"`
}

// GatewayData is the body of an answer.
type GatewayData struct {
	JITFunding FundingMessage `json:"jit_funding"`
}
