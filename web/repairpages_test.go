package web_test

import (
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/ledger"
	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/webtest"
	"carddeck/web/webtest/browser"
)

// lose makes the platform's deliveries go lost.
func lose(t *testing.T, app *webtest.App) {
	t.Helper()
	(&program{world: &world{app: app}, t: t}).call("POST", "/_sandbox/faults", `{"webhook":"*","effect":"drop"}`)
}

// overdue gives the page of the repair of a hold that the platform never ended.
func overdue(t *testing.T, app *webtest.App, amount string) string {
	t.Helper()
	bought := app.Ask(marqeta.SimulateAuthorization, marqeta.Simulation{Amount: usd(amount), CardAcceptor: &marqeta.SimulationCardAcceptor{MID: "11111", Name: "<b>Fox</b> \u202e & Söns"}})
	holds, err := app.Store.HoldsOf(t.Context(), bought.Token)
	if err != nil || len(holds) != 1 {
		t.Fatalf("holds %+v, %v", holds, err)
	}
	if err := app.Store.HoldOverdue(t.Context(), holds[0]); err != nil {
		t.Fatal(err)
	}
	return repair(t, app, store.HoldNeverCleared)
}

// repair gives the page of the latest repair of a kind, once it is there.
func repair(t *testing.T, app *webtest.App, kind store.RepairKind) string {
	t.Helper()
	for until := time.Now().Add(10 * time.Second); time.Now().Before(until); {
		found, err := app.Store.ListRepairs(t.Context(), store.RepairFilter{Kind: kind}, store.Page{Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		if len(found.Rows) == 1 {
			return "/repairs/" + strconv.FormatInt(found.Rows[0].ID, 10)
		}
	}
	t.Fatalf("no repair %q", kind)
	return ""
}

// repairWorld makes something of every sort that does not fit, and gives the pages, and
// the day. The clock goes on by a quarter of an hour, in which links to sign in end.
func repairWorld(t *testing.T, app *webtest.App) (all map[string]string, day string) {
	t.Helper()
	app.Gateway("500.00")
	over := app.Ask(marqeta.SimulateAuthorization, marqeta.Simulation{Amount: usd("40.00")})
	app.Ask(marqeta.SimulateAuthorizationClearing, marqeta.Simulation{Amount: usd("46.00"), PrecedingRelatedTransactionToken: over.Token})
	all = map[string]string{
		"repairs-open": "/repairs", "repairs-kind": "/repairs?kind=late+approval", "repairs-all": "/repairs?state=all", "repairs-settled": "/repairs?state=settled",
		"repair-hold": overdue(t, app, "12.00"), "repair-over": repair(t, app, store.RepairKind(ledger.ClearingOverHold)),
	}
	lose(t, app)
	lost, err := app.Program.Simulate(t.Context(), marqeta.SimulateAuthorization, marqeta.Simulation{CardToken: webtest.GatewayCardToken, Amount: usd("7.00")})
	if err != nil {
		t.Fatal(err)
	}
	d, err := app.Store.FundingDecision(t.Context(), lost.GPAOrder.JITFunding.Token)
	if err != nil {
		t.Fatal(err)
	}
	app.Later(store.ReportPatience + time.Minute)
	if err := app.Store.ReportMissing(t.Context(), d.FundingDecision); err != nil {
		t.Fatal(err)
	}
	all["repair-decision"] = repair(t, app, store.UnreportedDecision)
	return all, lost.CreatedTime.UTC().Format(time.DateOnly)
}

// TestRepairPagesInChromium looks at the queue and its pages as TestPagesInChromium looks
// at the others, from the first day on which nothing does not fit.
func TestRepairPagesInChromium(t *testing.T) {
	app := webtest.New(t)
	tab := browser.Open(t, app.People.URL)
	tab.Size(1440, 900)
	signIn(t, app, tab)
	look := func(name, path string) {
		t.Helper()
		tab.Go(path)
		tab.EveryWay(name)
	}
	look("repairs-none", "/repairs")
	look("reconciliations-none", "/reconciliations")
	b := app.As(auth.Ops)
	all, day := repairWorld(t, app)
	for name, path := range all {
		look(name, path)
	}
	look("reconciliation", compared(t, b, day))
	look("reconciliations", "/reconciliations")
	look("notifications-complete", "/webhooks/notifications")
	tab.Quiet()
}

// A note is needed whatever is done, who may only read gets no form, and what was done
// once is not done again.
func TestARepairIsWorked(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b, reader := app.As(auth.Ops), app.As(auth.Auditor)
	all, _ := repairWorld(t, app)
	for name, at := range all {
		if !strings.HasPrefix(at, "/repairs/") {
			continue
		}
		reader.Get(at).Status(200).Lacks("#work").Lacks(`form[action$="/ask"]`)
		b.Post(at+"/acknowledge", url.Values{}).Status(422).Has("#note-error", "Say why")
		if name != "repair-hold" {
			b.Post(at+"/propose", url.Values{"note": {"why not"}}).Status(409)
		}
	}
	asked := all["repair-decision"]
	b.Post(asked+"/ask", nil).To()
	b.Get(asked).Status(200)
	for until := time.Now().Add(10 * time.Second); !strings.Contains(b.Get(asked).Text("#outcome"), "notification has come"); {
		if time.Now().After(until) {
			t.Fatal("asking brought nothing")
		}
	}
	over := all["repair-over"]
	b.Post(over+"/acknowledge", url.Values{"note": {"a tip"}}).To()
	b.Get(over).Has("#outcome", "a tip").Lacks("#work")
	b.Post(over+"/acknowledge", url.Values{"note": {"another tip"}}).Status(409)
}

// compared has a day compared and gives its page, when there is a result.
func compared(t *testing.T, b *webtest.Browser, day string) string {
	t.Helper()
	at := b.Post("/reconciliations", url.Values{"day": {day}}).To()
	for until := time.Now().Add(20 * time.Second); time.Now().Before(until); <-time.After(20 * time.Millisecond) {
		if page := b.Get(at).Status(200); page.Text("h1") == "Reconciliation of "+day && page.Text("#progress") == "" {
			return at
		}
	}
	t.Fatalf("%s was not compared", day)
	return ""
}

// A comparison that Marqeta does not answer says so, is kept by nobody, and can be begun
// again. While one goes on the page says how far it is.
func TestADayIsComparedBesideTheRequest(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	ops := app.As(auth.Ops)
	today := time.Now().UTC().Format(time.DateOnly)
	app.Silence()
	page := ops.Post("/reconciliations", url.Values{"day": {today}}).Follow().Status(200).Has("#day", today)
	for until := time.Now().Add(20 * time.Second); !strings.Contains(page.Text("#day"), "Nothing is kept of this comparison"); <-time.After(20 * time.Millisecond) {
		if time.Now().After(until) {
			t.Fatalf("it does not end: %s", page.Text("main"))
		}
		page = ops.Get("/reconciliations/" + today).Status(200)
		if page.Text("#progress") == "Comparing "+today {
			page.Has(`#day[hx-get="/reconciliations/`+today+`"]`, "Waiting for Marqeta")
		}
	}
	app.Wake()
	ops.Get(compared(t, ops, today)).Has("main", "Nothing differs").Lacks("#progress")
}

func TestADayIsExported(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b, ops := app.As(auth.Auditor), app.As(auth.Ops)
	_, today := repairWorld(t, app)
	day := compared(t, ops, today)
	csv := b.Get(day + "/export.csv").Status(200)
	if !strings.HasPrefix(csv.Body, "class,standing,token,") || !strings.Contains(csv.Body, "missing here,explained,") || !strings.Contains(csv.Body, ",7.00,") {
		t.Errorf("CSV:\n%s", csv.Body)
	}
	if text := b.Get(day + "/export.json").Status(200).Body; !strings.Contains(text, `"standing": "explained"`) || !strings.Contains(text, `"their_amount": "7.00"`) {
		t.Errorf("JSON:\n%s", text)
	}
	b.Get("/reconciliations/2020-02-30").Status(404)
	ops.Post("/reconciliations", url.Values{"day": {"soon"}}).Status(422).Has("#day-error", "Give a day")
	ops.Post("/webhooks/notifications/backfill", nil).To()
	ops.Get("/webhooks/notifications").Has("main", "Complete up to")
}
