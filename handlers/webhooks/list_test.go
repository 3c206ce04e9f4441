package webhooks_test

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"carddeck/marqeta"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

func TestListOfEndpoints(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	b.Post("/webhooks", listener("ledger")).Status(http.StatusSeeOther)
	p := b.Get("/webhooks").Status(http.StatusOK).Has(".tabs [aria-current]", "Endpoints at Marqeta").
		Has("tbody tr:first-child", "Ledger").Has("tbody tr:first-child", "https://ledger.example.com/marqeta").Has("tbody tr:first-child", "transaction.*, cardtransition.*").
		Has(`tbody tr:contains("Carddeck console")`, "This console").Has(`tbody tr:contains("Carddeck console")`, "Everything").
		Has(".pager", "2 endpoints, 2 of at most 5 active").Has("main", "This console receives at "+app.Machines.URL).Lacks("main .callout.is-note")
	if n := p.Doc.Find(`tbody tr:contains("This console")`).Length(); n != 1 {
		t.Errorf("%d endpoints are said to be this console", n)
	}
	app.As(auth.Auditor).Get("/webhooks").Status(http.StatusOK).Lacks(`a[href="/webhooks/new"]`)
}

func TestTheListSaysThatNothingReachesThisConsole(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	_, err := app.Program.UpdateWebhook(t.Context(), own, marqeta.WebhookRequest{Config: &marqeta.WebhookConfigRequest{URL: "https://elsewhere.example.com"}})
	must(t, err)
	subscribe, _ := b.Get("/webhooks").Has(".callout", "None of these endpoints sends to this console").Doc.Find(".callout a").Attr("href")
	in := url.Values{
		"token": {"back"}, "basic_auth_username": {webtest.ReceiverUsername}, "basic_auth_password": {webtest.ReceiverPassword.Reveal()},
		"events": {"transaction.*"},
	}
	b.Get(subscribe).Status(http.StatusOK).Has(`input[value="cardtransition.*"][checked]`, "").Has(`#basic_auth_password[value=""]`, "")
	b.Submit(subscribe, in).Status(http.StatusSeeOther)
	b.Get("/webhooks").Lacks("main .callout.is-note").Has("tbody tr:first-child", "This console")
	b.Post("/webhooks/back/ping", nil).Status(http.StatusSeeOther).Follow().Has("#flashes", "answered 200")
}

func TestManyEndpointsArePaged(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	off := false
	for i := range 12 {
		_, err := app.Program.CreateWebhook(t.Context(), marqeta.WebhookRequest{
			Name: fmt.Sprintf("Old %d", i), Active: &off, Events: []string{"*"},
			Config: &marqeta.WebhookConfigRequest{URL: "https://old.example.com", BasicAuthUsername: "x", BasicAuthPassword: password},
		})
		must(t, err)
	}
	b := app.As(auth.Admin)
	first := b.Get("/webhooks").Status(http.StatusOK).Lacks("main .callout.is-note").Lacks(`a[rel="prev"]`)
	older, _ := first.Doc.Find(`a[rel="next"]`).Attr("href")
	second := b.Get(older).Status(http.StatusOK).Has(`a[rel="prev"]`, "Newer").Lacks(`a[rel="next"]`)
	if a, z := first.Doc.Find("tbody tr").Length(), second.Doc.Find("tbody tr").Length(); a != 10 || z != 3 {
		t.Errorf("pages of %d and %d", a, z)
	}
	for _, bad := range []string{"x", "-1", "1e9", "999999999"} {
		b.Get("/webhooks?start="+bad).Status(http.StatusBadRequest).Has("h1", "no such place")
	}
}

func TestTheListWhileMarqetaIsSilent(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	receive(t, app, `{"businesstransitions":[{"token":"b1","status":"ACTIVE"}]}`)
	app.Silence()
	b.Get("/webhooks").Status(http.StatusBadGateway).Has(".callout", "Marqeta did not answer").Has(".facts", "Last received").Lacks("table")
	b.Get("/webhooks/notifications").Status(http.StatusOK).Has("tbody", "Change of a business")
	b.Get("/webhooks/"+own).Status(http.StatusBadGateway).Has("h1", "Marqeta did not answer")
	b.Get("/webhooks/" + own + "/edit").Status(http.StatusBadGateway)
}
