package wire

import (
	"slices"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/rest"
)

// DirectDeposit is money that a bank sends to a deposit account, or asks of it.
type DirectDeposit struct {
	Token           string         `json:"token"`
	Amount          marqeta.Amount `json:"amount"`
	Type            string         `json:"type"`
	State           string         `json:"state"`
	StateReason     string         `json:"state_reason"`
	StateReasonCode string         `json:"state_reason_code,omitzero"`
	SettlementDate  rest.Time      `json:"settlement_date"`
	AccountToken    string         `json:"direct_deposit_account_token"`
	Party
	DepositOrigin
	Times
}

// DepositOrigin is what the sender's bank tells, in the words of the ACH network.
type DepositOrigin struct {
	StandardEntryClass string `json:"standard_entry_class_code,omitzero"`
	CompanyName        string `json:"company_name,omitzero"`
	CompanyData        string `json:"company_discretionary_data,omitzero"`
	CompanyID          string `json:"company_identification,omitzero"`
	CompanyEntry       string `json:"company_entry_description,omitzero"`
	IndividualID       string `json:"individual_identification_number,omitzero"`
	IndividualName     string `json:"individual_name,omitzero"`
}

// DirectDepositTransition is one change of a direct deposit's state.
type DirectDepositTransition struct {
	Token            string    `json:"token"`
	DepositToken     string    `json:"direct_deposit_token"`
	AccountToken     string    `json:"direct_deposit_account_token"`
	TransactionToken string    `json:"transaction_token"`
	Type             string    `json:"type"`
	State            string    `json:"state"`
	Channel          string    `json:"channel"`
	Reason           string    `json:"reason"`
	ReasonCode       string    `json:"reason_code,omitzero"`
	Created          rest.Time `json:"created_time"`
}

// The types of direct deposits, and the states they have beside Pending and
// Reversed.
const (
	DepositCredit = "CREDIT"
	DepositDebit  = "DEBIT"
	Applied       = "APPLIED"
	Rejected      = "REJECTED"
)

// The names that requests about direct deposits may use.
var (
	DepositMoves        = []string{Pending, Applied, Reversed, Rejected}
	DepositMoveChannels = []string{"API", "SYSTEM", "PROD_SUPPORT"}
	ReturnCodes         = []string{"R01", "R02", "R03", "R04", "R06", "R07", "R08", "R09", "R10", "R11", "R14", "R15", "R16", "R17", "R18", "R20", "R23", "R24", "R29"}
)

// DepositMayMove reports whether a direct deposit may go from one state to another.
func DepositMayMove(from, to string) bool {
	switch from {
	case Pending:
		return slices.Contains([]string{Applied, Reversed, Rejected}, to)
	case Applied:
		return to == Reversed
	}
	return false
}

// Check refuses what Marqeta would.
func (o DepositOrigin) Check(c *rest.Check) {
	c.Size("standard_entry_class_code", o.StandardEntryClass, 0, 3)
	c.Size("company_name", o.CompanyName, 0, 16)
	c.Size("company_discretionary_data", o.CompanyData, 0, 20)
	c.Size("company_identification", o.CompanyID, 0, 10)
	c.Size("company_entry_description", o.CompanyEntry, 0, 10)
	c.Size("individual_identification_number", o.IndividualID, 0, 22)
	c.Size("individual_name", o.IndividualName, 0, 35)
}
