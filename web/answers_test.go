package web_test

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"carddeck/web/auth"
	"carddeck/web/webtest"
)

// raw sends a request without help of a client that would tidy it, and gives the answer.
func raw(t *testing.T, app *webtest.App, r *http.Request) *http.Response {
	t.Helper()
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { resp.Body.Close() })
	return resp
}

func request(t *testing.T, app *webtest.App, method, path string, body io.Reader, header ...string) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, app.People.URL, body)
	if err != nil {
		t.Fatal(err)
	}
	r.URL.Opaque = path
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	return r
}

// TestStrangeAnswersAreGuardedToo looks at the answers that no handler writes.
func TestStrangeAnswersAreGuardedToo(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	large := strings.Repeat("a", 300<<10)
	sheet := app.Anybody().Get("/sign-in").Doc.Find(`link[rel="stylesheet"]`).AttrOr("href", "")
	tag := raw(t, app, request(t, app, "GET", sheet, nil)).Header.Get("ETag")
	for name, tc := range map[string]struct {
		request *http.Request
		status  int
	}{
		"unclean path":      {request(t, app, "GET", "/a/../cards", nil), 307},
		"double slash":      {request(t, app, "GET", "//evil.example/cards", nil), 303},
		"too large":         {request(t, app, "POST", "/sign-in", strings.NewReader(large)), 413},
		"too large GET":     {request(t, app, "GET", "/sign-in", strings.NewReader(large)), 413},
		"too large upload":  {request(t, app, "POST", "/sign-out", strings.NewReader(large), "Content-Type", "multipart/form-data; boundary=x"), 413},
		"no text":           {request(t, app, "GET", "/sign-in/%00", nil), 400},
		"other method":      {request(t, app, "DELETE", "/sign-in", nil), 303},
		"static, no GET":    {request(t, app, "POST", "/static/app.css", nil), 303},
		"not modified":      {request(t, app, "GET", sheet, nil, "If-None-Match", tag), 304},
		"HEAD":              {request(t, app, "HEAD", "/sign-in", nil), 200},
		"compressed":        {request(t, app, "GET", "/sign-in", nil, "Accept-Encoding", "gzip"), 200},
		"from another site": {request(t, app, "POST", "/sign-in", nil, "Origin", "https://evil.example"), 403},
	} {
		if name == "not modified" && tag == "" {
			continue
		}
		resp := raw(t, app, tc.request)
		if resp.StatusCode != tc.status {
			t.Errorf("%s: status %d, want %d", name, resp.StatusCode, tc.status)
		}
		h := resp.Header
		if h.Get("Content-Security-Policy") == "" || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("X-Frame-Options") != "DENY" ||
			h.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: headers %v", name, h)
		}
		if to := h.Get("Location"); strings.HasPrefix(to, "//") || strings.Contains(to, "://") {
			t.Errorf("%s: leads away to %s", name, to)
		}
	}
}

// A body without a length is bounded while it is read.
func TestEndlessBodiesEnd(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	conn, err := net.Dial("tcp", app.People.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprint(conn, "POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n")
	chunk := []byte(fmt.Sprintf("%x\r\n%s\r\n", 64<<10, bytes.Repeat([]byte("a"), 64<<10)))
	sent := 0
	for sent < 64<<20 {
		n, err := conn.Write(chunk)
		if sent += n; err != nil {
			return // hung up on, as it should be
		}
	}
	t.Errorf("%d MiB were taken", sent>>20)
}

// TestHostileAddressesAreNeverAFailure asks every page for what cannot be.
func TestHostileAddressesAreNeverAFailure(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	app.Tutorial()
	b := app.As(auth.Admin)
	bad := []string{"%00", "%ff%fe", "a%00b", "%F0%9F%92%A3", "..%2f..%2fetc", "%27%20OR%201=1--", strings.Repeat("9", 25), strings.Repeat("x", 3000), "%25zz"}
	for _, rt := range app.Routes() {
		method, pattern, _ := strings.Cut(rt.Pattern, " ")
		if method != http.MethodGet {
			continue
		}
		for _, text := range bad {
			path := pattern
			for _, name := range []string{"{token}", "{id}", "{link}", "{page}", "{step}", "{$}"} {
				path = strings.ReplaceAll(path, name, text)
			}
			query := "?q=" + text
			for _, key := range []string{"state", "token", "name", "amount", "next", "from", "status", "active"} {
				query += "&" + key + "=" + text[:min(len(text), 200)]
			}
			for _, path := range []string{path, pattern + query} {
				if strings.Contains(path, "{") {
					continue
				}
				if p := b.Get(path); p.Code >= 500 {
					t.Errorf("GET %.120s: status %d: %s", path, p.Code, p.Text("main"))
				}
			}
		}
	}
	for _, query := range []string{"?%zz", "?a;b", "?=&&&", "?a=1&a=2&a=3", "?" + strings.Repeat("a&", 5000), "?x[0][1][2]=1&x[99999999]=2"} {
		for _, path := range []string{"/cards", "/users/new", "/transactions", "/search", "/simulator", "/transactions.csv"} {
			if p := b.Get(path + query); p.Code >= 500 {
				t.Errorf("GET %s%.60s: status %d", path, query, p.Code)
			}
		}
	}
}

// TestHostileFormsAreNeverAFailure sends every form what cannot be.
func TestHostileFormsAreNeverAFailure(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	for _, rt := range app.Routes() {
		method, path := split(rt)
		if method != http.MethodPost || strings.HasPrefix(path, "/sign-") {
			continue
		}
		path = strings.NewReplacer("{step}", "clearing", "{page}", "edit").Replace(path)
		for _, text := range []string{"\x00\xff", strings.Repeat("9", 400), "-1e999"} {
			form := url.Values{"request_key": {text}}
			for _, key := range []string{"token", "name", "amount", "kind", "active", "user_token", "card_token", "metadata", "x[0].y", "header[99999999].name", "start_date"} {
				form.Set(key, text)
			}
			if p := b.Post(path, form); p.Code >= 500 && p.Code != http.StatusBadGateway {
				t.Errorf("POST %s with %q: status %d: %s", path, text[:1], p.Code, p.Text("main"))
			}
		}
	}
}

// htmx's headers choose a region of a page that the page knows, and nothing else.
func TestConfusedRegionsGetTheWholePage(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	for _, region := range []string{"none", "<script>", strings.Repeat("x", 5000), "main"} {
		b.Aim(region).Get("/users/new").Status(http.StatusOK).Has("h1", "user").Lacks("script:not([src])")
		b.Aim(region).Get("/nowhere").Status(http.StatusNotFound).Has("h1", "no such page")
	}
	if p := app.Anybody().Aim("request").Get("/users/new"); p.Header.Get("HX-Redirect") == "" || p.Code != http.StatusNoContent {
		t.Errorf("nobody gets %d and %v", p.Code, p.Header)
	}
}
