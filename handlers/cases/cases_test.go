package cases_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

// declined gives a declined purchase on the tutorial's card, and the group it is counted in.
func declined(t *testing.T, app *webtest.App) (token, group string) {
	t.Helper()
	app.Tutorial()
	app.Chores()
	stop := marqeta.CardTransitionRequest{Token: "stop", CardToken: webtest.CardToken, State: marqeta.CardSuspended, ReasonCode: "01", Reason: "Ada called", Channel: marqeta.ChannelAdmin}
	if _, err := app.Program.TransitionCard(t.Context(), stop); err != nil {
		t.Fatal(err)
	}
	made := app.Authorize("12.00", "Blue Fox Diner")
	kept, err := app.Store.Transaction(t.Context(), made.Token)
	if err != nil || kept.DeclineGroup == "" {
		t.Fatalf("%+v, %v", kept, err)
	}
	return made.Token, kept.DeclineGroup
}

func TestOneClickOpensACaseAndTheSecondLeadsToIt(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Support)
	b.Get("/cases").Status(http.StatusOK).Has(".empty h2", "No case is open").Has(".empty p", "Open a case")
	for query, want := range map[string]string{"?state=waiting": "Nothing waits", "?state=resolved": "Nothing is resolved", "?state=all": "There is no case yet", "?assignee=mine": "No such case"} {
		b.Get("/cases"+query).Has(".empty h2", want)
	}
	tx, group := declined(t, app)
	page := b.Get("/transactions/" + tx)
	action, _ := page.Has(`form[action$="/case"] button`, "Open a case").Doc.Find(`form[action$="/case"]`).Attr("action")
	first := b.Post(action, nil).Status(http.StatusSeeOther).To()
	b.Get(first).Status(http.StatusOK).Has("h1", "Card suspended (1003): 12.00 USD at Blue Fox Diner").Has(".badge", "Open").Has("#flashes", "is open").
		Has("#subject", "Blue Fox Diner").Has("#log", "Opened the case")
	if again := app.As(auth.Ops).Post(action, nil).Status(http.StatusSeeOther).To(); again != first {
		t.Errorf("the second click leads to %s, not to %s", again, first)
	}
	b.Get("/transactions/"+tx).Has(`.headline a[href="`+first+`"]`, "Case 1").Has(`#related a[href="`+first+`"]`, "Open, assigned to nobody").Lacks(`form[action$="/case"]`)

	b.Get("/declines/"+group).Has(`form[action$="/case"] button`, "Open a case")
	second := b.Post("/declines/"+group+"/case", nil).Status(http.StatusSeeOther).To()
	b.Get(second).Has("h1", "Card suspended (1003): declines alike").Has("#subject", "1 decline on 1 card")
	b.Get("/declines/"+group).Has(`.headline a[href="`+second+`"]`, "Case 2")
	b.Get("/transactions/"+tx).Has("#related", "Case 2, about its group")
	b.Get("/cases").Has("tbody tr:first-child", "Group of declines").Has("tbody tr:last-child", "Blue Fox Diner")
	b.Aim("cases").Get("/cases").Lacks("h1").Has("tbody", "Blue Fox Diner")
	if to := b.Get("/search?q=case+2").Status(http.StatusSeeOther).To(); to != second {
		t.Errorf("the search leads to %s", to)
	}
	b.Get("/cases/none").Status(http.StatusNotFound)
	b.Get("/cases/99").Status(http.StatusNotFound)
	b.Post("/transactions/none/case", nil).Status(http.StatusNotFound)
	b.Post("/declines/none/case", nil).Status(http.StatusNotFound)
}

