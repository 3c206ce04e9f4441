package web_test

import (
	"testing"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/webtest"
)

// Whatever the platform does with a purchase, the books agree with it to the cent: what
// they hold is what its account shows on hold, and what they posted is what has settled.
func TestTheBooksFollowThePlatform(t *testing.T) {
	t.Parallel()
	type step struct {
		kind         marqeta.SimulationKind
		amount       string
		follows      int // which step before, from 1; 0 for a new purchase
		posted, held int64
	}
	app := webtest.New(t)
	app.Gateway("1000.00")
	for name, steps := range map[string][]step{
		"restaurant": {{marqeta.SimulateAuthorization, "40", 0, 0, 4000}, {marqeta.SimulateAuthorizationClearing, "46", 1, -4600, 0}, {marqeta.SimulateRefund, "6", 0, -4000, 0}},
		"fuel":       {{marqeta.SimulateAuthorization, "100", 0, 0, 10000}, {marqeta.SimulateAuthorizationAdvice, "37.20", 1, 0, 3720}, {marqeta.SimulateAuthorizationClearing, "37.20", 1, -3720, 0}},
		"hotel": {{marqeta.SimulateAuthorization, "300", 0, 0, 30000}, {marqeta.SimulateAuthorizationIncremental, "120", 1, 0, 42000},
			{marqeta.SimulateAuthorizationIncremental, "2000", 1, 0, 42000}, {marqeta.SimulateAuthorizationClearing, "210", 1, -21000, 21000}, {marqeta.SimulateAuthorizationClearing, "210", 1, -42000, 0}},
		"given up":       {{marqeta.SimulateAuthorization, "50", 0, 0, 5000}, {marqeta.SimulateAuthorizationReversal, "20", 1, 0, 3000}, {marqeta.SimulateAuthorizationReversal, "30", 1, 0, 0}},
		"forced":         {{marqeta.SimulateAuthorizationClearing, "12.34", 0, -1234, 0}},
		"single message": {{marqeta.SimulatePINDebit, "10", 0, -1000, 0}, {marqeta.SimulatePINDebitRefund, "4", 0, -600, 0}},
		"pump":           {{marqeta.SimulatePINDebitAuthorization, "75", 0, 0, 7500}, {marqeta.SimulatePINDebitAuthorizationClearing, "33", 1, -3300, 4200}, {marqeta.SimulatePINDebitAuthorizationReversal, "42", 1, -3300, 0}},
		"refund to come": {{marqeta.SimulateRefundAuthorization, "25", 0, 0, 0}, {marqeta.SimulateRefundAuthorizationClearing, "25", 1, 2500, 0}},
		"account funding": {{marqeta.SimulateAccountFundingAuthorization, "80", 0, 0, 8000}, {marqeta.SimulateAccountFundingAuthorizationClearing, "80", 1, -8000, 0},
			{marqeta.SimulateAccountFundingAuthPlusCapture, "5", 0, -8500, 0}},
	} {
		began, _ := grace(t, app)
		var made []marqeta.Transaction
		for i, s := range steps {
			in := marqeta.Simulation{Amount: usd(s.amount), CardAcceptor: &marqeta.SimulationCardAcceptor{MID: "11111"}}
			if s.follows > 0 {
				in = marqeta.Simulation{Amount: usd(s.amount), PrecedingRelatedTransactionToken: made[s.follows-1].Token}
			}
			if s.kind == marqeta.SimulateAuthorizationClearing && s.follows == 0 {
				in.ForcePost = new(true)
			}
			if s.kind == marqeta.SimulateAccountFundingAuthorization || s.kind == marqeta.SimulateAccountFundingAuthPlusCapture {
				in.AccountFunding = &marqeta.AccountFunding{FirstName: "Ada", FundingSource: "DEBIT", ReceiverAccountType: "CARD_ACCOUNT", TransactionType: "ACCOUNT_TO_ACCOUNT"}
			}
			made = append(made, app.Ask(s.kind, in))
			if posted, held := grace(t, app); posted-began != s.posted || held != s.held {
				t.Errorf("%s, after step %d: posted %d, held %d; want %d, %d (%s %+v)", name, i+1, posted-began, held, s.posted, s.held, made[i].State, made[i].Response)
			}
			theirs, err := app.Program.Balances(t.Context(), webtest.GatewayUserToken)
			if err != nil || theirs.GPA.LedgerBalance.Cmp(marqeta.AmountFromMinor(s.held, 2)) != 0 {
				t.Errorf("%s, after step %d: the platform has %s on hold, %v", name, i+1, theirs.GPA.LedgerBalance, err)
			}
		}
	}
	r, err := app.Store.VerifyLedger(t.Context(), func(store.LedgerReport) {})
	if err != nil || !r.Sound() {
		t.Errorf("verify: %v, %s, %s, %v", err, r.Hash, r.Replayed, r.Faults)
	}
	unreported, err := app.Store.ListFundingDecisions(t.Context(), store.FundingDecisionFilter{Unreported: true}, store.Page{})
	if err != nil || len(unreported.Rows) > 0 {
		t.Errorf("decisions that nobody told the outcome of: %+v, %v", unreported.Rows, err)
	}
	misfits, err := app.Store.ListMisfits(t.Context(), store.Page{})
	if err != nil || len(misfits.Rows) != 1 {
		t.Errorf("misfits beside the tip: %+v, %v", misfits.Rows, err)
	}
	t.Logf("%d decisions and %d notifications, hash %.16s", r.Decisions, r.Notifications, r.Hash)
}
