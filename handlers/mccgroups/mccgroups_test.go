package mccgroups_test

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

func fuel(token string) url.Values {
	return url.Values{"token": {token}, "name": {"Filling stations"}, "mccs": {"5541, 5542\n3000-3299"}, "active": {"true"}}
}

func TestCreateFindAndChangeAGroup(t *testing.T) {
	app := webtest.New(t)
	b := app.As(auth.Product)
	b.Get("/spend-controls/mcc-groups").Has(".empty h2", "No MCC group yet")
	form := fuel("fuel")
	form.Set("hold_increase_type", "UP_TO_LIMIT")
	form.Set("hold_increase_value", "75")
	b.Post("/spend-controls/mcc-groups", form).Status(http.StatusSeeOther).Follow().Has("h1", "Filling stations holds 3 codes.").Has("#codes", "3000-3299").Has(".headline-facts", "raised to 75.00")
	for query, want := range map[string]int{"?q=5542": 1, "?q=3100": 1, "?q=7011": 0, "?q=fill": 1, "?active=false": 0} {
		if got := b.Get("/spend-controls/mcc-groups" + query).Doc.Find("tbody tr").Length(); got != want {
			t.Errorf("%s: got %d, want %d", query, got, want)
		}
	}
	if _, err := app.Program.CreateAuthControl(t.Context(), marqeta.AuthControlRequest{Token: "no-fuel", Name: "No fuel", MerchantScope: &marqeta.MerchantScope{MCCGroup: "fuel"}}); err != nil {
		t.Fatal(err)
	}
	b.Get("/spend-controls/mcc-groups/fuel").Has("#related", "No fuel").Has(".headline-facts", "1 control")
	b.Submit("/spend-controls/mcc-groups/fuel/edit", url.Values{"mccs": {"5541"}}).Status(http.StatusSeeOther).Follow().Has("h1", "holds 1 code.")
	g, err := app.Program.MCCGroup(t.Context(), "fuel")
	if err != nil || len(g.MCCs) != 1 || g.Config == nil || g.Config.AuthorizationControls.HoldIncrease.Value.String() != "75" {
		t.Errorf("Marqeta has %+v, %v", g, err)
	}
	b.Submit("/spend-controls/mcc-groups/fuel/edit", nil).Status(http.StatusUnprocessableEntity).Has("#name-error", "Nothing on this page")
	b.Submit("/spend-controls/mcc-groups/fuel/deactivate", nil).Status(http.StatusSeeOther).Follow().Has(".headline", "cover no merchant")
}

func TestEveryWrongListIsRefusedInTheForm(t *testing.T) {
	app := webtest.New(t)
	b := app.As(auth.Product)
	many := make([]string, 501)
	for i := range many {
		many[i] = fmt.Sprintf("%04d", i)
	}
	for name, tc := range map[string]struct{ field, value, words string }{
		"nothing":            {"mccs", "", "Fill this in"},
		"letters":            {"mccs", "55a1", "neither four digits"},
		"a range turned":     {"mccs", "3299-3000", "neither four digits"},
		"twice":              {"mccs", "5541 5541", "twice"},
		"too many":           {"mccs", strings.Join(many, " "), "these are 501"},
		"no name":            {"name", "", "Fill this in"},
		"a long name":        {"name", strings.Repeat("x", 256), "at most 255"},
		"days":               {"hold_expiration_days", "0", "1 to 100"},
		"a type nobody has":  {"hold_increase_type", "DOUBLE", "Choose one"},
		"a type of nothing":  {"hold_increase_value", "75", ""},
		"a token of nothing": {"token", "", "1 to 36"},
	} {
		t.Run(name, func(t *testing.T) {
			form := fuel("wrong")
			form.Set(tc.field, tc.value)
			field := tc.field
			if field == "hold_increase_value" {
				field = "hold_increase_type"
			}
			b.Post("/spend-controls/mcc-groups", form).Status(http.StatusUnprocessableEntity).Has("#"+field+"-error", tc.words)
		})
	}
	if _, err := app.Program.MCCGroup(t.Context(), "wrong"); !marqeta.IsNotFound(err) {
		t.Errorf("something reached Marqeta: %v", err)
	}
}
