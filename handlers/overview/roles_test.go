package overview_test

import (
	"net/http"
	"testing"

	"carddeck/store"
	"carddeck/views/environment"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

// What waits leads only to pages that the operator may open.
func TestWorkIsForThoseWhoMayDoIt(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	e, _, err := app.Store.BeginAudit(t.Context(), store.AuditEntry{Area: "users", Action: "create user"})
	if err != nil {
		t.Fatal(err)
	}
	if err := app.Store.FinishAudit(t.Context(), e.ID, store.OutcomeUnknown, "", "", ""); err != nil {
		t.Fatal(err)
	}
	app.As(auth.Ops).Get("/").Has(`a[href="/audit?outcome=unknown"]`, "Settle")
	app.As(auth.Support).Get("/").Lacks(`a[href="/audit?outcome=unknown"]`)
}

func TestAnAlarmAsksForSomebody(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Support)
	b.Get("/").Lacks(`a[href="/gateways#alarms"]`)
	if err := app.Store.RaiseAlarm(t.Context(), store.GatewayAlarm{Kind: "watermark behind", Detail: "since yesterday"}); err != nil {
		t.Fatal(err)
	}
	b.Get("/").Has("main", "1 alarm, the latest: watermark behind").Has(`a[href="/gateways#alarms"]`, "Look")
}

// An account loaded by hand says nothing about a purchase.
func TestALoadByHandReviewsNothing(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	load := store.GPAOrder{Token: "load", Kind: "load", State: "COMPLETION", AmountMinor: 500, Currency: "USD", FundingType: "program"}
	if err := app.Store.PutGPAOrder(t.Context(), load); err != nil {
		t.Fatal(err)
	}
	if err := app.Store.PutCardProduct(t.Context(), store.CardProduct{Token: "cp", Name: "Standard", Funding: "standard", Active: true}); err != nil {
		t.Fatal(err)
	}
	app.As(auth.Admin).Get("/").Has("#guide + .panel-note", "0 of 6 done")
	app.Tutorial()
	app.Chores()
	app.As(auth.Admin).Get("/").Has("#guide + .panel-note", "6 of 6 done")
}

func TestProductionHasNoGuideToASimulation(t *testing.T) {
	t.Parallel()
	app := webtest.New(t, webtest.In(environment.Environment{Kind: environment.Production, Name: "program.example"}))
	app.As(auth.Admin).Get("/").Status(http.StatusOK).Lacks("#guide").Lacks(`main a[href="/simulator"]`)
}
