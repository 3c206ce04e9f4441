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
	ActingUserToken      string     `json:"acting_user_token,omitzero"`
	CardToken            string     `json:"card_token,omitzero"`
	CardProductToken     string     `json:"card_product_token,omitzero"`
	Polarity             string     `json:"polarity,omitzero"`
	Preceding            string     `json:"preceding_related_transaction_token,omitzero"`
	PrecedingTransaction *Preceding `json:"preceding_transaction,omitzero"`
	IncrementalTokens    []string   `json:"incremental_authorization_transaction_tokens,omitempty"`
	GPA                  *Balance   `json:"gpa,omitzero"`
	Cause
	Duration             int64                `json:"duration"` // milliseconds inside the sandbox
	Created              rest.Time            `json:"created_time"`
	Happened             rest.Time            `json:"user_transaction_time"`
	SettlementDate       *rest.Time           `json:"settlement_date,omitzero"`
	LocalDate            *rest.Time           `json:"local_transaction_date,omitzero"`
	IssuerReceived       string               `json:"issuer_received_time,omitzero"` // with milliseconds
	IssuerNode           string               `json:"issuer_payment_node,omitzero"`
	AuthorizationExpires *rest.Time           `json:"authorization_expiration,omitzero"`
	RequestAmount        marqeta.Amount       `json:"request_amount"`
	Amount               marqeta.Amount       `json:"amount"`
	CashBackAmount       *marqeta.Amount      `json:"cash_back_amount,omitempty"`
	AmountToBeReleased   *marqeta.Amount      `json:"amount_to_be_released,omitempty"`
	InterchangeAmount    marqeta.Amount       `json:"issuer_interchange_amount"`
	AcquirerFeeAmount    marqeta.Amount       `json:"acquirer_fee_amount"`
	CurrencyCode         string               `json:"currency_code"`
	CurrencyConversion   *CurrencyConversion  `json:"currency_conversion,omitzero"`
	Fees                 []NetworkFee         `json:"fees,omitempty"`
	ApprovalCode         string               `json:"approval_code,omitzero"`
	StandInBy            string               `json:"standin_by,omitzero"`
	StandInApprovedBy    string               `json:"standin_approved_by,omitzero"`
	StandInReason        string               `json:"standin_reason,omitzero"`
	AdviceReasonCode     string               `json:"advice_reason_code,omitzero"`
	AdviceReasonDetails  string               `json:"advice_reason_details,omitzero"`
	Response             Response             `json:"response"`
	Network              string               `json:"network,omitzero"`
	Subnetwork           string               `json:"subnetwork,omitzero"`
	NetworkReferenceID   string               `json:"network_reference_id,omitzero"`
	NetworkMetadata      *NetworkMetadata     `json:"network_metadata,omitzero"`
	AcquirerReference    string               `json:"acquirer_reference_data,omitzero"`
	FromAccount          string               `json:"from_account,omitzero"`
	IsPreauthorization   *rest.Flag           `json:"is_preauthorization,omitzero"`
	IsFinalClearing      *bool                `json:"is_final_clearing,omitzero"`
	ClearingNumber       string               `json:"multi_clearing_sequence_number,omitzero"`
	ClearingCount        string               `json:"multi_clearing_sequence_count,omitzero"`
	Acquirer             *Acquirer            `json:"acquirer,omitzero"`
	User                 *MetadataBlock       `json:"user,omitzero"`
	Business             *MetadataBlock       `json:"business,omitzero"`
	Card                 *TransactionCard     `json:"card,omitzero"`
	CardAcceptor         *CardAcceptor        `json:"card_acceptor,omitzero"`
	POS                  *POS                 `json:"pos,omitzero"`
	TransactionMetadata  *TransactionMetadata `json:"transaction_metadata,omitzero"`
	SecurityCode         *SecurityCode        `json:"card_security_code_verification,omitzero"`
	AddressVerification  *AddressCheck        `json:"address_verification,omitzero"`
	NameVerification     *NameCheck           `json:"account_name_verification,omitzero"`
	Authentication       *CommerceCheck       `json:"cardholder_authentication_data,omitzero"`
	AccountFunding       *AccountFunding      `json:"account_funding,omitzero"`
	OriginalCredit       *OriginalCredit      `json:"original_credit,omitzero"`
}

