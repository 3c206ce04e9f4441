package wire

import (
	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/rest"
)

// Transaction is one message of a card's life, in Marqeta's second model.
type Transaction struct {
	Type       string `json:"type"`
	State      string `json:"state"`
	Identifier string `json:"identifier,omitzero"`
	Token      string `json:"token"`
	Party
	ActingUserToken   string   `json:"acting_user_token,omitzero"`
	CardToken         string   `json:"card_token,omitzero"`
	CardProductToken  string   `json:"card_product_token,omitzero"`
	Preceding         string   `json:"preceding_related_transaction_token,omitzero"`
	IncrementalTokens []string `json:"incremental_authorization_transaction_tokens,omitempty"`
	GPA               *Balance `json:"gpa,omitzero"`
	Cause
	Duration             int64                `json:"duration"` // milliseconds inside the sandbox
	Created              rest.Time            `json:"created_time"`
	Happened             rest.Time            `json:"user_transaction_time"`
	SettlementDate       *rest.Time           `json:"settlement_date,omitzero"`
	AuthorizationExpires *rest.Time           `json:"authorization_expiration,omitzero"`
	RequestAmount        marqeta.Amount       `json:"request_amount"`
	Amount               marqeta.Amount       `json:"amount"`
	CashBackAmount       *marqeta.Amount      `json:"cash_back_amount,omitzero"`
	AmountToBeReleased   *marqeta.Amount      `json:"amount_to_be_released,omitzero"`
	InterchangeAmount    marqeta.Amount       `json:"issuer_interchange_amount"`
	AcquirerFeeAmount    marqeta.Amount       `json:"acquirer_fee_amount"`
	CurrencyCode         string               `json:"currency_code"`
	CurrencyConversion   *CurrencyConversion  `json:"currency_conversion,omitzero"`
	Fees                 []NetworkFee         `json:"fees,omitempty"`
	ApprovalCode         string               `json:"approval_code,omitzero"`
	Response             Response             `json:"response"`
	Network              string               `json:"network,omitzero"`
	Subnetwork           string               `json:"subnetwork,omitzero"`
	NetworkReferenceID   string               `json:"network_reference_id,omitzero"`
	IsPreauthorization   *rest.Flag           `json:"is_preauthorization,omitzero"`
	IsFinalClearing      *bool                `json:"is_final_clearing,omitzero"`
	Acquirer             *Acquirer            `json:"acquirer,omitzero"`
	User                 *MetadataBlock       `json:"user,omitzero"`
	Business             *MetadataBlock       `json:"business,omitzero"`
	Card                 *TransactionCard     `json:"card,omitzero"`
	CardAcceptor         *CardAcceptor        `json:"card_acceptor,omitzero"`
	POS                  *POS                 `json:"pos,omitzero"`
	TransactionMetadata  *TransactionMetadata `json:"transaction_metadata,omitzero"`
	SecurityCode         *SecurityCode        `json:"card_security_code_verification,omitzero"`
	AddressVerification  *AddressCheck        `json:"address_verification,omitzero"`
	AccountFunding       *AccountFunding      `json:"account_funding,omitzero"`
	OriginalCredit       *OriginalCredit      `json:"original_credit,omitzero"`
}

// Cause is what a transaction repeats of the order that moved its money.
type Cause struct {
	GPAOrder       *GPAOrder    `json:"gpa_order,omitzero"`
	GPAOrderUnload *GPAUnload   `json:"gpa_order_unload,omitzero"`
	FeeTransfer    *FeeTransfer `json:"fee_transfer,omitzero"`
	Fee            *ChargedFee  `json:"fee,omitzero"`
}

// Balance is the account in one currency. Balances repeats it by currency.
type Balance struct {
	CurrencyCode     string              `json:"currency_code"`
	LedgerBalance    marqeta.Amount      `json:"ledger_balance"`
	AvailableBalance marqeta.Amount      `json:"available_balance"`
	CreditBalance    marqeta.Amount      `json:"credit_balance"`
	PendingCredits   marqeta.Amount      `json:"pending_credits"`
	ImpactedAmount   *marqeta.Amount     `json:"impacted_amount,omitzero"`
	Balances         map[string]*Balance `json:"balances,omitempty"`
}

