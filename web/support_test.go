package web_test

import (
	"strings"
	"testing"

	"carddeck/marqeta"
	"carddeck/web/webtest"
	"carddeck/web/webtest/browser"
)

// TestFromACardTokenToAPassInChromium goes the way of somebody in support with a cardholder
// on the phone: a pasted card token, the decline with its cause, the cure, and the pass.
func TestFromACardTokenToAPassInChromium(t *testing.T) {
	t.Run("with script", func(t *testing.T) { supported(t, true) })
	t.Run("without script", func(t *testing.T) { supported(t, false) })
}

func supported(t *testing.T, script bool) {
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
	tab.Go("/")
	interactions := 0
	act := func(do func()) { interactions++; do() }

	act(func() { // paste and Enter
		tab.Type("#find", webtest.CardToken)
		tab.Click("#find")
		tab.Keys("\r")
		tab.Wait("#headline")
	})
	act(func() { tab.Press(`main a[href="/transactions/` + declined.Token + `"]`) })
	if got := tab.Text("h1"); !strings.Contains(got, "the card is suspended") {
		t.Fatalf("the cause is %q", got)
	}
	if got := tab.Text("#why .badge"); got != "Decided by: card state" {
		t.Errorf("decided by %q", got)
	}
	if script {
		tab.Accessible("transaction-declined")
		tab.Fits("transaction-declined")
	}
	act(func() { tab.Press(".headline .btn-primary") })
	act(func() { tab.Press(`main form[method="post"] .form-foot button[type="submit"]`) })
	if got := tab.Text(".headline .btn-primary"); got != "Try it again" {
		t.Fatalf("on %s the first thing to do is %q", tab.Path(), got)
	}
	act(func() { tab.Press(".headline .btn-primary") })
	if got := tab.Text("h1"); !strings.Contains(got, "Approved: 21.00 USD at Harbor Books") {
		t.Fatalf("asked again: %q", got)
	}
	if got := tab.Text(".detail .callout"); !strings.Contains(got, "Again: passed") {
		t.Errorf("the page says %q", got)
	}
	if interactions > 5 {
		t.Errorf("it took %d interactions", interactions)
	}
	tab.Quiet()
}
