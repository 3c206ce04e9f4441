package audit_test

import (
	"net/http"
	"testing"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

// A spend control tells no times, so what became of a change without an answer is told by
// what the control carries alone.
func TestAChangeOfASpendControlIsSettledByWhatItCarries(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	fifty := marqeta.VelocityControlRequest{Token: "fifty", AmountLimit: new(marqeta.MustAmount("50.00")), CurrencyCode: "USD", Window: marqeta.DayWindow}
	if _, err := app.Program.CreateVelocityControl(t.Context(), fifty); err != nil {
		t.Fatal(err)
	}
	if _, err := app.Program.CreateMCCGroup(t.Context(), marqeta.MCCGroupRequest{Token: "fuel", Name: "Fuel", MCCs: []string{"5541"}}); err != nil {
		t.Fatal(err)
	}
	limits, groups := "spend-controls/velocity", "spend-controls/mcc-groups"
	for name, tc := range map[string]struct {
		area, target string
		sent         any
		want         store.Outcome
	}{
		"made":            {limits, "fifty", fifty, store.OutcomeDone},
		"changed":         {limits, "fifty", map[string]any{"amount_limit": 50, "active": true}, store.OutcomeDone},
		"not, or again":   {limits, "fifty", map[string]any{"amount_limit": 60}, store.OutcomeUnknown},
		"never made":      {limits, "none", map[string]any{"token": "none", "amount_limit": 60}, store.OutcomeRefused},
		"a group changed": {groups, "fuel", map[string]any{"mccs": []string{"5541"}}, store.OutcomeDone},
		"and one not":     {groups, "fuel", map[string]any{"mccs": []string{"5542"}}, store.OutcomeUnknown},
		"another kind":    {"spend-controls/authorization", "fifty", map[string]any{"active": true}, store.OutcomeRefused},
	} {
		e := begun(t, app, store.AuditEntry{Area: tc.area, Action: "change it", Target: tc.target}, tc.sent)
		app.Later(patience)
		b.Post(entryPath(e)+"/settle", nil).Status(http.StatusSeeOther)
		if got := outcome(t, app, e); got.Outcome != tc.want {
			t.Errorf("%s: got %s, want %s", name, got.Outcome, tc.want)
		}
		app.Later(-patience)
	}
}