// Cause is what a transaction repeats of the order that moved its money.
type Cause struct {
	GPAOrder          *GPAOrder        `json:"gpa_order,omitzero"`
	GPAOrderUnload    *GPAUnload       `json:"gpa_order_unload,omitzero"`
	FeeTransfer       *FeeTransfer     `json:"fee_transfer,omitzero"`
	Fee               *ChargedFee      `json:"fee,omitzero"`
	Chargeback        *Chargeback      `json:"chargeback,omitzero"`
	Dispute           *Dispute         `json:"dispute,omitzero"`
	PeerTransfer      *PeerTransfer    `json:"peer_transfer,omitzero"`
	ProgramTransfer   *ProgramTransfer `json:"program_transfer,omitzero"`
	DirectDeposit     *DirectDeposit   `json:"direct_deposit,omitzero"`
	AutoReload        *AutoReload      `json:"auto_reload,omitzero"`
	BankTransferToken string           `json:"bank_transfer_token,omitzero"`
}

// Balance is the account in one currency. Balances repeats it by currency.
type Balance struct {
	CurrencyCode     string              `json:"currency_code"`
	LedgerBalance    marqeta.Amount      `json:"ledger_balance"`
	AvailableBalance marqeta.Amount      `json:"available_balance"`
	CreditBalance    marqeta.Amount      `json:"credit_balance"`
	PendingCredits   marqeta.Amount      `json:"pending_credits"`
	ImpactedAmount   *marqeta.Amount     `json:"impacted_amount,omitempty"`
	Balances         map[string]*Balance `json:"balances,omitempty"`
}

// Unmoved is the balance without what a message changed.
func (b Balance) Unmoved() *Balance {
	b.ImpactedAmount = nil
	all := map[string]*Balance{}
	for code, each := range b.Balances {
		all[code] = each.Unmoved()
	}
	b.Balances = all
	return &b
}

// CurrencyConversion tells what the merchant charged in a foreign currency.
type CurrencyConversion struct {
	Network struct {
		OriginalAmount       marqeta.Amount `json:"original_amount"`
		ConversionRate       Rate           `json:"conversion_rate"`
		OriginalCurrencyCode string         `json:"original_currency_code"`
	} `json:"network"`
}

// NetworkFee is a fee of the network.
type NetworkFee struct {
	Type        string         `json:"type"`
	Amount      marqeta.Amount `json:"amount"`
	CreditDebit string         `json:"credit_debit,omitzero"`
}

// Preceding is what a clearing after a financial advice follows.
type Preceding struct {
	Token  string         `json:"token"`
	Amount marqeta.Amount `json:"amount"`
}

// TransactionCard is what a transaction repeats of its card.
type TransactionCard struct {
	LastFour string        `json:"last_four"`
	Metadata rest.Metadata `json:"metadata"`
}

// NetworkMetadata is what the network says of the card and what it was told.
type NetworkMetadata struct {
	NetworkFacts
	Outgoing string `json:"outgoing_response_code,omitzero"`
}

// NetworkFacts is the part of NetworkMetadata that a simulation may bring.
type NetworkFacts struct {
	ProductID          string              `json:"product_id,omitzero"`
	ProgramID          string              `json:"program_id,omitzero"`
	SpendQualifier     string              `json:"spend_qualifier,omitzero"`
	SurchargeFree      string              `json:"surcharge_free_atm_network,omitzero"`
	AccountID          string              `json:"account_identification_1,omitzero"`
	InstallmentPayment *InstallmentPayment `json:"installment_payment,omitzero"`
	Incoming           string              `json:"incoming_response_code,omitzero"`
}

// InstallmentPayment is a purchase paid in parts.
type InstallmentPayment struct {
	CurrencyCode string          `json:"currency_code,omitzero"`
	Frequency    string          `json:"frequency,omitzero"`
	First        string          `json:"first_installment_date,omitzero"`
	Total        *marqeta.Amount `json:"total_amount_funded,omitzero"`
	PaymentType  string          `json:"payment_type,omitzero"`
}
