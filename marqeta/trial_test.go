package marqeta_test

import (
	"encoding/json"
	"testing"

	"carddeck/marqeta"
)

func TestTry(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	p.stocked()
	ctx := t.Context()
	if _, err := p.CreateVelocityControl(ctx, marqeta.VelocityControlRequest{
		Token: "daily", AmountLimit: new(marqeta.MustAmount("20")), CurrencyCode: "USD", Window: marqeta.DayWindow, Association: &marqeta.Association{UserToken: "user_ada"},
	}); err != nil {
		t.Fatal(err)
	}
	refused, err := p.Simulate(ctx, marqeta.SimulateAuthorization, marqeta.Simulation{
		CardToken: "card_ada", Amount: new(marqeta.MustAmount("21")), CardOptions: &marqeta.SimulationCardOptions{CardPresent: new(true)},
	})
	if err != nil {
		t.Fatal(err)
	}
	got, err := p.Try(ctx, marqeta.Trial{TransactionToken: refused.Token, Search: true})
	if err != nil || got.Outcome != marqeta.TrialDeclined || !got.RequestKept || got.Request.Fields.Amount.String() != "21" || got.Transaction.Response.Code != "1834" || len(got.Suggestions) != 2 {
		t.Fatalf("trial = %s, %v", got.Raw, err)
	}
	s := got.Suggestions[0].Steps[0]
	if s.Kind != "limit" || s.From != "20" || s.To != "21" {
		t.Errorf("suggestion = %+v", s)
	}
	for name, in := range map[string]marqeta.Trial{
		"the suggestion":  {TransactionToken: refused.Token, Changes: []marqeta.TrialChange{*s.Change}},
		"a smaller sum":   {TransactionToken: refused.Token, Request: &marqeta.Simulation{Amount: new(marqeta.MustAmount("20"))}},
		"its own request": {Simulation: &marqeta.TrialSimulation{Kind: marqeta.SimulateAuthorization, Fields: marqeta.Simulation{CardToken: "card_ada", Amount: new(marqeta.MustAmount("20"))}}},
	} {
		if got, err := p.Try(ctx, in); err != nil || got.Outcome != marqeta.TrialApproved {
			t.Errorf("%s: %s, %v", name, got.Raw, err)
		}
	}
	if _, err := p.Try(ctx, marqeta.Trial{TransactionToken: refused.Token, Changes: []marqeta.TrialChange{{Resource: "velocitycontrols", Token: "daily", Set: json.RawMessage(`{"amount_limit":-1}`)}}}); err == nil {
		t.Error("a change that the program refuses was tried")
	}
}
