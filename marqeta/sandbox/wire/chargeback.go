package wire

import (
	"slices"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
)

// Chargeback is a dispute of a cleared purchase with its merchant.
type Chargeback struct {
	Token             string         `json:"token"`
	TransactionToken  string         `json:"transaction_token"`
	Amount            marqeta.Amount `json:"amount"`
	ReasonDescription string         `json:"reason_description,omitzero"`
	ReasonCode        string         `json:"reason_code,omitzero"`
	Memo              string         `json:"memo,omitzero"`
	State             string         `json:"state"`
	Channel           string         `json:"channel"`
	Network           string         `json:"network"`
	NetworkCaseID     string         `json:"network_case_id,omitzero"`
	CreditUser        bool           `json:"credit_user"`
	Times
}

// ChargebackTransition is one change of a chargeback's state.
type ChargebackTransition struct {
	Token            string         `json:"token"`
	ChargebackToken  string         `json:"chargeback_token"`
	TransactionToken string         `json:"transaction_token"`
	Type             string         `json:"type"`
	State            string         `json:"state"`
	PreviousState    string         `json:"previous_state"`
	Channel          string         `json:"channel"`
	Reason           string         `json:"reason,omitzero"`
	Amount           marqeta.Amount `json:"amount"`
	Times
}

// The states of a chargeback.
const (
	Initiated        = "INITIATED"
	Representment    = "REPRESENTMENT"
	Prearbitration   = "PREARBITRATION"
	PrearbResponded  = "PREARB_RESPONDED"
	Arbitration      = "ARBITRATION"
	CaseWon          = "CASE_WON"
	CaseLost         = "CASE_LOST"
	NetworkRejected  = "NETWORK_REJECTED"
	Withdrawn        = "WITHDRAWN"
	WrittenOffIssuer = "WRITTEN_OFF_ISSUER"
	WrittenOffOwner  = "WRITTEN_OFF_PROGRAM"
)

// chargebackState is what follows a state, and what the state's transition is
// called. A state that nothing follows ends the dispute.
type chargebackState struct {
	kind    string
	next    []string
	outcome engine.Outcome
}

var closings = []string{CaseWon, CaseLost, Withdrawn, WrittenOffIssuer, WrittenOffOwner}

// Our call: Marqeta publishes the states and not which follows which. They go
// forward, steps may be left out as networks do, and the network rejects what it has
// just been given.
var chargebackStates = map[string]chargebackState{
	Initiated:        {kind: "initiated", next: append([]string{Representment, Prearbitration, NetworkRejected}, closings...)},
	Representment:    {kind: "representment", next: append([]string{Prearbitration, Arbitration}, closings...)},
	Prearbitration:   {kind: "prearbitration", next: append([]string{PrearbResponded, Arbitration}, closings...)},
	PrearbResponded:  {kind: "prearbitration.responded", next: append([]string{Arbitration}, closings...)},
	Arbitration:      {kind: "arbitration", next: closings},
	CaseWon:          {kind: "case.won", outcome: engine.Won},
	CaseLost:         {kind: "case.lost", outcome: engine.Lost},
	NetworkRejected:  {kind: "network.rejected", outcome: engine.Rejected},
	Withdrawn:        {kind: "withdrawn", outcome: engine.Rejected},
	WrittenOffIssuer: {kind: "written.off.issuer", outcome: engine.WrittenOff},
	WrittenOffOwner:  {kind: "written.off.program", outcome: engine.WrittenOff},
}

// ChargebackMayMove reports whether a chargeback may go from one state to another.
func ChargebackMayMove(from, to string) bool {
	return slices.Contains(chargebackStates[from].next, to)
}

// ChargebackMove names the transition into a state.
func ChargebackMove(to string) string { return chargebackStates[to].kind }

// Outcome is how a chargeback in this state has ended, 0 while it has not.
func (c Chargeback) Outcome() engine.Outcome { return chargebackStates[c.State].outcome }

