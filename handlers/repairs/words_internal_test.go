package repairs

import (
	"testing"

	"carddeck/marqeta/ledger"
	"carddeck/store"
)

func TestEveryKindHasWords(t *testing.T) {
	t.Parallel()
	for _, k := range store.RepairKinds() {
		if w, ok := kinds[k]; !ok || w.title == "" || w.why == "" || w.advice == "" {
			t.Errorf("%s: %+v", k, w)
		}
	}
}

// An entry is suggested only where it is plain which one puts it right.
func TestSuggest(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		kind  store.RepairKind
		typ   string
		entry store.ProposalKind // empty for none
		minor int64
	}{
		"a hold is released":              {store.HoldNeverCleared, "authorization", store.ReleaseHold, 500},
		"a reversal is given back":        {kind(ledger.ReversalWithoutHold), "authorization.reversal", store.CreditAccount, 500},
		"an undone purchase comes back":   {kind(ledger.UndoWithoutOriginal), "pindebit.reversal", store.CreditAccount, 400},
		"an undone credit is taken back":  {kind(ledger.UndoWithoutOriginal), "original.credit.auth_plus_capture.reversal", store.DebitAccount, 400},
		"an undone refund is taken back":  {kind(ledger.UndoWithoutOriginal), "pindebit.refund.reversal", store.DebitAccount, 400},
		"silence releases nothing":        {store.UnreportedDecision, "authorization", "", 0},
		"a tip is right":                  {kind(ledger.ClearingOverHold), "authorization.clearing", "", 0},
		"what is unknown is for a person": {kind(ledger.UnknownType), "moon.landing", "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, ok := suggest(store.Repair{Kind: c.kind, AccountID: 1, Currency: "USD", Expected: 100, Found: 500}, c.typ)
			if ok != (c.entry != "") || ok && (s.kind != c.entry || s.minor != c.minor) {
				t.Errorf("suggests %+v, %t", s, ok)
			}
			if _, ok := suggest(store.Repair{Kind: c.kind, Found: 500}, c.typ); ok {
				t.Error("suggests an entry on no account")
			}
		})
	}
}
