package web_test

import (
	"strings"
	"testing"

	"carddeck/marqeta"
	"carddeck/web/webtest"
	"carddeck/web/webtest/browser"
)

// TestHandOverInChromium goes the way of somebody in support who needs the platform's help
// with a decline: one click opens the case, a note, the bundle on paper, and the answer.
func TestHandOverInChromium(t *testing.T) {
	t.Run("with script", func(t *testing.T) { handedOver(t, true) })
	t.Run("without script", func(t *testing.T) { handedOver(t, false) })
}

func handedOver(t *testing.T, script bool) {
	app := webtest.New(t)
	app.Tutorial()
	if _, err := app.Program.TransitionCard(t.Context(), marqeta.CardTransitionRequest{
		CardToken: webtest.CardToken, State: marqeta.CardSuspended, ReasonCode: "01", Channel: marqeta.ChannelAPI,
	}); err != nil {
		t.Fatal(err)
	}
	declined := app.Authorize("21.00", "Harbor Books")
	tab := browser.Open(t, app.People.URL)
	tab.Size(1440, 900)
	if !script {
		tab.WithoutScript()
	}
	signIn(t, app, tab)

	tab.Go("/transactions/" + declined.Token)
	tab.Press(`form[action$="/case"] button`)
	here := tab.Path()
	if got := tab.Text("h1"); !strings.Contains(got, "Card suspended (1003): 21.00 USD at Harbor Books") {
		t.Fatalf("%s: %q", here, got)
	}
	tab.Press(`#assign button[name="me"]`)
	tab.Type("#note", "Ada says that nobody told her.")
	tab.Press(`#work button.btn-primary`)
	tab.Press(`main a[href$="/edit"]`)
	tab.Type("#expected", "An approval: Ada Lindqvist asked for the card back at 9.")
	tab.Press(`main form[method="post"] .form-foot button[type="submit"]`)

	tab.Press(`.headline .btn-primary`)
	if got := tab.Text("#expected"); !strings.Contains(got, "An approval: [cardholder] [cardholder] asked") {
		t.Errorf("the bundle says %q", got)
	}
	paper := tab.Text("main")
	for _, want := range []string{declined.Token, webtest.CardToken, webtest.UserToken, "Decided by card state", "What we have not got"} {
		if !strings.Contains(paper, want) {
			t.Errorf("the bundle lacks %q", want)
		}
	}
	for _, canary := range []string{"Lindqvist", "nobody told her", "ada@example.com"} {
		if strings.Contains(paper, canary) {
			t.Errorf("the bundle has %q", canary)
		}
	}
	tab.Print()
	for _, chrome := range []string{".sidebar", ".band", ".actions", ".trail", ".copy"} {
		if shown := browser.Value[int](tab, `[...document.querySelectorAll("`+chrome+`")].filter(e => e.getClientRects().length > 0).length`); shown > 0 {
			t.Errorf("on paper, %d of %s are seen", shown, chrome)
		}
	}
	tab.Size(794, 1123) // A4
	tab.Fits("on paper")
	tab.Dark(false)
	tab.Size(1440, 900)

	tab.Press(".trail")
	tab.Type("#note", "Sent to support.")
	tab.Press(`#work button[formaction$="/wait"]`)
	if got := tab.Text(".headline .badge"); got != "Waiting" {
		t.Errorf("the case is %q", got)
	}
	tab.Press(`#work button[formaction$="/resolve"]`)
	if got := tab.Text(".headline .badge"); got != "Resolved" {
		t.Errorf("the case is %q", got)
	}
	if got := tab.Text("#log"); !strings.Contains(got, "Sent to support.") || !strings.Contains(got, "nobody told her") {
		t.Errorf("the log: %q", got)
	}
	tab.Go("/search?q=case+1")
	if tab.Path() != here {
		t.Errorf("the search leads to %s", tab.Path())
	}
	tab.Quiet()
}
