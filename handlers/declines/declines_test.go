package declines_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/views/environment"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

// suspend stops the tutorial's card, so that its purchases are declined with 1003.
func suspend(t *testing.T, app *webtest.App) {
	t.Helper()
	state := marqeta.CardTransitionRequest{Token: "t-1", CardToken: webtest.CardToken, State: marqeta.CardSuspended, ReasonCode: "01", Channel: marqeta.ChannelAdmin}
	if _, err := app.Program.TransitionCard(t.Context(), state); err != nil {
		t.Fatal(err)
	}
}

// group gives the only group of declines.
func group(t *testing.T, app *webtest.App) store.DeclineGroup {
	t.Helper()
	found, err := app.Store.ListDeclineGroups(t.Context(), store.DeclineFilter{}, store.Page{})
	if err != nil || len(found.Rows) != 1 {
		t.Fatalf("%d groups, %v", len(found.Rows), err)
	}
	return found.Rows[0]
}

func TestDeclinesOfOneCauseStandTogether(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Support)
	b.Get("/declines").Status(http.StatusOK).Has(".empty h2", "No open declines")
	b.Get("/declines?state=resolved").Has(".empty h2", "Nothing is resolved yet")
	b.Get("/declines?code=1016").Has(".empty h2", "No group matches")
	b.Get("/declines?from=nonsense").Status(http.StatusUnprocessableEntity).Has("#from-error", "not a date")

	app.Tutorial()
	app.Chores()
	e, _, err := app.Store.BeginAudit(t.Context(), store.AuditEntry{Area: "card-products", Action: "change card product", Target: webtest.ProductToken, OperatorEmail: "pat@example.com"})
	if err != nil {
		t.Fatal(err)
	}
	if err := app.Store.FinishAudit(t.Context(), e.ID, store.OutcomeDone, "", "", ""); err != nil {
		t.Fatal(err)
	}
	suspend(t, app)
	made := app.Authorize("12.00", "Blue Fox Diner")
	app.Authorize("13.50", "Blue Fox Diner")

	g := group(t, app)
	row := b.Get("/declines").Has("tbody tr", "Card suspended (1003)").Has("tbody", "Decided by card state").Has("tbody", "1 card, 1 user").
		Has("tbody", "25.50").Has("tbody", "Example Card Product").Has("tbody", "Began less than a minute after card product Example Card Product was changed")
	if label, _ := row.Doc.Find("tbody svg[role=img]").Attr("aria-label"); !strings.HasPrefix(label, "2 declines, the last 24 hours; most from ") {
		t.Errorf("the bars say %q", label)
	}
	for query, want := range map[string]int{
		"": 1, "?state=all": 1, "?state=resolved": 0, "?code=1003": 1, "?code=1016": 0, "?decider=card_state": 1, "?decider=funding": 0,
		"?card_product=" + webtest.ProductToken: 1, "?currency=usd": 1, "?currency=EUR": 0, "?sort=count": 1, "?to=2020-01-01": 0, "?from=2020-01-01": 1,
	} {
		if got := b.Get("/declines" + query).Status(http.StatusOK).Doc.Find("tbody tr").Length(); got != want {
			t.Errorf("%s: %d groups, want %d", query, got, want)
		}
	}
	b.Aim("declines").Get("/declines").Lacks("h1").Has("tbody", "Card suspended")

	p := app.As(auth.Support).Get("/declines/" + g.ID).Status(http.StatusOK)
	p.Has("h1", "Card suspended: 2 declines on 1 card").Has("#cure", "Reinstate").Has("#before", "Card product example_card_product was changed").
		Has("#before", "Card card_ada_01 became suspended").Has("#latest tbody", "Blue Fox Diner").Has(`#latest a[href^="/transactions?decline_group="]`, "All of its").
		Has("#history", "Nothing was changed")
	b = app.As(auth.Support)
	if got := b.Get("/transactions?decline_group=" + g.ID).Doc.Find("tbody tr").Length(); got != 2 {
		t.Errorf("%d transactions of the group, want 2", got)
	}
	b.Get("/transactions/"+made.Token).Has(`#related a[href="/declines/`+g.ID+`"]`, "Group")
	b.Get("/declines/none").Status(http.StatusNotFound)
	b.Get("/").Has(`a[href="/declines"]`, "Groups by cause")
}

func TestGroupsAreResolvedAndComeBack(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	app.Tutorial()
	suspend(t, app)
	app.Authorize("12.00", "Blue Fox Diner")
	here := "/declines/" + group(t, app).ID
	auditor := app.As(auth.Auditor)
	auditor.Get(here).Status(http.StatusOK).Lacks(`.headline a[href$="/resolve"]`)
	auditor.Get(here + "/resolve").Status(http.StatusForbidden)

	b := app.As(auth.Ops)
	b.Get(here).Has(`.headline a[href$="/resolve"]`, "Resolve")
	b.Get(here + "/reopen").Status(http.StatusConflict)
	b.Get(here+"/resolve").Status(http.StatusOK).Has("h1", "Resolve: Card suspended")
	b.Submit(here+"/resolve", url.Values{"note": {strings.Repeat("x", 1001)}}).Status(http.StatusUnprocessableEntity).Has("#note-error", "1,000")
	b.Submit(here+"/resolve", url.Values{"note": {"Told <b>Ada</b>."}}).Status(http.StatusSeeOther).Follow().
		Has(".badge", "Resolved").Has(".callout", "Told <b>Ada</b>.").Has("#flashes", "The group is resolved.").Has("#history", "resolve declines")
	b.Get("/declines").Has(".empty h2", "No open declines")
	b.Get("/declines?state=resolved").Has("tbody", "Resolved")
	b.Get(here + "/resolve").Status(http.StatusConflict)

	app.Authorize("12.00", "Blue Fox Diner")
	b.Get(here).Has(".badge", "Reopened").Has(".callout", "such a decline came again").Has(".headline-facts", "Came back1 time")
	b.Submit(here+"/resolve", nil).Status(http.StatusSeeOther)
	b.Submit(here+"/reopen", url.Values{"note": {"It was not."}}).Status(http.StatusSeeOther).Follow().Has(".callout", "It was not.").Has(".callout", "reopened")
}

func TestProductionAsksTwice(t *testing.T) {
	t.Parallel()
	app := webtest.New(t, webtest.In(environment.Environment{Kind: environment.Production, Name: "program.example"}))
	app.Tutorial()
	suspend(t, app)
	app.Authorize("12.00", "Blue Fox Diner")
	here := "/declines/" + group(t, app).ID
	b := app.As(auth.Ops)
	b.Submit(here+"/resolve", nil).Status(http.StatusUnprocessableEntity).Has("#confirmation-error", "program.example")
	b.Submit(here+"/resolve", url.Values{"confirmation": {"program.example"}}).Status(http.StatusSeeOther)
}