func TestACaseIsWorkedOn(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	tx, _ := declined(t, app)
	b := app.As(auth.Support)
	here := b.Post("/transactions/"+tx+"/case", nil).To()

	const hostile = "<script>alert(1)</script>\nsecond line \u202e"
	b.Submit(here, url.Values{"note": {hostile}}).Status(http.StatusSeeOther).Follow().Has("#log p", "<script>alert(1)</script> second line").Lacks("#log script")
	b.Submit(here, nil).Status(http.StatusUnprocessableEntity).Has("#note-error", "Write something")
	b.Submit(here, url.Values{"note": {strings.Repeat("x", 4001)}}).Status(http.StatusUnprocessableEntity).Has("#note-error", "4,000").Has("#work textarea", "xxx")

	link := func(address, label string) *webtest.Page {
		return b.Post(here+"/links", url.Values{"url": {address}, "label": {label}})
	}
	for _, bad := range []string{"", "http://support.example/7", "javascript:alert(1)", "https://", "https://me:pw@support.example", "https://a b", "//x", "https://x\\y", "https://" + strings.Repeat("x", 2000)} {
		link(bad, "kept").Status(http.StatusUnprocessableEntity).Has("#url-error", "https://").Has(`#links`, "")
	}
	link("https://support.example/7?a=b#c", "<b>Ticket</b>").Status(http.StatusSeeOther).Follow().Has(`#links a[href="https://support.example/7?a=b#c"]`, "<b>Ticket</b>").Lacks("#links b")
	link("https://support.example/7?a=b#c", "Again").Status(http.StatusUnprocessableEntity).Has("#url-error", "already")
	link("https://other.example/x", "").Follow().Has("#links", "other.example")
	remove, _ := b.Get(here).Doc.Find(`#links form[action$="/remove"]`).First().Attr("action")
	b.Post(remove, nil).Status(http.StatusSeeOther).Follow().Has("#log", "Took off the link").Lacks(`#links a[href^="https://support.example"]`)
	b.Post(remove, nil).Status(http.StatusNotFound)

	version := func() url.Values {
		return url.Values{"version": {b.Get(here).Doc.Find(`#work input[name="version"]`).AttrOr("value", "")}}
	}
	with := func(v url.Values, name, value string) url.Values { v.Set(name, value); return v }
	b.Post(here+"/assign", with(version(), "me", "true")).Status(http.StatusSeeOther).Follow().Has(".headline-facts", "@example.com").Has("#log", "Assigned it to")
	b.Get("/cases?assignee=mine").Has("tbody", "Blue Fox Diner")
	b.Get("/cases?assignee=nobody").Has(".empty h2", "No such case")
	app.As(auth.Ops).Get("/cases?assignee=mine").Has(".empty h2", "No such case")
	auditor, err := app.Store.AddOperator(t.Context(), store.Operator{Email: "auditor@example.com", Role: string(auth.Auditor), Active: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, to := range []string{"999", "x", strconv.FormatInt(auditor.ID, 10)} {
		b.Post(here+"/assign", with(version(), "to", to)).Status(http.StatusUnprocessableEntity).Has("#to-error", "Choose")
	}
	b.Post(here+"/assign", with(version(), "to", "")).Status(http.StatusSeeOther).Follow().Has("#log", "Assigned it to nobody")

	b.Post(here+"/reopen", version()).Status(http.StatusConflict)
	b.Post(here+"/wait", with(version(), "note", "Sent to support.")).Status(http.StatusSeeOther).Follow().Has(".badge", "Waiting").Has("#log", "Sent to support.")
	b.Get("/cases?state=waiting").Has("tbody", "Waiting")
	b.Post(here+"/resolve", version()).Status(http.StatusSeeOther).Follow().Has(".badge", "Resolved").Has(".headline-facts", "Resolved")
	b.Get("/cases").Has(".empty h2", "No case is open")
	b.Get("/cases?state=resolved").Has("tbody", "Resolved")
	b.Get("/transactions/"+tx).Has(`form[action$="/case"] button`, "Open a case").Has("#related", "Resolved")
	next := b.Post("/transactions/"+tx+"/case", nil).To()
	b.Post(here+"/reopen", version()).Status(http.StatusConflict).Has("h1", "Another case about the same is open")
	b.Get(next).Has("#related", "Case 1, resolved")

	b.Submit(next+"/edit", url.Values{"title": {""}}).Status(http.StatusUnprocessableEntity).Has("#title-error", "Fill this in")
	b.Submit(next+"/edit", url.Values{"title": {"Why 1003?"}, "expected": {"An approval."}}).Status(http.StatusSeeOther).Follow().Has("h1", "Why 1003?").Has("#expected", "An approval.")

	trail, err := app.Store.ListAudit(t.Context(), store.AuditFilter{Area: "cases"}, store.Page{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	done := map[string]int{}
	for _, e := range trail.Rows {
		done[e.Action+" "+string(e.Outcome)]++
		if e.OperatorEmail == "" || e.Target == "" {
			t.Errorf("an entry is not whole: %+v", e)
		}
	}
	for _, want := range []string{"open case done", "add note to case done", "add link to case done", "add link to case refused", "remove link from case done", "assign case done",
		"set case waiting done", "resolve case done", "open case again refused", "change case done"} {
		if done[want] == 0 {
			t.Errorf("the trail lacks %q: %v", want, done)
		}
	}
}

// Two who work at once do not overwrite one another, and nothing typed is lost.
func TestWhoWasSlowerIsTold(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	tx, _ := declined(t, app)
	fast, slow := app.As(auth.Support), app.As(auth.Ops)
	here := fast.Post("/transactions/"+tx+"/case", nil).To()
	seen, editing := slow.Get(here), slow.Get(here+"/edit")
	fast.Submit(here+"/edit", url.Values{"title": {"The faster one's"}})

	old := url.Values{"version": {seen.Doc.Find(`#work input[name="version"]`).AttrOr("value", "")}, "note": {"Typed by the slower one."}}
	p := slow.Post(here+"/resolve", old).Status(http.StatusConflict)
	p.Has("[role=alert]", "Somebody changed the case meanwhile").Has("[role=alert]", "The faster one's").Has("#work textarea", "Typed by the slower one.").Has(".badge", "Open")
	slow.Post(here+"/assign", url.Values{"version": old["version"], "me": {"true"}}).Status(http.StatusConflict).Has("[role=alert]", "assigned to nobody")
	slow.Post(here+"/note", old).Status(http.StatusSeeOther) // notes add up
	again := editing.Send(url.Values{"title": {"The slower one's"}, "expected": {"Nothing"}}).Status(http.StatusConflict)
	again.Has("[role=alert]", "The faster one's").Has(`textarea[name="expected"]`, "Nothing")
	again.Send(nil).Status(http.StatusSeeOther).Follow().Has("h1", "The slower one's")
}

func TestWhoMayOnlyReadChangesNothing(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	tx, _ := declined(t, app)
	here := app.As(auth.Support).Post("/transactions/"+tx+"/case", nil).To()
	auditor := app.As(auth.Auditor)
	auditor.Get(here).Status(http.StatusOK).Has(`.headline a[href="`+here+`/bundle"]`, "Bundle").Lacks("main form").Has("#related", "Audit trail")
	auditor.Get(here + "/bundle.json").Status(http.StatusOK)
	auditor.Get(here + "/edit").Status(http.StatusForbidden)
	auditor.Get("/transactions/" + tx).Lacks(`form[action$="/case"]`)
	for _, verb := range []string{"", "/note", "/assign", "/wait", "/resolve", "/reopen", "/links", "/links/1/remove"} {
		auditor.Post(here+verb, nil).Status(http.StatusForbidden)
	}
}
