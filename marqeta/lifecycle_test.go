package marqeta_test

import (
	"slices"
	"testing"

	"carddeck/marqeta"
)

func TestTransactionVerdicts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind                                string
		state                               marqeta.TransactionState
		code                                marqeta.ResponseCode
		preceding                           string
		approved, declined, settled, opener bool
	}{
		{"authorization", "PENDING", "0000", "", true, false, false, true},
		{"authorization", "PENDING", "0002", "", true, false, false, true},
		{"authorization", "CLEARED", "1830", "", true, false, false, true},
		{"authorization", "DECLINED", "1016", "", false, true, false, true},
		{"authorization", "ERROR", "1811", "", false, false, false, true},
		{"authorization", "PENDING", "1016", "", false, false, false, true},
		{"authorization", "SOMETHING", "0000", "", false, false, false, true},
		{"authorization.standin", "PENDING", "", "", true, false, false, true},
		{"authorization.incremental", "PENDING", "0000", "", true, false, false, false},
		{"authorization.reversal.issuerexpiration", "CLEARED", "0000", "", true, false, false, false},
		{"authorization.clearing", "COMPLETION", "0000", "t", true, false, true, false},
		{"authorization.clearing.atm.withdrawal", "COMPLETION", "0000", "", true, false, true, false},
		{"authorization.clearing.chargeback.completed", "COMPLETION", "0000", "", true, false, true, false},
		{"original.credit.authorization.clearing", "CLEARED", "0000", "t", true, false, true, false},
		{"pindebit", "COMPLETION", "0000", "", true, false, true, true},
		{"pindebit.reversal", "COMPLETION", "0000", "", true, false, true, false},
		{"pindebit.balanceinquiry", "CLEARED", "0000", "", true, false, false, true},
		{"refund", "COMPLETION", "0000", "", true, false, true, true},
		{"gpa.credit.authorization", "PENDING", "0000", "t", true, false, false, false},
		{"type.of.tomorrow", "COMPLETION", "", "", true, false, true, true},
		{"", "", "", "", false, false, false, true},
	} {
		tx := marqeta.Transaction{Type: c.kind, State: c.state, Response: marqeta.Response{Code: c.code}, PrecedingRelatedTransactionToken: c.preceding}
		if tx.Approved() != c.approved || tx.Declined() != c.declined || tx.Settled() != c.settled || tx.Opener() != c.opener {
			t.Errorf("%s %s %s: approved %v, declined %v, settled %v, opener %v", c.kind, c.state, c.code, tx.Approved(), tx.Declined(), tx.Settled(), tx.Opener())
		}
	}
}

func TestNextSteps(t *testing.T) {
	t.Parallel()
	type kinds = []marqeta.SimulationKind
	for _, c := range []struct {
		kind  string
		state marqeta.TransactionState
		want  kinds
	}{
		{"authorization", marqeta.StatePending, kinds{"authorization.clearing", "authorization.incremental", "authorization.advice", "authorization.reversal"}},
		{"authorization", marqeta.StateCleared, nil},
		{"authorization", marqeta.StateDeclined, nil},
		{"authorization.incremental", marqeta.StatePending, kinds{"authorization.clearing"}},
		{"authorization.advice", marqeta.StatePending, kinds{"authorization.clearing"}},
		{"authorization.reversal", marqeta.StatePending, nil},
		{"authorization.clearing", marqeta.StateCompletion, kinds{"refund"}},
		{"authorization.atm.withdrawal", marqeta.StatePending, kinds{"authorization.clearing.atm.withdrawal", "authorization.reversal"}},
		{"refund", marqeta.StateCompletion, nil},
		{"refund.authorization", marqeta.StatePending, kinds{"refund.authorization.clearing", "refund.authorization.reversal"}},
		{"pindebit", marqeta.StateCompletion, kinds{"pindebit.refund"}},
		{"pindebit.authorization", marqeta.StatePending, kinds{"pindebit.authorization.clearing", "pindebit.authorization.reversal"}},
		{"account.funding.authorization", marqeta.StatePending, kinds{"account.funding.authorization.clearing", "account.funding.authorization.reversal"}},
		{"original.credit.auth_plus_capture", marqeta.StateCompletion, kinds{"original.credit.auth_plus_capture.reversal"}},
		{"gpa.credit.authorization", marqeta.StatePending, nil},
		{"type.of.tomorrow", marqeta.StatePending, nil},
	} {
		tx := marqeta.Transaction{Type: c.kind, State: c.state, Response: marqeta.Response{Code: "0000"}}
		if got := tx.NextSteps(); !slices.Equal(got, c.want) {
			t.Errorf("after %s %s come %v, want %v", c.kind, c.state, got, c.want)
		}
		tx.Response.Code = "1016"
		if got := tx.NextSteps(); got != nil {
			t.Errorf("after a refused %s come %v", c.kind, got)
		}
	}
}

// Whatever is offered must exist, and be able to name what it follows.
func TestNextStepsCanBeSimulated(t *testing.T) {
	t.Parallel()
	refunds := []marqeta.SimulationKind{marqeta.SimulateRefund, marqeta.SimulatePINDebitRefund}
	followed := map[marqeta.SimulationKind]bool{}
	for _, opener := range append(marqeta.SimulationKinds(), "authorization.standin") {
		for _, state := range []marqeta.TransactionState{marqeta.StatePending, marqeta.StateCleared, marqeta.StateCompletion} {
			for _, next := range (marqeta.Transaction{Type: string(opener), State: state}).NextSteps() {
				fields, ok := next.Fields()
				if !ok || (fields.Preceding == marqeta.Unused) != slices.Contains(refunds, next) {
					t.Errorf("%s offers %s, which takes %+v", opener, next, fields)
				}
				followed[next] = true
			}
		}
	}
	for _, kind := range marqeta.SimulationKinds() {
		if fields, _ := kind.Fields(); fields.Preceding != marqeta.Unused && !followed[kind] {
			t.Errorf("%s follows something, and nothing offers it", kind)
		}
	}
}
