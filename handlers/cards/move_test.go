package cards_test

import (
	"net/http"
	"strings"
	"testing"

	"carddeck/marqeta"
	"carddeck/views/ui"
	"carddeck/web/auth"
)

func TestMovesOfALife(t *testing.T) {
	t.Parallel()
	app := start(t)
	card := issue(t, app, "c1")
	b := app.As(auth.Ops)
	for _, m := range []struct {
		verb, code, done string
		to               marqeta.CardState
		why              string
	}{
		{"activate", "", "activated", marqeta.CardActive, "Activated for the first time (00)"}, // 00 is proposed
		{"suspend", "10", "suspended", marqeta.CardSuspended, "Reported lost (10)"},
		{"reinstate", "19", "reinstated", marqeta.CardActive, "Activity was validated (19)"},
		{"terminate", "23", "terminated", marqeta.CardTerminated, "Reported stolen (23)"},
	} {
		answers := fill("reason", "Said by <b>Ada</b>")
		if m.code != "" {
			answers.Set("reason_code", m.code)
		}
		answer := b.Submit("/cards/c1/"+m.verb, answers).Status(http.StatusSeeOther)
		if got := state(t, app, "c1"); got != m.to {
			t.Fatalf("%s: the card is %s", m.verb, got)
		}
		kept, err := app.Store.Card(t.Context(), "c1")
		must(t, err)
		if kept.State != string(m.to) {
			t.Errorf("%s: our copy is %s", m.verb, kept.State)
		}
		answer.Follow().Status(http.StatusOK).
			Has("#flashes", "Card •• "+card.LastFour+" was "+m.done+".").
			Has(".headline-why", m.why+". Said by <b>Ada</b>.").
			Has("#transitions tbody tr:first-child", m.why).
			Has("#transitions tbody tr:first-child", "Console").
			Has("#history tbody tr:first-child", m.verb+" card").
			Lacks(".headline-why b")
	}
	page, err := app.Program.CardTransitions(t.Context(), "c1", marqeta.ListOptions{Count: 20})
	must(t, err)
	if newest := page.Data[0]; newest.Channel != marqeta.ChannelAdmin || newest.ReasonCode != "23" || newest.Reason != "Said by <b>Ada</b>" {
		t.Errorf("the transition at Marqeta: got %+v", newest)
	}
}

func TestOnlyLegalMovesAreOffered(t *testing.T) {
	t.Parallel()
	app := start(t)
	issue(t, app, "born")
	issue(t, app, "gone", marqeta.CardTerminated)
	b := app.As(auth.Admin)
	b.Get("/cards/born").Status(http.StatusOK).
		Has(`.headline a[href="/cards/born/activate"]`, "Activate").
		Has(`.headline a[href="/cards/born/terminate"]`, "Terminate").
		Has(`.headline [aria-disabled="true"][title="The card was never activated."]`, "Suspend").
		Has(`.headline a[href="/simulator?card_token=born"]`, "Simulate a purchase").
		Lacks(`a[href="/cards/born/suspend"]`)
	b.Get("/cards/born/suspend").Status(http.StatusConflict).
		Has("h1", "cannot be suspended").Has("main", "The card was never activated.").Has(`a[href="/cards/born"]`, "Back to the card")
	b.Get("/cards/gone").Status(http.StatusOK).Lacks(`.headline a[href*="/cards/gone/a"]`).Lacks(`.headline a[href*="/cards/gone/t"]`)
	b.Get("/cards/gone/terminate").Status(http.StatusConflict).Has("main", "The card is terminated, for ever.")
	b.Get("/cards/nobody/suspend").Status(http.StatusNotFound).Has("h1", "There is no such card")
}

// The page was open while somebody else terminated the card: Marqeta says no, in its
// own words, and the page shows the card as it is by now.
func TestMoveThatCameTooLate(t *testing.T) {
	t.Parallel()
	app := start(t)
	issue(t, app, "c1", marqeta.CardActive, marqeta.CardTerminated)
	app.As(auth.Admin).Post("/cards/c1/suspend", fill("token", "t1", "request_key", "k1", "reason_code", "10", "reason", "kept")).
		Status(http.StatusUnprocessableEntity).
		Has(`[role="alert"]`, "The card was not suspended: Marqeta refused").
		Has(`[role="alert"] li`, "(4"). // its code
		Has(".page-sub", "Terminated virtual card").
		Has(`select[name="reason_code"] option[selected]`, "Reported lost (10)").
		Has(`input[name="reason"][value="kept"]`, "").
		Has(`input[name="token"][value="t1"]`, "")
	if got := state(t, app, "c1"); got != marqeta.CardTerminated {
		t.Errorf("the card is %s", got)
	}
}

func TestMoveSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	app := start(t)
	issue(t, app, "c1", marqeta.CardActive)
	b := app.As(auth.Admin)
	for _, c := range []struct{ field, value, sentence string }{
		{"reason_code", "", "Choose one of the offered reasons."},
		{"reason_code", "99", "Choose one of the offered reasons."},
		{"reason", strings.Repeat("ä", 256), "Marqeta takes at most 255 characters."},
	} {
		answers := fill("token", "t1", "reason_code", "10")
		answers.Set(c.field, c.value)
		b.Post("/cards/c1/suspend", answers).Status(http.StatusUnprocessableEntity).
			Has("#"+c.field+"-error", c.sentence).Has(`[role="alert"]`, "The card was not suspended: one answer needs a change")
	}
	page := b.Post("/cards/c1/suspend", fill("reason_code", "10")).Status(http.StatusUnprocessableEntity).
		Has(`[role="alert"]`, "The form had lost the token of its transition")
	if token, _ := page.Doc.Find(`input[name="token"]`).Attr("value"); token == "" {
		t.Error("no new token was drawn")
	}
	if got := state(t, app, "c1"); got != marqeta.CardActive {
		t.Errorf("the card is %s", got)
	}
}

func TestMovingTwiceMakesOneTransition(t *testing.T) {
	t.Parallel()
	app := start(t)
	issue(t, app, "c1", marqeta.CardActive)
	b := app.As(auth.Admin)
	for _, key := range []string{"k1", "k1", "k2"} { // a second click, and the form of a second tab
		b.Post("/cards/c1/suspend", fill("token", "t1", "request_key", key, "reason_code", "10")).Status(http.StatusSeeOther)
	}
	page, err := app.Program.CardTransitions(t.Context(), "c1", marqeta.ListOptions{Count: 20})
	must(t, err)
	if len(page.Data) != 3 { // issued, activated, suspended
		t.Errorf("got %d transitions, want 3", len(page.Data))
	}
}

func TestTerminationWarnsAndNeedsItsOwnPermission(t *testing.T) {
	t.Parallel()
	app := start(t)
	issue(t, app, "c1", marqeta.CardActive)
	app.As(auth.Admin).Get("/cards/c1/terminate").Status(http.StatusOK).
		Has(".callout.is-bad", "This is for ever").Has(".btn-danger", "Terminate card")
	support := app.As(auth.Support)
	support.Get("/cards/c1").Has(`a[href="/cards/c1/suspend"]`, "Suspend").Lacks(`a[href="/cards/c1/terminate"]`)
	for _, path := range []string{"/cards/c1/terminate", "/cards/c1/%74erminate"} {
		support.Post(path, fill("token", "t1", "reason_code", "10")).Status(http.StatusForbidden)
	}
	auditor := app.As(auth.Auditor)
	auditor.Get("/cards/c1").Status(http.StatusOK).Lacks(`a[href="/cards/c1/suspend"]`).Lacks(`.headline a[href*="/simulator"]`)
	auditor.Post("/cards/c1/suspend", fill("token", "t1", "reason_code", "10")).Status(http.StatusForbidden)
	if got := state(t, app, "c1"); got != marqeta.CardActive {
		t.Errorf("the card is %s", got)
	}
}

func TestMovePreviewFollowsTheAnswers(t *testing.T) {
	t.Parallel()
	app := start(t)
	issue(t, app, "c1", marqeta.CardActive)
	app.As(auth.Admin).Aim(ui.RequestRegion).Get("/cards/c1/suspend?token=t9&reason_code=10&reason=gone").Status(http.StatusOK).
		Lacks("h1").Has("#request", `"token": "t9"`).Has("#request", `"reason_code": "10"`).Has("#request", `"reason": "gone"`).
		Has("#request", `"channel": "ADMIN"`)
}
