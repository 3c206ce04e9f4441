package web_test

import (
	"strings"
	"testing"

	"carddeck/web/webtest"
	"carddeck/web/webtest/browser"
)

// TestSetUpAGatewayInChromium goes the guided way from nothing to a decision of this
// console that is shown.
func TestSetUpAGatewayInChromium(t *testing.T) {
	t.Run("with script", func(t *testing.T) { setUpGateway(t, true) })
	t.Run("without script", func(t *testing.T) { setUpGateway(t, false) })
}

func setUpGateway(t *testing.T, script bool) {
	app := webtest.New(t)
	tab := browser.Open(t, app.People.URL)
	tab.Size(1440, 900)
	if !script {
		tab.WithoutScript()
	}
	signIn(t, app, tab)
	next := func(title string) {
		t.Helper()
		tab.Go("/gateways/set-up")
		if got := tab.Text(".guide li:has(.btn-primary) h3"); got != title {
			t.Fatalf("the next step is %q, want %q", got, title)
		}
		tab.Press(".guide .btn-primary")
	}
	send := func(button string) {
		t.Helper()
		tab.Press(button)
		if text := browser.Value[string](tab, `document.querySelector("main [role=alert]")?.textContent ?? ""`); text != "" {
			t.Fatalf("refused on %s: %s", tab.Path(), text)
		}
	}
	const foot = `main form[method="post"] .form-foot button[type="submit"]`
	next("Create a program gateway")
	send(foot)
	next("Create a card product")
	tab.Type("#name", "Gateway cards")
	send(foot)
	next("Create a user")
	tab.Type("#first_name", "Ada")
	tab.Type("#last_name", "Lindqvist")
	send(foot)
	next("Put money on the account")
	send(foot) // what is only proposed is not there yet
	next("Put money on the account")
	send(`main button[formaction="/test-money"]`)
	next("Issue a card")
	send(foot)
	next("Send a test request")
	tab.Type("#amount", "42.50")
	send(foot)
	tab.Go("/gateways/set-up")
	tab.Press(".guide li:last-child .btn")
	if got := tab.Text("h1"); !strings.Contains(got, "Approved: 42.50 USD") {
		t.Errorf("the decision says %q", got)
	}
	if got := tab.Text("#ledger"); !strings.Contains(got, "57.50 after") {
		t.Errorf("the ledger says %q", got)
	}
	tab.Quiet()
}
