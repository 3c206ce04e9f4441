package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"carddeck/views/environment"
	"carddeck/web"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

// The checks here run over the whole route table: a new route is guarded from its first
// day on.

func TestNobodyIsSentToSignIn(t *testing.T) {
	app := webtest.New(t)
	b := app.Anybody()
	for _, route := range app.Routes() {
		if route.Need == auth.Public {
			continue
		}
		method, path := split(route)
		var p *webtest.Page
		if method == http.MethodGet {
			p = b.Get(path)
		} else {
			p = b.Post(path, nil)
		}
		if to := p.Status(http.StatusSeeOther).To(); !strings.HasPrefix(to, "/sign-in") {
			t.Errorf("%s: nobody is sent to %s", route.Pattern, to)
		}
	}
}

func TestRolesMayOnlyWhatTheirPermissionsSay(t *testing.T) {
	app := webtest.New(t)
	for _, role := range auth.Roles() {
		b := app.As(role)
		for _, route := range app.Routes() {
			if route.Need == auth.Public {
				continue
			}
			method, path := split(route)
			var p *webtest.Page
			if method == http.MethodGet {
				p = b.Get(path)
			} else {
				p = b.Post(path, nil)
			}
			may := route.Need == auth.Signed || role.May(route.Need)
			if (p.Code == http.StatusForbidden) == may {
				t.Errorf("%s as %s: status %d, may: %t", route.Pattern, role, p.Code, may)
			}
			if p.Code >= 500 {
				t.Errorf("%s as %s: status %d\n%s", route.Pattern, role, p.Code, p.Text("main"))
			}
		}
	}
}

func TestChangesFromOtherSitesAreRefused(t *testing.T) {
	app := webtest.New(t)
	for _, route := range app.Routes() {
		method, path := split(route)
		if method != http.MethodPost {
			continue
		}
		for _, header := range [][2]string{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://evil.example"}, {"Origin", "null"}} {
			req, err := http.NewRequest(method, app.People.URL+path, strings.NewReader(""))
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set(header[0], header[1])
			resp, err := http.DefaultTransport.RoundTrip(req)
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
			if resp.StatusCode != http.StatusForbidden {
				t.Errorf("%s with %s: %s: status %d, want 403", route.Pattern, header[0], header[1], resp.StatusCode)
			}
		}
	}
}

func TestEveryAnswerCarriesTheSecurityHeaders(t *testing.T) {
	app := webtest.New(t)
	b := app.As(auth.Admin)
	paths := []string{"/", "/sign-in", "/nowhere", "/card-products/none", "/search?q=x", "/static/none.css", "/card-products?older=%00"}
	for _, path := range paths {
		h := b.Get(path).Header
		csp := h.Get("Content-Security-Policy")
		for _, part := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"} {
			if !strings.Contains(csp, part) {
				t.Errorf("%s: policy %q lacks %s", path, csp, part)
			}
		}
		if strings.Contains(csp, "unsafe") {
			t.Errorf("%s: policy %q is unsafe", path, csp)
		}
		if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") == "" || h.Get("Cross-Origin-Opener-Policy") == "" {
			t.Errorf("%s: headers are missing: %v", path, h)
		}
		if strings.HasPrefix(h.Get("Content-Type"), "text/html") && h.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: page may be stored: %q", path, h.Get("Cache-Control"))
		}
	}
}

func TestListsRefuseBadPlaces(t *testing.T) {
	app := webtest.New(t)
	b := app.As(auth.Admin)
	for _, list := range []string{"/transactions", "/gpa-orders", "/cards", "/users", "/card-products", "/funding-sources", "/audit", "/cases"} {
		for _, bad := range []string{"x", "%00", "AAAA", strings.Repeat("a", 3000), "-1"} {
			if p := b.Get(list + "?older=" + bad); p.Code != http.StatusBadRequest {
				t.Errorf("%s?older=%.10s: status %d, want 400", list, bad, p.Code)
			}
		}
	}
}

func TestUnknownAddressesAndMethods(t *testing.T) {
	app := webtest.New(t)
	b := app.As(auth.Support)
	b.Get("/nowhere").Status(http.StatusNotFound).Has("h1", "no such page").Has(`form[action="/search"]`, "Search")
	p := b.Get("/sign-out").Status(http.StatusMethodNotAllowed)
	if p.Header.Get("Allow") != http.MethodPost {
		t.Errorf("Allow: %q", p.Header.Get("Allow"))
	}
	app.Anybody().Get("/nowhere").Status(http.StatusSeeOther)
}

func TestProductionHasNoSimulator(t *testing.T) {
	app := webtest.New(t, webtest.In(environment.Environment{Kind: environment.Production, Name: "program.example"}))
	b := app.As(auth.Admin)
	b.Get("/simulator").Status(http.StatusNotFound)
	b.Get("/").Status(http.StatusOK).Has(".band", "Production").Lacks(`a[href="/simulator"]`)
	// A write asks for the program's name.
	b.Submit("/card-products/new", url.Values{"name": {"Real"}, "funding": {"standard"}}).
		Status(http.StatusUnprocessableEntity).Has("#confirmation-error", "program.example")
	if app.Asked() > 0 {
		t.Errorf("the platform was asked %d times", app.Asked())
	}
}

func TestPagesFallBackToPlainWordsOnlyForPeople(t *testing.T) {
	app := webtest.New(t)
	for path, want := range map[string]int{"/healthz": 200, "/readyz": 200, "/nothing": 404} {
		resp, err := http.Get(app.Machines.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != want {
			t.Errorf("machines %s: %d, want %d", path, resp.StatusCode, want)
		}
	}
	// The two doors do not lead into each other's rooms.
	for _, path := range []string{"/v3/ping", "/webhooks/marqeta", "/readyz"} {
		w := httptest.NewRecorder()
		app.People.Config.Handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		if w.Code == http.StatusOK {
			t.Errorf("people %s: answered 200", path)
		}
	}
}

func split(r web.Route) (method, path string) {
	method, path, _ = strings.Cut(r.Pattern, " ")
	path = strings.TrimSuffix(path, "{$}")
	for _, name := range []string{"{token}", "{id}", "{link}", "{holder}", "{source}", "{version}"} {
		path = strings.ReplaceAll(path, name, "7")
	}
	return method, path
}
