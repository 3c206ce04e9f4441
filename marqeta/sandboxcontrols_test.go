package marqeta_test

import (
	"testing"

	"carddeck/marqeta"
)

func TestSandboxSpendControls(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	p.stocked()
	ctx := t.Context()
	mine := &marqeta.Association{UserToken: "user_ada"}

	fuel, err := p.CreateMCCGroup(ctx, marqeta.MCCGroupRequest{Token: "mg_fuel", Name: "Fuel", MCCs: []string{"5541", "5542-5544"}, Active: new(true), Config: &marqeta.MCCConfig{
		AuthorizationControls: &marqeta.MCCHolds{HoldIncrease: &marqeta.HoldIncrease{Type: "UP_TO_LIMIT", Value: marqeta.MustAmount("75")}, HoldExpirationDays: new(2)},
	}})
	same(p, fuel, fuel.Raw, err)
	if fuel, err = p.UpdateMCCGroup(ctx, "mg_fuel", marqeta.MCCGroupRequest{Name: "Filling stations"}); err != nil || fuel.Name != "Filling stations" || len(fuel.MCCs) != 2 {
		t.Errorf("MCC group is %+v, %v", fuel, err)
	}
	if page, err := p.MCCGroups(ctx, "5543", marqeta.ListOptions{}); err != nil || len(page.Data) != 1 {
		t.Errorf("MCC groups with 5543 are %+v, %v", page, err)
	}

	chain, err := p.CreateMerchantGroup(ctx, marqeta.MerchantGroupRequest{Token: "chain", Name: "Blue Fox", MIDs: []string{"mid_1", "mid_2"}, Active: new(true)})
	same(p, chain, chain.Raw, err)
	if chain, err = p.UpdateMerchantGroup(ctx, "chain", marqeta.MerchantGroupRequest{MIDs: []string{"mid_1"}}); err != nil || len(chain.MIDs) != 1 {
		t.Errorf("merchant group is %+v, %v", chain, err)
	}
	if page, err := p.MerchantGroups(ctx, "mid_1", marqeta.ListOptions{}); err != nil || len(page.Data) != 1 {
		t.Errorf("merchant groups with mid_1 are %+v, %v", page, err)
	}

	rule, err := p.CreateAuthControl(ctx, marqeta.AuthControlRequest{Token: "no_fox", Name: "No Blue Fox", Association: mine, MerchantScope: &marqeta.MerchantScope{MerchantGroupToken: "chain"}})
	same(p, rule, rule.Raw, err)
	if rule.Association.Level() != marqeta.UserLevel {
		t.Errorf("the control reaches a %s", rule.Association.Level())
	}
	if rule, err = p.UpdateAuthControl(ctx, "no_fox", marqeta.AuthControlRequest{Active: new(false)}); err != nil || rule.Active {
		t.Errorf("authorization control is %+v, %v", rule, err)
	}
	if page, err := p.AuthControls(ctx, marqeta.ControlFilter{User: "user_ada"}); err != nil || len(page.Data) != 1 {
		t.Errorf("authorization controls of the user are %+v, %v", page, err)
	}

	exempt, err := p.CreateExemptMID(ctx, marqeta.ExemptMIDRequest{Token: "canteen", Name: "Canteen", Association: mine, MID: "mid_9"})
	same(p, exempt, exempt.Raw, err)
	if err := p.ActivateExemptMID(ctx, "canteen", false); err != nil {
		t.Error(err)
	}
	if exempt, err = p.ExemptMID(ctx, "canteen"); err != nil || exempt.Active {
		t.Errorf("exemption is %+v, %v", exempt, err)
	}
	if page, err := p.ExemptMIDs(ctx, marqeta.ControlFilter{User: "user_ada"}); err != nil || len(page.Data) != 1 {
		t.Errorf("exemptions of the user are %+v, %v", page, err)
	}

	limit, err := p.CreateVelocityControl(ctx, marqeta.VelocityControlRequest{
		Token: "daily", Name: "Daily", Association: mine, MerchantScope: &marqeta.MerchantScope{MCCGroup: "mg_fuel"},
		AmountLimit: new(marqeta.MustAmount("100.5")), CurrencyCode: "USD", UsageLimit: new(3), Window: marqeta.DayWindow,
	})
	same(p, limit, limit.Raw, err)
	if limit, err = p.UpdateVelocityControl(ctx, "daily", marqeta.VelocityControlRequest{AmountLimit: new(marqeta.MustAmount("20"))}); err != nil || limit.AmountLimit.String() != "20" || *limit.UsageLimit != 3 {
		t.Errorf("velocity control is %+v, %v", limit, err)
	}
	if page, err := p.VelocityControls(ctx, marqeta.ControlFilter{User: "user_ada"}); err != nil || len(page.Data) != 1 || page.Data[0].Token != "daily" {
		t.Errorf("velocity controls of the user are %+v, %v", page, err)
	}

	refused, err := p.Simulate(ctx, marqeta.SimulateAuthorization, marqeta.Simulation{
		CardToken: "card_ada", Amount: new(marqeta.MustAmount("21")), CardAcceptor: &marqeta.SimulationCardAcceptor{MCC: "5541", MID: "mid_5"},
	})
	if err != nil || refused.Response.Code != "1834" {
		t.Fatalf("purchase above the limit is %s, %v", refused.Response.Code, err)
	}
	trace, err := p.Trace(ctx, refused.Token)
	same(p, trace, trace.Raw, err)
	if trace.DecidedBy != "velocity_controls" || trace.ResponseCode != "1834" || trace.TransactionToken != refused.Token {
		t.Errorf("trace is %+v", trace)
	}
	for _, check := range trace.Checks {
		if check.Name == "velocity_controls" && (check.Result != marqeta.CheckFailed || check.ControlToken != "daily") {
			t.Errorf("the check that refused is %+v", check)
		}
	}
	left, err := p.AvailableVelocity(ctx, "user_ada", marqeta.ListOptions{})
	if err != nil || len(left.Data) != 1 || left.Data[0].Available.Amount.String() != "20" || left.Data[0].Available.Uses != 3 {
		t.Errorf("available is %+v, %v", left, err)
	}
	for _, err := range []error{
		second(p.VelocityControl(ctx, "daily")), second(p.AuthControl(ctx, "no_fox")),
		second(p.MCCGroup(ctx, "mg_fuel")), second(p.MerchantGroup(ctx, "chain")),
	} {
		if err != nil {
			t.Error(err)
		}
	}
}

func second[T any](_ T, err error) error { return err }
