package velocitycontrols_test

import (
	"net/http"
	"testing"

	"carddeck/marqeta"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

// limit makes a velocity control at Marqeta.
func limit(t *testing.T, app *webtest.App, in marqeta.VelocityControlRequest) marqeta.VelocityControl {
	t.Helper()
	if in.AmountLimit == nil {
		in.AmountLimit = new(marqeta.MustAmount("100"))
	}
	if in.CurrencyCode == "" {
		in.CurrencyCode = "USD"
	}
	if in.Window == "" {
		in.Window = marqeta.DayWindow
	}
	v, err := app.Program.CreateVelocityControl(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestListSaysInWordsWhatIsLimited(t *testing.T) {
	app := webtest.New(t)
	b := app.As(auth.Support)
	b.Get("/spend-controls/velocity").Status(http.StatusOK).Has(".empty h2", "No velocity control yet").Lacks(".empty a").Lacks(`a[href$="/new"]`)
	app.Tutorial()
	app.Chores()
	if _, err := app.Program.CreateMCCGroup(t.Context(), marqeta.MCCGroupRequest{Token: "fuel", Name: "Filling stations", MCCs: []string{"5541-5542"}}); err != nil {
		t.Fatal(err)
	}
	limit(t, app, marqeta.VelocityControlRequest{Token: "all", Name: "Everybody a day"})
	limit(t, app, marqeta.VelocityControlRequest{Token: "fleet", Name: "Fuel", UsageLimit: new(3), Window: marqeta.WeekWindow,
		Association: &marqeta.Association{CardProductToken: webtest.ProductToken}, MerchantScope: &marqeta.MerchantScope{MCCGroup: "fuel"}})
	limit(t, app, marqeta.VelocityControlRequest{Token: "ada", ApprovalsOnly: new(false), Active: new(false), Association: &marqeta.Association{UserToken: webtest.UserToken}})

	p := b.Get("/spend-controls/velocity").Status(http.StatusOK)
	p.Has("tbody", "100.00 USD a week, at most 3 uses").Has("tbody", "at MCC group Filling stations").Has("tbody", "Example Card Product").
		Has("tbody", "Ada Lindqvist").Has("tbody", "declines only").Has(".filters", "1 of 90 active program-wide controls in use").Has("main", "3 velocity controls")
	for query, want := range map[string]int{
		"?user=" + webtest.UserToken: 1, "?user=ada@example.com": 1, "?card_product=" + webtest.ProductToken: 1, "?active=true": 2, "?active=false": 1,
		"?q=fUeL": 1, "?q=nothing": 0, "?user=nobody@example.com": 0,
	} {
		if got := b.Get("/spend-controls/velocity" + query).Status(http.StatusOK).Doc.Find("tbody tr").Length(); got != want {
			t.Errorf("%s: got %d, want %d", query, got, want)
		}
	}
	b.Get("/spend-controls/velocity?user=nobody@example.com").Has(".callout", "No user known here has this email")
	b.Aim("spend-controls").Get("/spend-controls/velocity?q=fuel").Lacks(".sidebar").Has("tbody", "Fuel")
}

func TestShowTellsWhatAUserHasLeft(t *testing.T) {
	app := webtest.New(t)
	app.Tutorial() // spends 10.00
	app.Chores()
	b := app.As(auth.Support)
	limit(t, app, marqeta.VelocityControlRequest{Token: "all", Name: "Everybody a day", UsageLimit: new(4)})
	p := b.Get("/spend-controls/velocity/all").Status(http.StatusOK)
	p.Has("h1", "Each user of the program may spend 100.00 USD a day everywhere, at most 4 uses.").Has("#usage", "Name one").
		Has("#rules", "A day, from midnight UTC").Has("#rules", "Approved purchases, withdrawals of cash, cash back and transfers").Lacks(".headline form, .headline a.btn")
	for _, user := range []string{webtest.UserToken, "ada@example.com"} {
		b.Get("/spend-controls/velocity/all?user="+user).Has("#usage a", "Ada Lindqvist").
			Has("#usage tbody tr:nth-child(1)", "10.00 USD100.00 USD90.00 USD10%").Has("#usage tbody tr:nth-child(2)", "Uses14325%").
			Has("#usage", "It begins anew").Has("#usage", ", today.")
	}
	b.Get("/spend-controls/velocity/all?user=nobody").Has("#user-error", "knows no user")
	b.Get("/spend-controls/velocity/all?user=a@b.c").Has("#user-error", "No user known here has this email")
	b.Aim("usage").Get("/spend-controls/velocity/all?user="+webtest.UserToken).Lacks("h1").Has("#usage", "90.00 USD")

	limit(t, app, marqeta.VelocityControlRequest{Token: "hers", Association: &marqeta.Association{UserToken: webtest.UserToken}, AmountLimit: new(marqeta.MustAmount("5"))})
	b.Get("/spend-controls/velocity/hers").Has("h1", "Ada Lindqvist may spend 5.00 USD a day").Has("#usage tbody", "at least 5.00 USD5.00 USD0.00 USD100%").Lacks("#usage form")
	limit(t, app, marqeta.VelocityControlRequest{Token: "declines", ApprovalsOnly: new(false)})
	b.Get("/spend-controls/velocity/declines").Has("h1", "may be declined for 100.00 USD a day").Has(".callout", "counts declined transactions and nothing else")
	b.Get("/spend-controls/velocity/none").Status(http.StatusNotFound).Has("h1", "no such velocity control")
}

func TestSwitchAsksFirstAndIsWrittenDown(t *testing.T) {
	app := webtest.New(t)
	b := app.As(auth.Ops)
	limit(t, app, marqeta.VelocityControlRequest{Token: "all", Name: "Everybody a day"})
	b.Get("/spend-controls/velocity/all/activate").Status(http.StatusConflict)
	b.Get("/spend-controls/velocity/all/deactivate").Status(http.StatusOK).Has("h1", "Deactivate Everybody a day").Has("pre", `"active": false`)
	b.Submit("/spend-controls/velocity/all/deactivate", nil).Status(http.StatusSeeOther).Follow().
		Has(".badge", "Inactive").Has("#flashes", "is out of force now").Has("#history", "deactivate velocity control").Has(".headline", "refuses nothing")
	if v, err := app.Program.VelocityControl(t.Context(), "all"); err != nil || v.Active {
		t.Errorf("Marqeta has %+v, %v", v, err)
	}
	b.Submit("/spend-controls/velocity/all/activate", nil).Status(http.StatusSeeOther).Follow().Has(".badge", "Active")
	app.As(auth.Support).Get("/spend-controls/velocity/all/deactivate").Status(http.StatusForbidden)
}
