package marqeta

// AccountFunding tells for whom money is pulled from a card. Simulations of account
// funding require FirstName, FundingSource, ReceiverAccountType and TransactionType.
type AccountFunding struct {
	FirstName           string `json:"first_name,omitempty"`
	LastName            string `json:"last_name,omitempty"`
	FundingSource       string `json:"funding_source,omitempty"`
	ReceiverAccountType string `json:"receiver_account_type,omitempty"`
	ReceiverName        string `json:"receiver_name,omitempty"`
	TransactionType     string `json:"transaction_type,omitempty"` // ACCOUNT_TO_ACCOUNT, PERSON_TO_PERSON and others
	TransactionPurpose  string `json:"transaction_purpose,omitempty"`
	ScreeningScore      Scalar `json:"screening_score,omitempty"`
}

// OriginalCredit tells from whom money is pushed to a card.
type OriginalCredit struct {
	FundingSource      string `json:"funding_source,omitempty"`
	TransactionType    string `json:"transaction_type,omitempty"` // as for account funding, in lower case
	TransactionPurpose string `json:"transaction_purpose,omitempty"`
	SenderAccountType  string `json:"sender_account_type,omitempty"`
	SenderName         string `json:"sender_name,omitempty"`
	SenderAddress      string `json:"sender_address,omitempty"`
	SenderCity         string `json:"sender_city,omitempty"`
	SenderState        string `json:"sender_state,omitempty"`
	SenderCountry      string `json:"sender_country,omitempty"`
	ScreeningScore     Scalar `json:"screening_score,omitempty"`
	DeferredHoldBy     string `json:"deferred_hold_by,omitempty"`
	FastFundsEnabled   *bool  `json:"fast_funds_enabled,omitempty"` // funds must be usable within 30 minutes
}