// The names a chargeback's request may use. PRE_INITIATED is a state of newer
// programs only.
var (
	ChargebackStates = []string{Initiated, Representment, Prearbitration, PrearbResponded, Arbitration, CaseWon, CaseLost, NetworkRejected,
		Withdrawn, WrittenOffIssuer, WrittenOffOwner, "PRE_INITIATED"}
	ChargebackChannels = []string{"GATEWAY", "GATEWAY_AUTOMATED", "ISSUER", "ISSUER_AUTOMATED"}
	ChargebackReasons  = []string{
		"SERVICE_NOT_PROVIDED_MERCHANDISE_NOT_RECEIVED", "CANCELLED_RECURRING_TRANSACTION", "NOT_AS_DESCRIBED_OR_DEFECTIVE_MERCHANDISE",
		"FRAUD_MULTIPLE_TRANSACTIONS", "FRAUD_TRANSACTION", "NO_AUTHORIZATION", "LATE_PRESENTMENT", "TRANSACTION_NOT_RECOGNIZED",
		"INCORRECT_CURRENCY", "INCORRECT_TRANSACTION_CODE", "INCORRECT_CURRENCY_OR_TRANSACTION_CODE", "INCORRECT_TRANSACTION_AMOUNT",
		"INCORRECT_ACCOUNT_NUMBER", "INCORRECT_TRANSACTION_AMOUNT_OR_ACCOUNT_NUMBER", "NOT_AUTHORIZED_CARD_PRESENT",
		"NOT_AUTHORIZED_CARD_ABSENT", "CREDIT_NOT_PROCESSED", "NON_RECEIPT_OF_CASH_OR_LOAD_TRANSACTION_VALUE_AT_ATM",
		"DUPLICATE_PROCESSING_OR_PAID_BY_OTHER_MEANS",
	}
)

// disputable are the types of transactions by which a merchant was paid, with the
// beginning of the types that a chargeback of one causes.
var disputable = map[string]string{
	"authorization.clearing":                 "authorization.clearing.chargeback",
	"authorization.clearing.cashback":        "authorization.clearing.chargeback",
	"authorization.clearing.atm.withdrawal":  "authorization.clearing.chargeback",
	"authorization.clearing.quasi.cash":      "authorization.clearing.chargeback",
	"account.funding.authorization.clearing": "authorization.clearing.chargeback",
	"account.funding.auth_plus_capture":      "authorization.clearing.chargeback",
	"pindebit":                               "pindebit.chargeback",
	"pindebit.authorization.clearing":        "pindebit.chargeback",
	"pindebit.cashback":                      "pindebit.chargeback",
	"pindebit.atm.withdrawal":                "pindebit.chargeback",
	"pindebit.quasi.cash":                    "pindebit.chargeback",
}

// Disputed gives the type of transaction that a chargeback of a type opens with,
// and false for a type that has nothing to charge back.
func Disputed(kind string) (string, bool) {
	family, ok := disputable[kind]
	return family, ok
}

// Dispute is what a transaction tells of its dispute.
type Dispute struct {
	Reason string `json:"reason,omitzero"`
	CaseID string `json:"case_management_identifier,omitzero"`
}

// Dispute sums up the chargeback.
func (c Chargeback) Dispute() *Dispute {
	reason := c.ReasonDescription
	if reason == "" {
		reason = c.ReasonCode
	}
	return &Dispute{Reason: reason, CaseID: c.NetworkCaseID}
}

// CheckReasons refuses reasons that Marqeta does not have. One of them is enough.
func (c Chargeback) CheckReasons(check *rest.Check) {
	check.OneOf("reason_description", c.ReasonDescription, ChargebackReasons...)
	check.Size("reason_code", c.ReasonCode, 0, 255)
	check.That(c.ReasonDescription != "" || c.ReasonCode != "", "reason_description", "or reason_code is required")
}
