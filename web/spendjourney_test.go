package web_test

import (
	"strings"
	"testing"

	"carddeck/web/webtest"
	"carddeck/web/webtest/browser"
)

// TestSpendControlInChromium lets a product manager make a limit, see what raising it
// would have changed before saving, and save it, in a real browser.
func TestSpendControlInChromium(t *testing.T) {
	t.Run("with script", func(t *testing.T) { limitJourney(t, true) })
	t.Run("without script", func(t *testing.T) { limitJourney(t, false) })
}

func limitJourney(t *testing.T, script bool) {
	app := webtest.New(t)
	tab := browser.Open(t, app.People.URL)
	tab.Size(1440, 900)
	if !script {
		tab.WithoutScript()
	}
	signIn(t, app, tab)
	app.Tutorial() // 10.00 USD
	headline := func(want string) {
		t.Helper()
		if got := tab.Text("h1"); !strings.Contains(got, want) {
			t.Fatalf("%s: the headline is %q, want %q in it", tab.Path(), got, want)
		}
	}

	tab.Go("/spend-controls/velocity")
	tab.Press(`.empty a[href="/spend-controls/velocity/new"]`)
	tab.Type("#name", "Small change")
	tab.Type("#amount_limit", "12")
	tab.Press(`.form-foot button[type="submit"]`)
	headline("Each user of the program may spend 12.00 USD a day everywhere.")
	app.Authorize("5.00", "Blue Fox Diner") // declined

	tab.Press(`a[href$="/edit"]`)
	tab.Type("#amount_limit", "20")
	if script {
		browser.Value[bool](tab, `document.querySelector("#amount_limit").dispatchEvent(new Event("change", {bubbles: true}))`)
	} else {
		tab.Press(`button[formmethod="get"]`)
	}
	tab.Wait("#changes ins")
	if got := tab.Text("#changes"); !strings.Contains(got, "12.00 USD becomes 20.00 USD") {
		t.Errorf("the change is told as %q", got)
	}

	tab.Press(`button[formaction^="/spend-controls/previews/"]`)
	headline("What “Small change” would have done")
	for !script && !browser.Value[bool](tab, `!!document.querySelector("#passed")`) {
		tab.Press(`#progress a[href^="/spend-controls/previews/"]`)
	}
	tab.Wait("#passed")
	if got := tab.Text("#passed"); !strings.Contains(got, "1 of 2 transactions would have been let through") || !strings.Contains(got, "Blue Fox Diner") {
		t.Errorf("the preview says %q", got)
	}

	tab.Press("a.trail")
	tab.Press(`.form-foot button[type="submit"]`)
	headline("may spend 20.00 USD a day")
	tab.Quiet()
}
