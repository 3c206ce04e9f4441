package velocitycontrols_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"carddeck/marqeta"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

// daily is the form as somebody fills it in.
func daily(token string) url.Values {
	return url.Values{
		"token": {token}, "name": {"Fifty a day"}, "amount_limit": {"50.00"}, "currency_code": {"USD"}, "velocity_window": {"DAY"}, "counts": {"approvals"},
		"include_purchases": {"true"}, "include_withdrawals": {"true"}, "active": {"true"},
	}
}

func TestCreateMakesAVelocityControlAtMarqeta(t *testing.T) {
	app := webtest.New(t)
	app.Tutorial()
	app.Chores()
	b := app.As(auth.Product)
	form := daily("fifty")
	form.Set("user_token", "ada@example.com")
	form.Set("mcc", "5541")
	form.Set("usage_limit", "2")
	b.Post("/spend-controls/velocity", form).Status(http.StatusSeeOther).Follow().Status(http.StatusOK).
		Has("h1", "Ada Lindqvist may spend 50.00 USD a day at MCC 5541, at most 2 uses.").Has("#flashes", "was created").Has("#history", "create velocity control")
	v, err := app.Program.VelocityControl(t.Context(), "fifty")
	if err != nil || v.Association.UserToken != webtest.UserToken || v.MerchantScope.MCC != "5541" || *v.UsageLimit != 2 || v.IncludeCashback || !v.ApprovalsOnly {
		t.Errorf("Marqeta has %+v, %v", v, err)
	}
}

func TestEveryContradictionIsRefusedInTheForm(t *testing.T) {
	app := webtest.New(t)
	app.Tutorial()
	b := app.As(auth.Product)
	for name, tc := range map[string]struct {
		fill  url.Values
		field string
		words string
	}{
		"uses of one transaction":    {url.Values{"velocity_window": {"TRANSACTION"}, "usage_limit": {"3"}}, "usage_limit", "no number of uses"},
		"user and card product":      {url.Values{"user_token": {webtest.UserToken}, "card_product_token": {webtest.ProductToken}}, "user_token", "never both"},
		"two scopes":                 {url.Values{"mcc": {"5541"}, "mid": {"11111"}}, "mid", "all but one empty"},
		"a merchant group":           {url.Values{"merchant_group_token": {"x"}}, "mcc_group", "cannot name a merchant group"},
		"too many decimals":          {url.Values{"amount_limit": {"50.005"}}, "amount_limit", "USD has 2 decimals"},
		"decimals of yen":            {url.Values{"amount_limit": {"50.5"}, "currency_code": {"JPY"}}, "amount_limit", "JPY has no decimals"},
		"below zero":                 {url.Values{"amount_limit": {"-1"}}, "amount_limit", "zero or more"},
		"no number":                  {url.Values{"amount_limit": {"a lot"}}, "amount_limit", "digits and a point"},
		"no amount":                  {url.Values{"amount_limit": {""}}, "amount_limit", "Fill this in"},
		"no currency":                {url.Values{"currency_code": {"ZZZ"}}, "currency_code", "not a currency"},
		"a quarter":                  {url.Values{"velocity_window": {"QUARTER"}}, "velocity_window", "only when a control is changed"},
		"a year":                     {url.Values{"velocity_window": {"YEAR"}}, "velocity_window", "only when a control is changed"},
		"a window nobody knows":      {url.Values{"velocity_window": {"HOUR"}}, "velocity_window", "Choose one"},
		"a long name":                {url.Values{"name": {strings.Repeat("x", 256)}}, "name", "at most 255"},
		"uses in words":              {url.Values{"usage_limit": {"many"}}, "usage_limit", "whole number"},
		"uses below zero":            {url.Values{"usage_limit": {"-2"}}, "usage_limit", "whole number"},
		"nothing counts":             {url.Values{"include_purchases": {""}, "include_withdrawals": {""}}, "counts", "never refuse"},
		"a category that is none":    {url.Values{"mcc": {"55"}}, "mcc", "four digits"},
		"an unknown user":            {url.Values{"user_token": {"nobody"}}, "user_token", "knows no user"},
		"an unknown email":           {url.Values{"user_token": {"no@body.com"}}, "user_token", "No user known here has this email"},
		"an unknown card product":    {url.Values{"card_product_token": {"none"}}, "card_product_token", "knows no card product"},
		"an unknown MCC group":       {url.Values{"mcc_group": {"none"}}, "mcc_group", "knows no MCC group"},
		"a token that cannot be one": {url.Values{"token": {"a b"}}, "token", "1 to 36"},
	} {
		t.Run(name, func(t *testing.T) {
			form := daily("wrong")
			for key, value := range tc.fill {
				form[key] = value
			}
			b.Post("/spend-controls/velocity", form).Status(http.StatusUnprocessableEntity).Has("#"+tc.field+"-error", tc.words).
				Has(`[role="alert"] a[href="#`+tc.field+`"]`, tc.words).Has(`select[name="velocity_window"]`, "")
		})
	}
	if _, err := app.Program.VelocityControl(t.Context(), "wrong"); !marqeta.IsNotFound(err) {
		t.Errorf("something reached Marqeta: %v", err)
	}
}

