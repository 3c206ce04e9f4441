package web_test

import (
	"strings"
	"testing"

	"carddeck/web/webtest"
	"carddeck/web/webtest/browser"
)

// Another kind of message shows its own fields. With script what was typed stays.
func TestAnotherKindShowsItsFields(t *testing.T) {
	for name, script := range map[string]bool{"with script": true, "without script": false} {
		t.Run(name, func(t *testing.T) {
			app := webtest.New(t)
			tab := browser.Open(t, app.People.URL)
			tab.Size(1440, 900)
			if !script {
				tab.WithoutScript()
			}
			signIn(t, app, tab)
			tx := app.Tutorial()
			tab.Go("/simulator")
			tab.Type("#amount", "7.25")
			choose(tab, "#kind", "Authorization reversal")
			if !script {
				tab.Press("#what button")
				tab.Type("#amount", "7.25")
			}
			tab.Wait("#follows")
			if browser.Value[bool](tab, `!!document.querySelector("#mid, #card_token")`) {
				t.Error("a reversal asks for a merchant or a card")
			}
			if got := browser.Value[string](tab, `document.querySelector("#amount").value`); got != "7.25" {
				t.Errorf("the amount became %q", got)
			}
			tab.Type("#follows", tx.Token)
			tab.Press(`#terminal .form-foot button`)
			if got := tab.Text("h1"); !strings.Contains(got, "7.25 USD") {
				t.Errorf("the headline is %q", got)
			}
			tab.Quiet()
		})
	}
}

// A decline is chosen, told beforehand and shown.
func TestADeclineIsChosen(t *testing.T) {
	for name, script := range map[string]bool{"with script": true, "without script": false} {
		t.Run(name, func(t *testing.T) {
			app := webtest.New(t)
			tab := browser.Open(t, app.People.URL)
			tab.Size(1440, 900)
			if !script {
				tab.WithoutScript()
			}
			signIn(t, app, tab)
			app.Tutorial()
			app.Chores()
			tab.Go("/simulator")
			tab.Press(`main a[href^="/simulator/decline"]`)
			choose(tab, "#decline", "quasi-cash (1025)")
			if !script {
				tab.Press(`#decline-form button[formmethod="get"]`)
			}
			tab.Wait(`#request a[href^="/card-products/"]`)
			tab.Press(`#decline-form .form-foot button`)
			if got := tab.Text("h1"); !strings.Contains(got, "quasi-cash") || !strings.HasPrefix(got, "Declined") {
				t.Errorf("the headline is %q", got)
			}
			if got := tab.Text("#flashes"); !strings.Contains(got, "Everything is as it was before") {
				t.Errorf("it says %q", got)
			}
			tab.Quiet()
		})
	}
}
