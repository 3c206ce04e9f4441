package web_test

import (
	"net/http"
	"net/url"
	"sync"
	"testing"
	"time"

	"carddeck/web/auth"
	"carddeck/web/webtest"
)

// TestEveryPageAnswersThoughThePlatformHangs: with a platform that takes every request
// and answers none, each page still answers within three seconds, and says what is known.
func TestEveryPageAnswersThoughThePlatformHangs(t *testing.T) {
	app := webtest.New(t)
	tx := app.Tutorial()
	b := app.As(auth.Admin)
	all := pages(app, tx.Token)
	app.Hang()
	defer app.Wake()
	var wait sync.WaitGroup
	for name, path := range all {
		wait.Go(func() {
			began := time.Now()
			p := b.Get(path)
			if took := time.Since(began); took > 3*time.Second {
				t.Errorf("%s: answered after %s", name, took)
			}
			if p.Code == http.StatusInternalServerError {
				t.Errorf("%s: status %d: %s", name, p.Code, p.Text("main"))
			}
		})
	}
	wait.Wait()

	began := time.Now()
	b.Post("/users", url.Values{"token": {"user_late"}}).Status(http.StatusBadGateway).Has("h1", "not known")
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("a change: answered after %s", took)
	}
}
