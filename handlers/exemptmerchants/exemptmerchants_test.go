package exemptmerchants_test

import (
	"net/http"
	"net/url"
	"testing"

	"carddeck/marqeta"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

func TestExemptAMerchantAndTakeItBack(t *testing.T) {
	app := webtest.New(t)
	b := app.As(auth.Ops)
	b.Get("/spend-controls/exempt-merchants").Has(".empty h2", "No exemption yet")
	form := url.Values{"token": {"canteen"}, "name": {"Canteen"}, "mid": {"99999"}}
	b.Post("/spend-controls/exempt-merchants", form).Status(http.StatusSeeOther).Follow().
		Has("h1", "No authorization control is asked about purchases at merchant 99999, for every card.").Has("#history", "exempt merchant").Lacks(`a[href$="/edit"]`)
	b.Get("/spend-controls/exempt-merchants").Has("tbody", "at merchant 99999")
	b.Submit("/spend-controls/exempt-merchants/canteen/deactivate", nil).Status(http.StatusSeeOther).Follow().Has(".badge", "Inactive").Has("#history", "deactivate exemption")
	if e, err := app.Program.ExemptMID(t.Context(), "canteen"); err != nil || e.Active {
		t.Errorf("Marqeta has %+v, %v", e, err)
	}
	app.As(auth.Support).Get("/spend-controls/exempt-merchants/new").Status(http.StatusForbidden)
}

func TestEveryContradictionIsRefusedInTheForm(t *testing.T) {
	app := webtest.New(t)
	b := app.As(auth.Ops)
	if _, err := app.Program.CreateMerchantGroup(t.Context(), marqeta.MerchantGroupRequest{Token: "g", Name: "g", MIDs: []string{"1"}}); err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		fill         url.Values
		field, words string
	}{
		"nothing":          {url.Values{"mid": {""}}, "mid", "Name a merchant"},
		"both":             {url.Values{"merchant_group_token": {"g"}}, "merchant_group_token", "all but one empty"},
		"end before start": {url.Values{"start_time": {"2026-02-01T00:00"}, "end_time": {"2026-02-01T00:00"}}, "end_time", "after the start"},
		"an unknown group": {url.Values{"mid": {""}, "merchant_group_token": {"none"}}, "merchant_group_token", "knows no merchant group"},
		"no name":          {url.Values{"name": {""}}, "name", "Fill this in"},
	} {
		t.Run(name, func(t *testing.T) {
			form := url.Values{"token": {"wrong"}, "name": {"Canteen"}, "mid": {"99999"}}
			for key, value := range tc.fill {
				form[key] = value
			}
			b.Post("/spend-controls/exempt-merchants", form).Status(http.StatusUnprocessableEntity).Has("#"+tc.field+"-error", tc.words)
		})
	}
}
