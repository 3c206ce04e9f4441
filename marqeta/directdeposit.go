package marqeta

import (
	"context"
	"encoding/json"
)

// DirectDeposit is a bank transfer to or from an account, as a simulation makes it.
type DirectDeposit struct {
	Token                     string `json:"token"`
	Type                      string `json:"type"`  // CREDIT or DEBIT
	State                     string `json:"state"` // PENDING, APPLIED, REVERSED, REJECTED
	StateReason               string `json:"state_reason,omitempty"`
	Amount                    Amount `json:"amount"`
	UserToken                 string `json:"user_token,omitempty"`
	BusinessToken             string `json:"business_token,omitempty"`
	DirectDepositAccountToken string `json:"direct_deposit_account_token,omitempty"`
	SettlementDate            Time   `json:"settlement_date,omitzero"`
	CompanyName               string `json:"company_name,omitempty"`
	IndividualName            string `json:"individual_name,omitempty"`
	CreatedTime               Time   `json:"created_time,omitzero"`
	LastModifiedTime          Time   `json:"last_modified_time,omitzero"`

	Raw json.RawMessage `json:"-"`
}

func (d *DirectDeposit) keep(raw json.RawMessage) { d.Raw = raw }

// DirectDepositSimulation is what a simulated direct deposit is made of. Account
// number, amount and settlement date are required.
type DirectDepositSimulation struct {
	Token                   string `json:"token,omitempty"` // 1 to 36 characters
	AccountNumber           Secret `json:"-"`
	Amount                  Amount `json:"amount"`
	SettlementDate          Time   `json:"settlement_date"`
	CompanyName             string `json:"company_name,omitempty"`
	CompanyIdentification   string `json:"company_identification,omitempty"`
	CompanyEntryDescription string `json:"company_entry_description,omitempty"`
	IndividualName          string `json:"individual_name,omitempty"`
	StandardEntryClassCode  string `json:"standard_entry_class_code,omitempty"`
}

func (d DirectDepositSimulation) wire() any {
	return struct {
		DirectDepositSimulation
		AccountNumber string `json:"account_number"`
	}{d, d.AccountNumber.Reveal()}
}

// SimulateDirectDepositCredit makes a bank transfer to an account.
func (c *Client) SimulateDirectDepositCredit(ctx context.Context, in DirectDepositSimulation) (DirectDeposit, error) {
	return one[DirectDeposit](ctx, c, post("/simulations/directdeposits/credit", in.wire(), in.Token))
}

// SimulateDirectDepositDebit makes a bank transfer from an account.
func (c *Client) SimulateDirectDepositDebit(ctx context.Context, in DirectDepositSimulation) (DirectDeposit, error) {
	return one[DirectDeposit](ctx, c, post("/simulations/directdeposits/debit", in.wire(), in.Token))
}
