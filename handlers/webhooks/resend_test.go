package webhooks_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

func TestResend(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	tx := app.Tutorial()
	in := url.Values{"event_type": {"transaction"}, "event_token": {tx.Token}}
	changed, end := app.Store.Subscribe()
	defer end()
	b.Post("/webhooks/"+own+"/resend", in).Status(http.StatusSeeOther).Follow().Has("#flashes", "sends the event again: transaction "+tx.Token).
		Has("#history", "resend event")
	for {
		found, err := app.Store.ListNotifications(t.Context(), store.NotificationFilter{Token: tx.Token}, store.Page{})
		must(t, err)
		if len(found.Rows) != 1 {
			t.Fatalf("it is kept %d times", len(found.Rows))
		}
		if found.Rows[0].Duplicates == 1 {
			break
		}
		select {
		case <-changed:
		case <-t.Context().Done():
			t.Fatal("it did not come again")
		}
	}
	b.Get("/webhooks/notifications?token="+tx.Token).Has("tbody", "once")
}

func TestResendRefused(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	for _, c := range []struct{ kind, token, field, sentence string }{
		{"", "x", "event_type", "Fill this in"},
		{"lottery", "x", "event_type", "offered answers"},
		{"transaction", "", "event_token", "Fill this in"},
		{"transaction", strings.Repeat("x", 256), "event_token", "at most 255"},
	} {
		b.Post("/webhooks/"+own+"/resend", url.Values{"event_type": {c.kind}, "event_token": {c.token}}).Status(http.StatusUnprocessableEntity).
			Has("#"+c.field+"-error", c.sentence).Has(`#resend [role="alert"]`, "Nothing was sent").Has("h1", "Carddeck console")
	}
	b.Post("/webhooks/"+own+"/resend", url.Values{"event_type": {"usertransition"}, "event_token": {"<b>nobody</b>"}}).Status(http.StatusUnprocessableEntity).
		Has(`#resend [role="alert"]`, "Marqeta refused").Has(`#resend [role="alert"]`, "(404").Has(`#event_token[value="<b>nobody</b>"]`, "").
		Has(`#event_type option[selected][value="usertransition"]`, "").Lacks("main b:contains('nobody')")
}
