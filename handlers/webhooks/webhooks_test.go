package webhooks_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/webtest"
)

const (
	password = "End-P0int-password-1234"
	secret   = "S1gning-secret-that-nobody-may-see"
	own      = "carddeck-console" // the console's own endpoint, which webtest makes
)

// must ends the test when something that it stands on failed.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// listener is the form of an endpoint as somebody fills it in.
func listener(token string) url.Values {
	return url.Values{
		"token": {token}, "name": {"Ledger"}, "url": {"https://ledger.example.com/marqeta"}, "active": {"true"},
		"basic_auth_username": {"marqeta"}, "basic_auth_password": {password}, "events": {"transaction.*", "cardtransition.*"},
	}
}

func webhookAt(t testing.TB, app *webtest.App, token string) marqeta.Webhook {
	t.Helper()
	w, err := app.Program.Webhook(t.Context(), token)
	must(t, err)
	return w
}

// endpoint is an address that answers every message alike, and knows how often it was
// asked and by whom.
type endpoint struct {
	*httptest.Server
	asked chan *http.Request
}

func answering(t testing.TB, status int, body string) endpoint {
	t.Helper()
	e := endpoint{asked: make(chan *http.Request, 100)}
	e.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		e.asked <- r
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}))
	t.Cleanup(e.Close)
	return e
}

// receive posts a message to the console's receiver as Marqeta does.
func receive(t testing.TB, app *webtest.App, body string) {
	t.Helper()
	req, err := http.NewRequest(http.MethodPost, app.Machines.URL+"/webhooks/marqeta", strings.NewReader(body))
	must(t, err)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-Marqeta-Request-Trace-Id", "trace-<b>1</b>")
	req.Header.Set("X-Other", "not kept")
	req.SetBasicAuth(webtest.ReceiverUsername, webtest.ReceiverPassword.Reveal())
	resp, err := http.DefaultClient.Do(req)
	must(t, err)
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("the receiver answered %s", resp.Status)
	}
}

// settled waits until no notification waits any more, and gives the newest.
func settled(t testing.TB, app *webtest.App) store.Notification {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	changed, end := app.Store.Subscribe()
	defer end()
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	for {
		waiting, err := app.Store.ListNotifications(ctx, store.NotificationFilter{Status: store.Stored}, store.Page{Limit: 1})
		must(t, err)
		all, err := app.Store.ListNotifications(ctx, store.NotificationFilter{}, store.Page{Limit: 1})
		must(t, err)
		if len(waiting.Rows) == 0 && len(all.Rows) == 1 {
			return all.Rows[0]
		}
		select {
		case <-changed:
		case <-look.C:
		case <-ctx.Done():
			t.Fatal("the notifications stay stored")
		}
	}
}
