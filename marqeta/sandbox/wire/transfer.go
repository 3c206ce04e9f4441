package wire

import "carddeck/marqeta/sandbox/rest"

// AccountFunding describes a pull of money from the card.
type AccountFunding struct {
	FundingSource       string `json:"funding_source,omitzero"`
	ReceiverAccountType string `json:"receiver_account_type,omitzero"`
	ReceiverName        string `json:"receiver_name,omitzero"`
	TransactionType     string `json:"transaction_type,omitzero"`
	TransactionPurpose  string `json:"transaction_purpose,omitzero"`
}

// OriginalCredit describes a push of money to the card.
type OriginalCredit struct {
	FundingSource     string     `json:"funding_source,omitzero"`
	TransactionType   string     `json:"transaction_type,omitzero"`
	SenderAccountType string     `json:"sender_account_type,omitzero"`
	SenderName        string     `json:"sender_name,omitzero"`
	SenderAddress     string     `json:"sender_address,omitzero"`
	SenderCity        string     `json:"sender_city,omitzero"`
	SenderState       string     `json:"sender_state,omitzero"`
	SenderCountry     string     `json:"sender_country,omitzero"`
	ScreeningScore    string     `json:"screening_score,omitzero"`
	Purpose           string     `json:"transaction_purpose,omitzero"`
	DeferredHoldBy    string     `json:"deferred_hold_by,omitzero"`
	FastFundsEnabled  *rest.Flag `json:"fast_funds_enabled,omitzero"`
}
