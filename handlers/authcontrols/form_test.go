package authcontrols_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"carddeck/marqeta"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

// casinos is the form as somebody fills it in.
func casinos(token string) url.Values {
	return url.Values{"token": {token}, "name": {"No casinos"}, "mcc": {"7995"}, "active": {"true"}}
}

func TestCreateAndChangeAnAuthorizationControl(t *testing.T) {
	app := webtest.New(t)
	app.Tutorial()
	app.Chores()
	b := app.As(auth.Ops)
	b.Get("/spend-controls/authorization").Has(".empty h2", "No authorization control yet").Has(`.empty a[href$="/new"]`, "New authorization control")
	form := casinos("no-casinos")
	form.Set("card_product_token", webtest.ProductToken)
	form.Set("start_time", "2026-01-01T09:30")
	b.Post("/spend-controls/authorization", form).Status(http.StatusSeeOther).Follow().
		Has("h1", "Purchases at MCC 7995 are denied for cards of Example Card Product.").Has("#rules", "since 1 Jan 2026, 09:30").Has("#history", "create authorization control").Has(".badge", "Active")
	a, err := app.Program.AuthControl(t.Context(), "no-casinos")
	if err != nil || a.MerchantScope.MCC != "7995" || a.StartTime.String() != "2026-01-01T09:30:00Z" || !a.EndTime.IsZero() {
		t.Errorf("Marqeta has %+v, %v", a, err)
	}
	b.Get("/spend-controls/authorization").Has("tbody", "at MCC 7995").Has("tbody", "since 1 Jan 2026").Has("main", "1 authorization control")

	b.Get("/spend-controls/authorization/no-casinos/edit?"+url.Values{"name": {"No casinos"}, "mid": {"77"}, "card_product_token": {webtest.ProductToken}, "start_time": {"2026-01-01T09:30"}, "active": {"true"}}.Encode()).
		Has("#changes del", "at MCC 7995").Has("#changes ins", "at merchant 77").Has("#request pre", `"mid": "77"`)
	b.Submit("/spend-controls/authorization/no-casinos/edit", url.Values{"mcc": {""}, "mid": {"77"}, "end_time": {"2099-01-01T00:00"}}).
		Status(http.StatusSeeOther).Follow().Has("h1", "Purchases at merchant 77").Has("#rules", "1 Jan 2026, 09:30 to 1 Jan 2099, 00:00")
	b.Submit("/spend-controls/authorization/no-casinos/edit", url.Values{"end_time": {""}}).Status(http.StatusUnprocessableEntity).Has("#end_time-error", "not taken away")
	b.Submit("/spend-controls/authorization/no-casinos/edit", nil).Status(http.StatusUnprocessableEntity).Has("#name-error", "Nothing on this page")
	b.Submit("/spend-controls/authorization/no-casinos/deactivate", nil).Status(http.StatusSeeOther).Follow().Has(".badge", "Inactive")
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
		"no name":                  {url.Values{"name": {""}}, "name", "Fill this in"},
		"a long name":              {url.Values{"name": {strings.Repeat("x", 256)}}, "name", "at most 255"},
		"end before start":         {url.Values{"start_time": {"2026-02-01T00:00"}, "end_time": {"2026-01-01T00:00"}}, "end_time", "after the start"},
		"no time":                  {url.Values{"start_time": {"tomorrow"}}, "start_time", "such as 2026-04-01T09:00"},
		"everybody, everywhere":    {url.Values{"mcc": {""}}, "mcc", "is not taken"},
		"two scopes":               {url.Values{"mid": {"1"}}, "mid", "all but one empty"},
		"user and card product":    {url.Values{"user_token": {webtest.UserToken}, "card_product_token": {webtest.ProductToken}}, "user_token", "never both"},
		"an unknown group":         {url.Values{"mcc": {""}, "merchant_group_token": {"none"}}, "merchant_group_token", "knows no merchant group"},
		"an unknown user":          {url.Values{"user_token": {"nobody"}}, "user_token", "knows no user"},
		"a token that is no token": {url.Values{"token": {"new"}}, "token", "not the word new"},
	} {
		t.Run(name, func(t *testing.T) {
			form := casinos("wrong")
			for key, value := range tc.fill {
				form[key] = value
			}
			b.Post("/spend-controls/authorization", form).Status(http.StatusUnprocessableEntity).Has("#"+tc.field+"-error", tc.words)
		})
	}
	if _, err := app.Program.AuthControl(t.Context(), "wrong"); !marqeta.IsNotFound(err) {
		t.Errorf("something reached Marqeta: %v", err)
	}
}
