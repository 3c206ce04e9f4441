package web_test

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"carddeck/marqeta/certify/certifytest"
	"carddeck/web/webtest"
	"carddeck/web/webtest/browser"
)

// TestCertificationInChromium certifies a gateway that is wrong in one way, finds the
// fault by its name, and looks at the answer that has it, in a real browser.
func TestCertificationInChromium(t *testing.T) {
	t.Run("with script", func(t *testing.T) { certificationJourney(t, true) })
	t.Run("without script", func(t *testing.T) { certificationJourney(t, false) })
}

func certificationJourney(t *testing.T, script bool) {
	app := webtest.New(t)
	server := httptest.NewServer(certifytest.New("gives no reason", func(time.Duration) {}).Routes())
	t.Cleanup(server.Close)
	tab := browser.Open(t, app.People.URL)
	tab.Size(1440, 900)
	if !script {
		tab.WithoutScript()
	}
	signIn(t, app, tab)
	tab.Press(`.sidebar a[href="/certifications"]`)
	tab.Press(`.empty a[href="/certifications/new"]`)
	for field, text := range map[string]string{
		"#gateway": server.URL + "/jit", "#username": certifytest.Username, "#password": certifytest.Password, "#load": "5", "#limit": "soon",
	} {
		tab.Type(field, text)
	}
	tab.Press(`.form-foot button[type="submit"]`)
	if got := tab.Text("#limit-error"); !strings.Contains(got, "between 100 and 7000 ms") {
		t.Fatalf("the limit is refused with %q", got)
	}
	tab.Type("#limit", "3000")
	tab.Type("#password", certifytest.Password)
	tab.Press(`.form-foot button[type="submit"]`)
	for !script && browser.Value[bool](tab, `!!document.querySelector("[hx-trigger]")`) {
		tab.Press(`.actions a[href^="/certifications/"]`)
	}
	tab.Wait(`a[href$="/report"]`)
	if got := tab.Text("#run"); !strings.Contains(got, "Failed") || !strings.Contains(got, "A decline gives no decline_reason") || !strings.Contains(got, "not applicable") {
		t.Errorf("the run says %q", got)
	}
	tab.Press(`#results a[href$="/scenarios/14"]`)
	if got := tab.Text("main"); !strings.Contains(got, "reason-missing") {
		t.Errorf("the evidence says %q", got)
	}
	tab.Click("#exchange-1 > summary")
	tab.Click("#exchange-1-received > summary")
	if got := tab.Text("#exchange-1-received pre"); !strings.Contains(got, "pgfs.authorization") {
		t.Errorf("the answer is shown as %q", got)
	}
	tab.Press("a.trail")
	tab.Press(`a[href$="/report"]`)
	if got := tab.Text("h1"); got != "Certification report" {
		t.Errorf("the report is called %q", got)
	}
	tab.Quiet()
}
