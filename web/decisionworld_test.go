package web_test

import (
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"carddeck/marqeta/sandbox"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

// world is a console with one gateway, which every program of the table may use.
type world struct {
	app     *webtest.App
	browser *webtest.Browser
	url     string
	says    atomic.Pointer[func(http.ResponseWriter, *http.Request)]
}

// pair is a program that allows what no authorization control denies, and one that denies
// what none allows.
type pair struct{ allows, denies *world }

func openBoth(t *testing.T, opts ...webtest.Option) pair {
	deny := webtest.Emulating(func(o *sandbox.Options) { o.GloballyDeny = true })
	return pair{open(t, webtest.New(t, opts...)), open(t, webtest.New(t, append(opts, deny)...))}
}

func (p pair) of(d decision) *world {
	if d.deny {
		return p.denies
	}
	return p.allows
}

func open(t *testing.T, app *webtest.App) *world {
	w := &world{app: app, browser: app.As(auth.Admin)}
	gate := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) { (*w.says.Load())(rw, r) }))
	t.Cleanup(gate.Close)
	w.url = gate.URL
	return w
}
