package marqeta

// SimulationKind is a type of card transaction that Simulations 2.0 can make; it is
// the last part of its path, and the type of the resulting transaction.
type SimulationKind string

// The simulations (Marqeta, core-api/simulations-card-transactions).
const (
	SimulateAuthorization                      SimulationKind = "authorization"
	SimulateAuthorizationAdvice                SimulationKind = "authorization.advice"
	SimulateAuthorizationClearing              SimulationKind = "authorization.clearing"
	SimulateAuthorizationReversal              SimulationKind = "authorization.reversal"
	SimulateAuthorizationIncremental           SimulationKind = "authorization.incremental"
	SimulateAuthorizationCashback              SimulationKind = "authorization.cashback"
	SimulateAuthorizationATMWithdrawal         SimulationKind = "authorization.atm.withdrawal"
	SimulateAuthorizationClearingATMWithdrawal SimulationKind = "authorization.clearing.atm.withdrawal"
	SimulateAuthorizationQuasiCash             SimulationKind = "authorization.quasi.cash"
	SimulateAuthorizationClearingQuasiCash     SimulationKind = "authorization.clearing.quasi.cash"

	SimulateAccountFundingAuthorization           SimulationKind = "account.funding.authorization"
	SimulateAccountFundingAuthorizationClearing   SimulationKind = "account.funding.authorization.clearing"
	SimulateAccountFundingAuthorizationReversal   SimulationKind = "account.funding.authorization.reversal"
	SimulateAccountFundingAuthPlusCapture         SimulationKind = "account.funding.auth_plus_capture"
	SimulateAccountFundingAuthPlusCaptureReversal SimulationKind = "account.funding.auth_plus_capture.reversal"

	SimulateRefund                      SimulationKind = "refund"
	SimulateRefundAuthorization         SimulationKind = "refund.authorization"
	SimulateRefundAuthorizationReversal SimulationKind = "refund.authorization.reversal"
	SimulateRefundAuthorizationClearing SimulationKind = "refund.authorization.clearing"

	SimulatePINDebit                      SimulationKind = "pindebit"
	SimulatePINDebitAuthorization         SimulationKind = "pindebit.authorization"
	SimulatePINDebitAuthorizationClearing SimulationKind = "pindebit.authorization.clearing"
	SimulatePINDebitAuthorizationReversal SimulationKind = "pindebit.authorization.reversal"
	SimulatePINDebitCashback              SimulationKind = "pindebit.cashback"
	SimulatePINDebitRefund                SimulationKind = "pindebit.refund"
	SimulatePINDebitATMWithdrawal         SimulationKind = "pindebit.atm.withdrawal"
	SimulatePINDebitBalanceInquiry        SimulationKind = "pindebit.balanceinquiry"
	SimulatePINDebitQuasiCash             SimulationKind = "pindebit.quasi.cash"

	SimulateOriginalCreditAuthorization           SimulationKind = "original.credit.authorization"
	SimulateOriginalCreditAuthorizationClearing   SimulationKind = "original.credit.authorization.clearing"
	SimulateOriginalCreditAuthPlusCapture         SimulationKind = "original.credit.auth_plus_capture"
	SimulateOriginalCreditAuthPlusCaptureReversal SimulationKind = "original.credit.auth_plus_capture.reversal"
)

// Need says whether a simulation takes a field.
type Need uint8

// How a simulation stands to a field.
const (
	Unused Need = iota
	Optional
	Required
)

// SimulationFields says what a simulation takes. One with a Required or Optional
// Preceding follows an earlier transaction; a clearing without one is a force post.
type SimulationFields struct {
	CardToken Need
	Preceding Need
	Amount    Need
	CashBack  Need
}

var (
	opens    = SimulationFields{CardToken: Required, Amount: Required}
	opensCB  = SimulationFields{CardToken: Required, Amount: Required, CashBack: Required}
	follows  = SimulationFields{Preceding: Required, Amount: Required}
	clears   = SimulationFields{CardToken: Optional, Preceding: Optional, Amount: Required}
	inquires = SimulationFields{CardToken: Required}
)

var simulations = [...]struct {
	kind   SimulationKind
	fields SimulationFields
}{
	{SimulateAuthorization, opens},
	{SimulateAuthorizationAdvice, follows},
	{SimulateAuthorizationClearing, clears},
	{SimulateAuthorizationReversal, follows},
	{SimulateAuthorizationIncremental, follows},
	{SimulateAuthorizationCashback, opensCB},
	{SimulateAuthorizationATMWithdrawal, opens},
	{SimulateAuthorizationClearingATMWithdrawal, clears},
	{SimulateAuthorizationQuasiCash, opens},
	{SimulateAuthorizationClearingQuasiCash, clears},
	{SimulateAccountFundingAuthorization, opens},
	{SimulateAccountFundingAuthorizationClearing, clears},
	{SimulateAccountFundingAuthorizationReversal, follows},
	{SimulateAccountFundingAuthPlusCapture, opens},
	{SimulateAccountFundingAuthPlusCaptureReversal, follows},
	{SimulateRefund, opens},
	{SimulateRefundAuthorization, opens},
	{SimulateRefundAuthorizationReversal, follows},
	{SimulateRefundAuthorizationClearing, clears},
	{SimulatePINDebit, opens},
	{SimulatePINDebitAuthorization, opens},
	{SimulatePINDebitAuthorizationClearing, clears},
	{SimulatePINDebitAuthorizationReversal, follows},
	{SimulatePINDebitCashback, opensCB},
	{SimulatePINDebitRefund, opens},
	{SimulatePINDebitATMWithdrawal, opens},
	{SimulatePINDebitBalanceInquiry, inquires},
	{SimulatePINDebitQuasiCash, opens},
	{SimulateOriginalCreditAuthorization, opens},
	{SimulateOriginalCreditAuthorizationClearing, clears},
	{SimulateOriginalCreditAuthPlusCapture, opens},
	{SimulateOriginalCreditAuthPlusCaptureReversal, follows},
}

// SimulationKinds gives all kinds, grouped as in Marqeta's documentation.
func SimulationKinds() []SimulationKind {
	kinds := make([]SimulationKind, 0, len(simulations))
	for _, s := range simulations {
		kinds = append(kinds, s.kind)
	}
	return kinds
}

// Fields says what the simulation takes; false for a kind that does not exist.
func (k SimulationKind) Fields() (SimulationFields, bool) {
	for _, s := range simulations {
		if s.kind == k {
			return s.fields, true
		}
	}
	return SimulationFields{}, false
}
