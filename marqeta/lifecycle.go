package marqeta

import (
	"slices"
	"strings"
)

// Declined reports whether somebody refused the transaction.
func (t Transaction) Declined() bool { return t.State == StateDeclined }

// Approved reports whether the transaction took effect: it was neither refused nor
// lost to an error, and its response code, where there is one, says success.
func (t Transaction) Approved() bool {
	switch t.State {
	case StatePending, StateCleared, StateCompletion:
		return t.Response.Code == "" || t.Response.Code.Success()
	}
	return false
}

// Settled reports whether the transaction moved money for good: it is final from
// birth, or a clearing that the platform leaves in CLEARED (original credits).
func (t Transaction) Settled() bool {
	return t.State == StateCompletion || t.State == StateCleared && isClearing(t.Type)
}

// Opener reports whether the transaction begins a purchase, refund or credit, as
// opposed to following an earlier transaction.
func (t Transaction) Opener() bool {
	if t.PrecedingRelatedTransactionToken != "" {
		return false
	}
	if fields, ok := SimulationKind(t.Type).Fields(); ok {
		return fields.Preceding == Unused
	}
	return !isClearing(t.Type) && !slices.ContainsFunc(followerParts[:], func(part string) bool {
		return strings.Contains(t.Type, part)
	})
}

var followerParts = [...]string{".reversal", ".advice", ".incremental", ".chargeback", ".representment", ".adjustment"}

func isClearing(transactionType string) bool {
	return strings.HasSuffix(transactionType, ".clearing") || strings.Contains(transactionType, ".clearing.")
}

// NextSteps gives the simulations that may follow the transaction, the usual one
// first. All of them name this transaction as the preceding one, except refunds, which
// only name the card. It is empty after a decline.
func (t Transaction) NextSteps() []SimulationKind {
	if !t.Approved() {
		return nil
	}
	steps := nextSteps[step{t.Type, t.State}]
	return slices.Clone(steps)
}

type step struct {
	transactionType string
	state           TransactionState
}

var nextSteps = map[step][]SimulationKind{
	{"authorization", StatePending}: {
		SimulateAuthorizationClearing, SimulateAuthorizationIncremental, SimulateAuthorizationAdvice, SimulateAuthorizationReversal,
	},
	{"authorization.cashback", StatePending}:       {SimulateAuthorizationClearing, SimulateAuthorizationAdvice, SimulateAuthorizationReversal},
	{"authorization.standin", StatePending}:        {SimulateAuthorizationClearing, SimulateAuthorizationReversal},
	{"authorization.atm.withdrawal", StatePending}: {SimulateAuthorizationClearingATMWithdrawal, SimulateAuthorizationReversal},
	{"authorization.quasi.cash", StatePending}:     {SimulateAuthorizationClearingQuasiCash, SimulateAuthorizationReversal},

	// Further incrementals, advices and reversals name the authorization, while the
	// clearing names the last incremental or the advice.
	{"authorization.incremental", StatePending}: {SimulateAuthorizationClearing},
	{"authorization.advice", StatePending}:      {SimulateAuthorizationClearing},

	{"authorization.clearing", StateCompletion}:                 {SimulateRefund},
	{"authorization.clearing.quasi.cash", StateCompletion}:      {SimulateRefund},
	{"account.funding.authorization.clearing", StateCompletion}: {SimulateRefund},

	{"account.funding.authorization", StatePending}:        {SimulateAccountFundingAuthorizationClearing, SimulateAccountFundingAuthorizationReversal},
	{"account.funding.auth_plus_capture", StateCompletion}: {SimulateAccountFundingAuthPlusCaptureReversal, SimulateRefund},

	{"refund.authorization", StatePending}: {SimulateRefundAuthorizationClearing, SimulateRefundAuthorizationReversal},

	{"pindebit", StateCompletion}:                        {SimulatePINDebitRefund},
	{"pindebit.cashback", StateCompletion}:               {SimulatePINDebitRefund},
	{"pindebit.quasi.cash", StateCompletion}:             {SimulatePINDebitRefund},
	{"pindebit.authorization", StatePending}:             {SimulatePINDebitAuthorizationClearing, SimulatePINDebitAuthorizationReversal},
	{"pindebit.authorization.clearing", StateCompletion}: {SimulatePINDebitRefund},

	{"original.credit.authorization", StatePending}:        {SimulateOriginalCreditAuthorizationClearing},
	{"original.credit.auth_plus_capture", StateCompletion}: {SimulateOriginalCreditAuthPlusCaptureReversal},
}