// CurrencyConversion tells what the merchant charged in a foreign currency.
type CurrencyConversion struct {
	Network struct {
		OriginalAmount       marqeta.Amount `json:"original_amount"`
		ConversionRate       marqeta.Amount `json:"conversion_rate"`
		OriginalCurrencyCode string         `json:"original_currency_code"`
	} `json:"network"`
}

// NetworkFee is a fee of the network.
type NetworkFee struct {
	Type        string         `json:"type"`
	Amount      marqeta.Amount `json:"amount"`
	CreditDebit string         `json:"credit_debit,omitzero"`
}

// Acquirer is the merchant's side.
type Acquirer struct {
	SystemTraceAuditNumber   string `json:"system_trace_audit_number"`
	RetrievalReferenceNumber string `json:"retrieval_reference_number,omitzero"`
}

// TransactionCard is what a transaction repeats of its card.
type TransactionCard struct {
	LastFour string        `json:"last_four"`
	Metadata rest.Metadata `json:"metadata"`
}

// CardAcceptor is the merchant.
type CardAcceptor struct {
	MID           string `json:"mid,omitzero"`
	MCC           string `json:"mcc,omitzero"`
	Name          string `json:"name,omitzero"`
	StreetAddress string `json:"street_address,omitzero"`
	City          string `json:"city,omitzero"`
	State         string `json:"state,omitzero"`
	PostalCode    string `json:"postal_code,omitzero"`
	CountryCode   string `json:"country_code,omitzero"`
	Phone         string `json:"phone,omitzero"`
	URL           string `json:"url,omitzero"`
	ServicePhone  string `json:"customer_service_phone,omitzero"`
}

// POS is the terminal.
type POS struct {
	PANEntryMode           string     `json:"pan_entry_mode,omitzero"`
	PINPresent             *rest.Flag `json:"pin_present,omitzero"`
	CardPresence           *rest.Flag `json:"card_presence,omitzero"`
	CardHolderPresence     *rest.Flag `json:"card_holder_presence,omitzero"`
	PartialApprovalCapable rest.Flag  `json:"partial_approval_capable"`
	PurchaseAmountOnly     rest.Flag  `json:"purchase_amount_only"`
	IsRecurring            rest.Flag  `json:"is_recurring"`
	TerminalID             string     `json:"terminal_id,omitzero"`
}

// TransactionMetadata is context.
type TransactionMetadata struct {
	PaymentChannel string `json:"payment_channel"`
}

// SecurityCode says whether the code entered was right.
type SecurityCode struct {
	Type     string   `json:"type"`
	Response Response `json:"response"`
}

// AddressCheck is the address given, the one on file and how they compare.
type AddressCheck struct {
	Request  CheckedAddress `json:"request"`
	OnFile   CheckedAddress `json:"on_file"`
	Response Response       `json:"response"`
}

// CheckedAddress is one side of an AddressCheck.
type CheckedAddress struct {
	StreetAddress string `json:"street_address,omitzero"`
	PostalCode    string `json:"postal_code,omitzero"`
}

// AccountFunding describes a pull of money from the card.
type AccountFunding struct {
	FirstName           string `json:"first_name,omitzero"`
	LastName            string `json:"last_name,omitzero"`
	FundingSource       string `json:"funding_source,omitzero"`
	ReceiverAccountType string `json:"receiver_account_type,omitzero"`
	ReceiverName        string `json:"receiver_name,omitzero"`
	TransactionType     string `json:"transaction_type,omitzero"`
	TransactionPurpose  string `json:"transaction_purpose,omitzero"`
}

// OriginalCredit describes a push of money to the card.
type OriginalCredit struct {
	FundingSource     string `json:"funding_source,omitzero"`
	TransactionType   string `json:"transaction_type,omitzero"`
	SenderAccountType string `json:"sender_account_type,omitzero"`
	SenderName        string `json:"sender_name,omitzero"`
	ScreeningScore    string `json:"screening_score,omitzero"`
}
