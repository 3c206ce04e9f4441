package webhooks_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

func TestEditLeavesTheCredentialsAlone(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	to := answering(t, http.StatusOK, "{}")
	in := listener("ledger")
	in.Set("url", to.URL)
	in.Set("secret", secret)
	in.Set("signature_algorithm", "HMAC_SHA_256")
	in.Set("other_events", "usertransition.active")
	b.Post("/webhooks", in).Status(http.StatusSeeOther)
	p := b.Get("/webhooks/ledger/edit").Status(http.StatusOK).Has(`#url[value="`+to.URL+`"]`, "").Has(`#basic_auth_username[value=""]`, "").
		Has(`#basic_auth_password[value=""]`, "").Has(`#secret[value=""]`, "").Has("#other_events", "usertransition.active").
		Has(`input[value="transaction.*"][checked]`, "").Has("#request", "PUT /v3/webhooks/ledger").Lacks(".callout.is-caution")
	if strings.Contains(p.Body, "**********") || strings.Contains(p.Text("#request"), "config") {
		t.Error("masks or credentials stand on the page")
	}
	b.Submit("/webhooks/ledger/edit", url.Values{"name": {"Ledger two"}, "events": {"transaction.*"}, "other_events": {""}}).Status(http.StatusSeeOther).
		Follow().Has("h1", "Ledger two")
	changed := webhookAt(t, app, "ledger")
	if changed.Name != "Ledger two" || !slices.Equal(changed.Events, []string{"transaction.*"}) || changed.Config.URL != to.URL {
		t.Errorf("Marqeta has %+v", changed)
	}
	entries, err := app.Store.ListAudit(t.Context(), store.AuditFilter{Target: "ledger"}, store.Page{Limit: 1})
	must(t, err)
	if want := `{"name":"Ledger two","active":true,"events":["transaction.*"]}`; string(entries.Rows[0].Request) != want {
		t.Errorf("sent %s, want %s", entries.Rows[0].Request, want)
	}
	// The credentials still work: no mask was sent in their place.
	b.Post("/webhooks/ledger/ping", nil).Status(http.StatusSeeOther)
	if user, pass, _ := (<-to.asked).BasicAuth(); user != "marqeta" || pass != password {
		t.Errorf("the endpoint was asked as %q with %q", user, pass)
	}
	// So does an inactive endpoint.
	b.Submit("/webhooks/ledger/edit", url.Values{"active": {""}, "events": {"transaction.*"}}).Status(http.StatusSeeOther).Follow().
		Has(".headline", "Inactive").Has(".headline", "sends nothing")
}

func TestAnotherAddressNeedsTheCredentialsAgain(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	b.Post("/webhooks", listener("ledger")).Status(http.StatusSeeOther)
	headers := map[string]string{"X-Key": "custom-header-value"}
	_, err := app.Program.UpdateWebhook(t.Context(), "ledger", marqeta.WebhookRequest{Config: &marqeta.WebhookConfigRequest{CustomHeader: headers}})
	must(t, err)
	to := answering(t, http.StatusOK, "{}")
	change := url.Values{"url": {to.URL}, "events": {"*"}}
	b.Submit("/webhooks/ledger/edit", change).Status(http.StatusUnprocessableEntity).Has("#basic_auth_username-error", "Type it again").
		Has("#basic_auth_password-error", "Type it again").Has(`#url[value="`+to.URL+`"]`, "")
	for _, field := range []string{"basic_auth_username", "secret"} {
		b.Submit("/webhooks/ledger/edit", url.Values{field: {"something-of-20-signs"}, "events": {"*"}}).Status(http.StatusUnprocessableEntity).
			Has("#basic_auth_password-error", "only together")
	}
	change.Set("basic_auth_username", "someone")
	change.Set("basic_auth_password", "An0ther-Password-of-ours")
	b.Submit("/webhooks/ledger/edit", change).Status(http.StatusSeeOther)
	b.Post("/webhooks/ledger/ping", nil).Status(http.StatusSeeOther)
	asked := <-to.asked
	if user, pass, _ := asked.BasicAuth(); user != "someone" || pass != "An0ther-Password-of-ours" {
		t.Errorf("the endpoint was asked as %q with %q", user, pass)
	}
	if got := asked.Header.Get("X-Key"); got != "custom-header-value" {
		t.Errorf("the custom header became %q", got)
	}
	// The audit trail tells that the header was sent along, and not its value.
	entries, err := app.Store.ListAudit(t.Context(), store.AuditFilter{Target: "ledger", Area: "webhooks"}, store.Page{})
	must(t, err)
	var sent struct {
		Config struct {
			CustomHeader map[string]string `json:"custom_header"`
			Password     string            `json:"basic_auth_password"`
		} `json:"config"`
	}
	for _, e := range entries.Rows {
		if e.Action == "change endpoint" {
			must(t, json.Unmarshal(e.Request, &sent))
			break
		}
	}
	if sent.Config.CustomHeader["X-Key"] != "…" || sent.Config.Password != "…" {
		t.Errorf("written down was %+v", sent)
	}
}

func TestEditOfTheOwnEndpointWarns(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	b.Get("/webhooks/"+own+"/edit").Has(".callout", "This console receives here").Has(`input[value="*"][checked]`, "")
	b.Get("/webhooks/"+own).Has(".headline", "This console")
}

func TestEndpointsThatAreNotThere(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	b.Get("/webhooks/nobody").Status(http.StatusNotFound).Has("h1", "no such endpoint").Has(`a[href="/webhooks"]`, "All endpoints")
	b.Get("/webhooks/nobody/edit").Status(http.StatusNotFound)
	b.Get("/webhooks/" + own + "/anything").Status(http.StatusNotFound)
	in := listener("")
	b.Post("/webhooks/nobody", in).Status(http.StatusNotFound)
	in.Set("was_url", in.Get("url"))
	for _, key := range []string{"basic_auth_username", "basic_auth_password"} {
		in.Del(key)
	}
	b.Post("/webhooks/nobody", in).Status(http.StatusNotFound).Has("h1", "no such endpoint")
	b.Post("/webhooks/nobody/ping", nil).Status(http.StatusNotFound).Has("h1", "no such endpoint")
	b.Post("/webhooks/nobody/resend", url.Values{"event_type": {"transaction"}, "event_token": {"x"}}).Status(http.StatusNotFound)
}
