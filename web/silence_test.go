package web_test

import (
	"net/http"
	"net/url"
	"strings"
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

// TestHostileTextIsTextOnEveryPage plants markup in every name that comes from outside
// and looks for it alive.
func TestHostileTextIsTextOnEveryPage(t *testing.T) {
	app := webtest.New(t)
	tx := app.Tutorial()
	hostile := app.Authorize("13.00", `<b id=live>"><script>alert(1)</script>`)
	b := app.As(auth.Admin)
	b.Submit("/users/"+webtest.UserToken+"/edit", url.Values{"first_name": {`<i id=live>`}, "last_name": {`"onx='1`}})
	b.Post("/card-products/"+webtest.ProductToken, url.Values{"name": {`<u id=live>{{7*7}}</u>`}})
	b.Submit("/funding-sources/"+webtest.SourceToken+"/edit", url.Values{"name": {`<s id=live>`}})
	all := pages(app, tx.Token)
	all["hostile"] = "/transactions/" + hostile.Token
	for name, path := range all {
		b.Get(path).Lacks("#live")
		if p := b.Get(path); strings.Contains(p.Body, "<script>alert") {
			t.Errorf("%s: a script is alive", name)
		}
	}
	b.Get("/transactions").Has("tbody", `<b id=live>"><script>alert(1)</script>`)
}
