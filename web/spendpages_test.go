package web_test

import (
	"net/url"
	"testing"

	"carddeck/marqeta"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

// spendPages makes a control and a group of every kind, and gives their pages.
func spendPages(t *testing.T, app *webtest.App) map[string]string {
	t.Helper()
	ok := func(_ any, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ctx, hundred := t.Context(), marqeta.MustAmount("100")
	ok(app.Program.CreateMCCGroup(ctx, marqeta.MCCGroupRequest{Token: "fuel", Name: "Filling stations", MCCs: []string{"5541-5542", "5983"}}))
	ok(app.Program.CreateMerchantGroup(ctx, marqeta.MerchantGroupRequest{Token: "casinos", Name: "Casinos", MIDs: []string{"77777", "88888"}}))
	ok(app.Program.CreateVelocityControl(ctx, marqeta.VelocityControlRequest{
		Token: "fuel-a-day", Name: "Fuel, a day", AmountLimit: &hundred, CurrencyCode: "USD", UsageLimit: new(3), Window: marqeta.DayWindow,
		MerchantScope: &marqeta.MerchantScope{MCCGroup: "fuel"}, Association: &marqeta.Association{CardProductToken: webtest.ProductToken},
	}))
	ok(app.Program.CreateVelocityControl(ctx, marqeta.VelocityControlRequest{
		Token: "ada-a-month", Name: "Ada, a month", AmountLimit: &hundred, CurrencyCode: "USD", Window: marqeta.MonthWindow,
		Association: &marqeta.Association{UserToken: webtest.UserToken},
	}))
	ok(app.Program.CreateAuthControl(ctx, marqeta.AuthControlRequest{Token: "no-casinos", Name: "No casinos", MerchantScope: &marqeta.MerchantScope{MerchantGroupToken: "casinos"}}))
	ok(app.Program.CreateExemptMID(ctx, marqeta.ExemptMIDRequest{Token: "canteen", Name: "Canteen", MID: "99999"}))
	preview := app.As(auth.Product).Post("/spend-controls/previews/velocity", url.Values{
		"token": {"five"}, "name": {"Five a day"}, "amount_limit": {"5"}, "currency_code": {"USD"}, "velocity_window": {"DAY"}, "counts": {"approvals"}, "include_purchases": {"true"},
		"active": {"true"},
	}).To()
	return map[string]string{
		"spend-preview":     preview,
		"velocity-controls": "/spend-controls/velocity", "velocity-control": "/spend-controls/velocity/fuel-a-day?user=" + webtest.UserToken,
		"velocity-control-user": "/spend-controls/velocity/ada-a-month", "velocity-control-new": "/spend-controls/velocity/new", "velocity-control-edit": "/spend-controls/velocity/fuel-a-day/edit",
		"velocity-control-off": "/spend-controls/velocity/fuel-a-day/deactivate",
		"auth-controls":        "/spend-controls/authorization", "auth-control": "/spend-controls/authorization/no-casinos",
		"auth-control-new": "/spend-controls/authorization/new", "auth-control-edit": "/spend-controls/authorization/no-casinos/edit",
		"exempt-merchant-new": "/spend-controls/exempt-merchants/new", "mcc-group-new": "/spend-controls/mcc-groups/new", "mcc-group-edit": "/spend-controls/mcc-groups/fuel/edit",
		"merchant-group-new": "/spend-controls/merchant-groups/new", "merchant-group-edit": "/spend-controls/merchant-groups/casinos/edit",
		"exempt-merchants": "/spend-controls/exempt-merchants", "exempt-merchant": "/spend-controls/exempt-merchants/canteen",
		"mcc-groups": "/spend-controls/mcc-groups", "mcc-group": "/spend-controls/mcc-groups/fuel",
		"merchant-groups": "/spend-controls/merchant-groups", "merchant-group": "/spend-controls/merchant-groups/casinos",
	}
}
