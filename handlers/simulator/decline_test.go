package simulator_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/provoke"
	"carddeck/store"
	"carddeck/views/environment"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

func see(plan, card string) url.Values {
	return url.Values{"decline": {plan}, "declined_card": {card}, "request_key": {"see-" + plan}}
}

// Every decline is shown, each of its changes is on record twice: made and put back.
func TestChooseTheDeclineToSee(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	app.Tutorial()
	b := app.As(auth.Admin)
	b.Get("/simulator").Has(`a[href^="/simulator/decline"]`, "Choose the decline")
	for _, plan := range provoke.Plans() {
		page := b.Get("/simulator/decline?decline="+plan.Name+"&declined_card="+webtest.CardToken).Status(http.StatusOK).
			Has("#decline option[selected]", string(plan.Code)).Has("#request li", "Send the purchase")
		if n := page.Doc.Find("#request li").Length(); n < 2 {
			t.Errorf("%s: %d steps are foretold", plan.Name, n)
		}
		shown := page.Send(url.Values{"request_key": {"see-" + plan.Name}}).Status(http.StatusSeeOther).Follow().Status(http.StatusOK)
		if plan.Name != "security-code-wrong" { // one card in a thousand has the code 000
			shown.Has(".code-quiet", string(plan.Code))
		}
		shown.Has("#flashes", "as it was before")
	}
	if card, err := app.Program.Card(t.Context(), webtest.CardToken); err != nil || card.State != "ACTIVE" {
		t.Errorf("the card is %s, %v", card.State, err)
	}
	if rows, err := app.Store.PutBacks(t.Context(), time.Now().Add(time.Hour)); err != nil || len(rows) != 0 {
		t.Errorf("left to be put back: %v, %v", rows, err)
	}
	for area, want := range map[string][2]string{
		"cards": {"suspend the card, to see a decline", "put back: reinstate the card"}, "users": {"suspend the user, to see a decline", "put back: make the user active again"},
		"card-products":           {"deactivate the card product, to see a decline", "put back: give the card product its settings back"},
		"funding-sources":         {"switch the funding source off, to see a decline", "put back: give the funding source its settings back"},
		"spend-controls/velocity": {"make a velocity control, to see a decline", "put back: deactivate the velocity control"},
	} {
		trail, err := app.Store.ListAudit(t.Context(), store.AuditFilter{Area: area, Outcome: store.OutcomeDone}, store.Page{Limit: store.MaxLimit})
		must(t, err)
		var done []string
		for _, e := range trail.Rows {
			done = append(done, e.Action)
			if strings.Contains(string(e.Request), "basic_auth_password") {
				t.Error("a password is in the audit trail")
			}
		}
		for _, action := range want {
			if !strings.Contains(strings.Join(done, "\n"), action) {
				t.Errorf("%s: nobody did %q", area, action)
			}
		}
	}
}

func TestWhatIsWrongWithAChoice(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	app.Tutorial()
	b := app.As(auth.Admin)
	for name, row := range map[string]struct {
		form        url.Values
		field, says string
	}{
		"no decline":   {see("", webtest.CardToken), "decline", "Choose one"},
		"no card":      {see("card-suspended", ""), "declined_card", "Choose a card"},
		"unknown card": {see("card-suspended", "nobody"), "declined_card", "knows no such card"},
	} {
		page := b.Post("/simulator/decline", row.form).Status(http.StatusUnprocessableEntity).Has("#"+row.field+"-error", row.says).Has(".callout", "Nothing was simulated")
		if got := page.Doc.Find("#declined_card").AttrOr("value", ""); got != row.form.Get("declined_card") {
			t.Errorf("%s: the card became %q", name, got)
		}
	}
	_, err := app.Program.TransitionCard(t.Context(), marqeta.CardTransitionRequest{CardToken: webtest.CardToken, State: "SUSPENDED", ReasonCode: "01", Channel: marqeta.ChannelAPI})
	must(t, err)
	b.Post("/simulator/decline", see("user-suspended", webtest.CardToken)).Status(http.StatusUnprocessableEntity).Has("#declined_card-error", "have to be active")
	real := webtest.New(t, webtest.In(environment.Environment{Kind: environment.Sandbox, Name: "sandbox-api.marqeta.com"}))
	away := real.As(auth.Admin)
	away.Get("/simulator").Lacks(`a[href^="/simulator/decline"]`)
	away.Get("/simulator/decline").Status(http.StatusConflict)
	away.Post("/simulator/decline", see("card-suspended", "x")).Status(http.StatusConflict)
}

