package marqeta

import (
	"context"
	"fmt"
	"slices"
)

// LegacySimulationKind is a simulation of the first generation: the part of the path
// after /simulate/.
type LegacySimulationKind string

// The legacy simulations (Marqeta, core-api/simulating-transactions).
const (
	LegacyAuthorization       LegacySimulationKind = "authorization"
	LegacyAuthorizationAdvice LegacySimulationKind = "authorization/advice"
	LegacyClearing            LegacySimulationKind = "clearing"
	LegacyReversal            LegacySimulationKind = "reversal"
	LegacyFinancial           LegacySimulationKind = "financial"
	LegacyFinancialAdvice     LegacySimulationKind = "financial/advice"
	LegacyBalanceInquiry      LegacySimulationKind = "financial/balanceinquiry"
	LegacyWithdrawal          LegacySimulationKind = "financial/withdrawal"
	LegacyOriginalCredit      LegacySimulationKind = "financial/originalcredit"
)

var legacySimulations = [...]LegacySimulationKind{
	LegacyAuthorization, LegacyAuthorizationAdvice, LegacyClearing, LegacyReversal, LegacyFinancial,
	LegacyFinancialAdvice, LegacyBalanceInquiry, LegacyWithdrawal, LegacyOriginalCredit,
}

// LegacySimulation is what a legacy simulation is made of. Openers take CardToken, MID
// and Amount; the others OriginalTransactionToken and Amount.
type LegacySimulation struct {
	CardToken                string                    `json:"card_token,omitempty"`
	OriginalTransactionToken string                    `json:"original_transaction_token,omitempty"`
	Amount                   *Amount                   `json:"amount,omitempty"`
	CashBackAmount           *Amount                   `json:"cash_back_amount,omitempty"`
	MID                      string                    `json:"mid,omitempty"`          // up to 50 characters
	AccountType              string                    `json:"account_type,omitempty"` // checking, savings, credit
	Type                     string                    `json:"type,omitempty"`         // of an original credit
	IsPreAuth                *bool                     `json:"is_pre_auth,omitempty"`
	ForcePost                *bool                     `json:"force_post,omitempty"`
	IsRefund                 *bool                     `json:"is_refund,omitempty"` // a clearing that pays back
	IsAdvice                 *bool                     `json:"is_advice,omitempty"`
	PIN                      Secret                    `json:"-"`
	CardOptions              *SimulationCardOptions    `json:"-"`
	CardAcceptor             *LegacyCardAcceptor       `json:"card_acceptor,omitempty"`
	TransactionOptions       *LegacyTransactionOptions `json:"transaction_options,omitempty"`
	NetworkFees              []NetworkFee              `json:"network_fees,omitempty"`
	Webhook                  *SimulationWebhook        `json:"-"`
}

// LegacyCardAcceptor is the merchant of a legacy simulation.
type LegacyCardAcceptor struct {
	Name                   string `json:"name,omitempty"`
	Address                string `json:"address,omitempty"`
	City                   string `json:"city,omitempty"`
	State                  string `json:"state,omitempty"`
	Zip                    string `json:"zip,omitempty"`
	Country                string `json:"country,omitempty"`
	MCC                    string `json:"mcc,omitempty"`
	PartialApprovalCapable *bool  `json:"partial_approval_capable,omitempty"`
}

// LegacyTransactionOptions steer a legacy simulation.
type LegacyTransactionOptions struct {
	TransactionToken string `json:"transaction_token,omitempty"` // chosen by the caller
	IsAsync          *bool  `json:"is_async,omitempty"`
}

// SimulateLegacy makes a card transaction through /simulate. It is never repeated. A
// decline is a transaction like any other, not an error.
func (c *Client) SimulateLegacy(ctx context.Context, kind LegacySimulationKind, in LegacySimulation) (Transaction, error) {
	if !slices.Contains(legacySimulations[:], kind) {
		return Transaction{}, fmt.Errorf("simulate: no legacy simulation is called %q", clip(string(kind)))
	}
	return c.simulate(ctx, post("/simulate/"+string(kind), in.wire(), ""))
}

func (s LegacySimulation) wire() any {
	return struct {
		LegacySimulation
		PIN         string           `json:"pin,omitempty"`
		CardOptions *cardOptionsWire `json:"card_options,omitempty"`
		Webhook     *webhookWire     `json:"webhook,omitempty"`
	}{s, s.PIN.Reveal(), s.CardOptions.wire(), s.Webhook.wire()}
}
