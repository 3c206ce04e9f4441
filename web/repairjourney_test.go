package web_test

import (
	"strings"
	"testing"

	"carddeck/web/webtest"
	"carddeck/web/webtest/browser"
)

// TestARepairWithASecondPersonInChromium goes the way of two operators: one finds a hold
// that was never cleared and proposes to release it, which they cannot approve
// themselves; another does, and the money is free.
func TestARepairWithASecondPersonInChromium(t *testing.T) {
	t.Run("with script", func(t *testing.T) { repairedByTwo(t, true) })
	t.Run("without script", func(t *testing.T) { repairedByTwo(t, false) })
}

func repairedByTwo(t *testing.T, script bool) {
	app := webtest.New(t)
	app.Gateway("200.00")
	at := overdue(t, app, "40.00")
	tab := browser.Open(t, app.People.URL)
	tab.Size(1440, 900)
	if !script {
		tab.WithoutScript()
	}
	signIn(t, app, tab)

	tab.Go("/repairs")
	tab.Press(`main td a[href="` + at + `"]`)
	if got := tab.Text("h1"); !strings.Contains(got, "A hold that was never cleared") {
		t.Fatalf("the repair says %q", got)
	}
	tab.Press(`form[action$="/ask"] button`)
	if got := tab.Text("#flashes"); !strings.Contains(got, "nothing of the purchase that is not here already") {
		t.Errorf("asked, it says %q", got)
	}
	tab.Press("#work button.btn-primary")
	if got := tab.Text("#note-error"); !strings.Contains(got, "Say why") {
		t.Errorf("without a note it says %q", got)
	}
	tab.Type("#note", "The merchant has closed down.")
	tab.Press("#work button.btn-primary")
	if got := tab.Text("main"); !strings.Contains(got, "A proposal waits for a second person") {
		t.Fatalf("proposed, it says %q", got)
	}
	tab.Press(`main .callout a[href^="/proposals/"]`)
	if got := tab.Text("main"); !strings.Contains(got, "The merchant has closed down.") {
		t.Errorf("the proposal says %q", got)
	}
	if browser.Value[bool](tab, `!!document.querySelector('main a[href$="/approve"]')`) {
		t.Error("who made a proposal can approve it")
	}
	if posted, held := grace(t, app); posted != 20000 || held != 4000 {
		t.Errorf("posted %d, held %d", posted, held)
	}
	proposal := tab.Path()

	second := browser.Open(t, app.People.URL)
	second.Size(1440, 900)
	if !script {
		second.WithoutScript()
	}
	signInAs(t, app, second, "second@localhost")
	second.Go(proposal)
	second.Press(`main a[href$="/approve"]`)
	second.Press(`main form[method="post"] .form-foot button[type="submit"]`)
	second.Go(at)
	if got := second.Text("#outcome"); !strings.Contains(got, "was carried out") || !strings.Contains(got, "second@localhost") {
		t.Errorf("corrected, it says %q", got)
	}
	if posted, held := grace(t, app); posted != 20000 || held != 0 {
		t.Errorf("posted %d, held %d", posted, held)
	}
	tab.Quiet()
	second.Quiet()
}