// Whoever may not change a thing may not have it changed for a decline.
func TestACauseTakesItsOwnPermission(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	app.Tutorial()
	support := app.As(auth.Support)
	page := support.Get("/simulator/decline").Status(http.StatusOK).Has("#decline", "The card is suspended").Has(".question-note", "permissions that you do not have")
	if page.Doc.Find(`#decline option[value="user-suspended"]`).Length() != 0 {
		t.Error("support is offered to suspend users")
	}
	changed := app.Changed()
	support.Post("/simulator/decline", see("user-suspended", webtest.CardToken)).Status(http.StatusForbidden).Has("main", "move users")
	support.Post("/simulator/decline", see("product-out-of-force", webtest.CardToken)).Status(http.StatusForbidden).Has("main", "write card products")
	if app.Changed() != changed {
		t.Error("something was changed all the same")
	}
	support.Post("/simulator/decline", see("card-suspended", webtest.CardToken)).Status(http.StatusSeeOther)
	app.As(auth.Auditor).Get("/simulator/decline").Status(http.StatusForbidden)
}

// A platform that falls silent after the cause leaves it; the page says so, nothing else is
// provoked meanwhile, and it is put back on request.
func TestWhatCouldNotBePutBackIsSaidAndPutBack(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	app.Tutorial()
	b := app.As(auth.Admin)
	app.SilenceAfter(1)
	b.Post("/simulator/decline", see("card-suspended", webtest.CardToken)).Status(http.StatusConflict).Has("h1", "The cause is still there").Has("main", "make it active again")
	app.Wake()
	b.Get("/simulator/decline").Has("#left", "Reinstate the card").Has("#left", "No answer came")
	b.Post("/simulator/decline", see("user-suspended", webtest.CardToken)).Status(http.StatusConflict).Has("h1", "An earlier cause is still there")
	app.Later(10 * time.Minute)
	app.Chores() // what failed is not tried over and over
	state(t, app, marqeta.CardSuspended)
	b.Post("/simulator/decline/put-back", url.Values{"request_key": {"back"}}).Status(http.StatusSeeOther).Follow().Has("#flashes", "as it was before").Lacks("#left")
	state(t, app, marqeta.CardActive)
}

// A process that is killed in between leaves the cause and the note. The next one puts it
// back under the name of whoever wanted the decline.
func TestTheNextProcessPutsBack(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	app.Tutorial()
	plan, _ := provoke.Find("card-suspended")
	s, err := provoke.About(t.Context(), app.Program, webtest.CardToken, marqeta.MustAmount("10"), func() string { return "unused" })
	must(t, err)
	operator, err := app.Store.AddOperator(t.Context(), store.Operator{Email: "ada@example.com", Name: "Ada", Role: string(auth.Ops), Active: true})
	must(t, err)
	for _, c := range plan.Changes(s) {
		_, err := app.Store.AddPutBack(t.Context(), store.PutBack{Cause: plan.Name, Change: c.Text(), OperatorID: operator.ID, OperatorEmail: operator.Email})
		must(t, err)
		must(t, c.Make(t.Context(), app.Program))
	}
	app.Chores() // a run may still go on
	state(t, app, marqeta.CardSuspended)
	app.Later(3 * time.Minute)
	app.Chores()
	state(t, app, marqeta.CardActive)
	trail, err := app.Store.ListAudit(t.Context(), store.AuditFilter{Area: "cards", Target: webtest.CardToken}, store.Page{})
	must(t, err)
	if e := trail.Rows[0]; e.Action != "put back: reinstate the card" || e.OperatorEmail != "ada@example.com" || e.Outcome != store.OutcomeDone {
		t.Errorf("the trail says %+v", e)
	}
}

func state(t *testing.T, app *webtest.App, want marqeta.CardState) {
	t.Helper()
	if card, err := app.Program.Card(t.Context(), webtest.CardToken); err != nil || card.State != want {
		t.Errorf("the card is %s, %v; want %s", card.State, err, want)
	}
}
