package marqeta

import "encoding/json"

// TransactionState is where a transaction or a load stands.
type TransactionState string

// The states of transactions; REVERSED occurs on loads only.
const (
	StatePending    TransactionState = "PENDING"    // approved, something is still to come
	StateCleared    TransactionState = "CLEARED"    // a temporary transaction at its end
	StateCompletion TransactionState = "COMPLETION" // final from birth
	StateDeclined   TransactionState = "DECLINED"
	StateError      TransactionState = "ERROR"
	StateReversed   TransactionState = "REVERSED"
)

// Transaction is one message about a purchase, refund or movement of funds. An
// authorization, its reversal and its clearings are separate transactions; only State
// changes on one token. Amounts are decimals in CurrencyCode. Type is an open set: a
// type not known here is kept as it is. Both of the platform's transaction models are
// read; spellings of the first are read into the members of the second.
type Transaction struct {
	Token      string           `json:"token"`
	Identifier Scalar           `json:"identifier,omitempty"` // a sequence number of the program; shows gaps, joins nothing
	Type       string           `json:"type"`
	SubType    string           `json:"sub_type,omitempty"`
	State      TransactionState `json:"state"`
	Polarity   string           `json:"polarity,omitempty"`
	Program    *Program         `json:"program,omitempty"`

	UserToken        string           `json:"user_token,omitempty"` // owner of the account
	ActingUserToken  string           `json:"acting_user_token,omitempty"`
	BusinessToken    string           `json:"business_token,omitempty"`
	CardToken        string           `json:"card_token,omitempty"`
	CardProductToken string           `json:"card_product_token,omitempty"`
	User             *Tagged          `json:"user,omitempty"`
	Business         *Tagged          `json:"business,omitempty"`
	Card             *TransactionCard `json:"card,omitempty"`

	CreatedTime             Time  `json:"created_time,omitzero"`
	UserTransactionTime     Time  `json:"user_transaction_time,omitzero"` // the act itself; a clearing repeats the authorization's
	SettlementDate          Time  `json:"settlement_date,omitzero"`
	LocalTransactionDate    Time  `json:"local_transaction_date,omitzero"`
	IssuerReceivedTime      Time  `json:"issuer_received_time,omitzero"`
	AuthorizationExpiration Time  `json:"authorization_expiration,omitzero"`
	Duration                int64 `json:"duration,omitempty"` // ms inside the platform

	Amount                  Amount              `json:"amount"`
	RequestAmount           Amount              `json:"request_amount,omitzero"`   // what the merchant asked
	CashBackAmount          Amount              `json:"cash_back_amount,omitzero"` // part of Amount
	AnticipatedAmount       Amount              `json:"anticipated_amount,omitzero"`
	AmountToBeReleased      *Amount             `json:"amount_to_be_released,omitempty"`
	AcquirerFeeAmount       Amount              `json:"acquirer_fee_amount,omitzero"`
	IssuerInterchangeAmount Amount              `json:"issuer_interchange_amount,omitzero"`
	CurrencyCode            string              `json:"currency_code,omitempty"`
	CurrencyConversion      *CurrencyConversion `json:"currency_conversion,omitempty"`
	Fees                    []NetworkFee        `json:"fees,omitempty"`

	Response            Response `json:"response,omitzero"`
	ApprovalCode        string   `json:"approval_code,omitempty"`
	StandInBy           string   `json:"standin_by,omitempty"`
	StandInApprovedBy   string   `json:"standin_approved_by,omitempty"`
	StandInReason       string   `json:"standin_reason,omitempty"`
	AdviceReasonCode    string   `json:"advice_reason_code,omitempty"`
	AdviceReasonDetails string   `json:"advice_reason_details,omitempty"`

	PrecedingRelatedTransactionToken          string                `json:"preceding_related_transaction_token,omitempty"`
	OriginalTransactionToken                  string                `json:"original_transaction_token,omitempty"`
	PrecedingTransaction                      *PrecedingTransaction `json:"preceding_transaction,omitempty"`
	IncrementalAuthorizationTransactionTokens []string              `json:"incremental_authorization_transaction_tokens,omitempty"`
	NetworkReferenceID                        string                `json:"network_reference_id,omitempty"`
	AcquirerReferenceData                     string                `json:"acquirer_reference_data,omitempty"`

	IsPreauthorization          *bool  `json:"is_preauthorization,omitempty"`
	IsFinalClearing             *bool  `json:"is_final_clearing,omitempty"`
	MultiClearingSequenceNumber string `json:"multi_clearing_sequence_number,omitempty"`
	MultiClearingSequenceCount  string `json:"multi_clearing_sequence_count,omitempty"`
	BatchNumber                 string `json:"batch_number,omitempty"`

	GPA            *Balance   `json:"gpa,omitempty"`
	GPAOrder       *GPAOrder  `json:"gpa_order,omitempty"`
	GPAOrderUnload *GPAUnload `json:"gpa_order_unload,omitempty"`
	FromAccount    string     `json:"from_account,omitempty"`
	ToAccount      string     `json:"to_account,omitempty"`

	CardAcceptor        CardAcceptor         `json:"card_acceptor,omitzero"`
	Acquirer            *Acquirer            `json:"acquirer,omitempty"`
	POS                 *POS                 `json:"pos,omitempty"`
	TransactionMetadata *TransactionMetadata `json:"transaction_metadata,omitempty"`
	Network             string               `json:"network,omitempty"`
	Subnetwork          string               `json:"subnetwork,omitempty"`
	NetworkMetadata     *NetworkMetadata     `json:"network_metadata,omitempty"`
	IssuerPaymentNode   string               `json:"issuer_payment_node,omitempty"`

	CardSecurityCodeVerification *CardSecurityCodeVerification `json:"card_security_code_verification,omitempty"`
	AddressVerification          *AddressVerification          `json:"address_verification,omitempty"`
	AccountNameVerification      *AccountNameVerification      `json:"account_name_verification,omitempty"`
	CardholderAuthenticationData *CardholderAuthentication     `json:"cardholder_authentication_data,omitempty"`
	Fraud                        *Fraud                        `json:"fraud,omitempty"`

	AccountFunding *AccountFunding `json:"account_funding,omitempty"`
	OriginalCredit *OriginalCredit `json:"original_credit,omitempty"`

	Raw json.RawMessage `json:"-"`
}

func (t *Transaction) keep(raw json.RawMessage) { t.Raw = raw }

// Program names the card program.
type Program struct {
	ProgramID Scalar `json:"program_id,omitempty"`
	ShortCode string `json:"short_code,omitempty"`
	LongCode  string `json:"long_code,omitempty"`
}

// TransactionCard is what a transaction tells about its card.
type TransactionCard struct {
	LastFour string   `json:"last_four,omitempty"`
	Metadata Metadata `json:"metadata,omitempty"`
}

// PrecedingTransaction is the transaction that a clearing follows after an advice.
type PrecedingTransaction struct {
	Token  string `json:"token"`
	Amount Amount `json:"amount"`
}

// NetworkFee is one fee of a transaction; CreditDebit is C or D.
type NetworkFee struct {
	Type        string `json:"type"`
	Amount      Amount `json:"amount"`
	CreditDebit string `json:"credit_debit,omitempty"`
	Currency    string `json:"currency,omitempty"`
}