func TestNinetyActiveControlsAreTheMost(t *testing.T) {
	app := webtest.New(t)
	for i := range 45 {
		limit(t, app, marqeta.VelocityControlRequest{Token: fmt.Sprintf("v%d", i)})
		if _, err := app.Program.CreateAuthControl(t.Context(), marqeta.AuthControlRequest{Token: fmt.Sprintf("a%d", i), Name: "a", MerchantScope: &marqeta.MerchantScope{MID: "x"}}); err != nil {
			t.Fatal(err)
		}
	}
	app.Tutorial()
	b := app.As(auth.Product)
	b.Get("/spend-controls/velocity").Has(".filters", "90 of 90")
	b.Post("/spend-controls/velocity", daily("one-more")).Status(http.StatusUnprocessableEntity).Has("#active-error", "All 90 active")
	asleep := daily("asleep")
	asleep.Set("active", "false")
	b.Post("/spend-controls/velocity", asleep).Status(http.StatusSeeOther)
	product := daily("product")
	product.Set("card_product_token", webtest.ProductToken)
	b.Post("/spend-controls/velocity", product).Status(http.StatusSeeOther)
}

func TestEditShowsWhatChangesAndSendsNothingElse(t *testing.T) {
	app := webtest.New(t)
	b := app.As(auth.Product)
	limit(t, app, marqeta.VelocityControlRequest{Token: "all", Name: "A hundred a day", UsageLimit: new(3)})
	b.Get("/spend-controls/velocity/all/edit").Status(http.StatusOK).Has("#changes", "Nothing yet").Has(`input[name="amount_limit"][value="100.00"]`, "")
	page := b.Get("/spend-controls/velocity/all/edit?" + url.Values{
		"name": {"A hundred a day"}, "amount_limit": {"250"}, "currency_code": {"USD"}, "velocity_window": {"QUARTER"}, "counts": {"approvals"},
		"include_purchases": {"true"}, "include_withdrawals": {"true"}, "include_cashback": {"true"}, "include_transfers": {"true"}, "active": {"true"},
	}.Encode())
	page.Has("#changes", "Amount").Has("#changes del", "100.00 USD").Has("#changes ins", "250.00 USD").Has("#changes", "any number").Has("#changes", "A quarter of the year").
		Has("#request pre", `"amount_limit": 250`).Has("#request pre", `"usage_limit": -1`).Has("#request pre", `"velocity_window": "QUARTER"`)
	if strings.Contains(page.Text("#request pre"), "include_") || strings.Contains(page.Text("#request pre"), "name") {
		t.Errorf("what is not changed is sent: %s", page.Text("#request pre"))
	}
	b.Submit("/spend-controls/velocity/all/edit", url.Values{"amount_limit": {"250"}, "usage_limit": {""}, "velocity_window": {"QUARTER"}}).
		Status(http.StatusSeeOther).Follow().Has("h1", "250.00 USD a quarter everywhere.").Has("#history", "change velocity control")
	b.Submit("/spend-controls/velocity/all/edit", nil).Status(http.StatusUnprocessableEntity).Has("#name-error", "Nothing on this page is different")
	b.Submit("/spend-controls/velocity/all/edit", url.Values{"name": {""}}).Status(http.StatusUnprocessableEntity).Has("#name-error", "not taken away")
	b.Get("/spend-controls/velocity/none/edit").Status(http.StatusNotFound)
}

func TestARefusalOfMarqetaStandsAboveTheForm(t *testing.T) {
	app := webtest.New(t)
	b := app.As(auth.Product)
	limit(t, app, marqeta.VelocityControlRequest{Token: "taken"})
	b.Post("/spend-controls/velocity", daily("taken")).Status(http.StatusUnprocessableEntity).Has(`[role="alert"]`, "Marqeta refused").Has(`input[name="name"][value="Fifty a day"]`, "")
}
