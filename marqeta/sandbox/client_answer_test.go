package sandbox_test

import (
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
)

// Every answer says what it is and how long it is, errors as well.
func TestHeadersOfAnswers(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	for _, a := range []answer{
		p.get("/users/bob").is(200), p.get("/users/none").is(404), p.get("/nothing").is(404), p.get("/cardproducts").is(200), p.call("PATCH", "/users", nil).is(405),
		p.post("/users", `{`).is(400), p.post("/users", `{"token":"eve"}`).is(201), p.simulate("authorization", map[string]any{"card_token": "card_bob", "amount": 1}),
	} {
		if got := a.header.Get("Content-Type"); got != "application/json;charset=UTF-8" {
			t.Errorf("%s: Content-Type = %q", a.call, got)
		}
		if got := a.header.Get("Content-Length"); got != strconv.Itoa(len(a.raw)) {
			t.Errorf("%s: Content-Length = %q, want %d", a.call, got, len(a.raw))
		}
	}
	req, err := http.NewRequest("HEAD", p.url+"/users/bob", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.SetBasicAuth("sandbox_application_token", "sandbox_admin_access_token")
	if a := p.send(req).is(200); len(a.raw) != 0 || a.header.Get("Content-Length") != strconv.Itoa(len(p.get("/users/bob").raw)) {
		t.Errorf("HEAD = %q, Content-Length %q", a.raw, a.header.Get("Content-Length"))
	}
}

// Long answers are compressed for those who ask, and nobody else.
func TestCompressedAnswers(t *testing.T) {
	t.Parallel()
	p := start(t)
	for i := range 60 {
		p.post("/users", fmt.Sprintf(`{"first_name":"Ada %d","notes":"%s"}`, i, strings.Repeat("n", 200))).is(201)
	}
	for accept, want := range map[string]string{
		"identity": "", "br": "", "gzip;q=0": "", "gzip;q=0.0, identity": "",
		"gzip": "gzip", "deflate, GZIP": "gzip", "gzip;q=1.0,deflate;q=0.6,identity;q=0.3": "gzip", "gzip, deflate, br": "gzip",
	} {
		for path, long := range map[string]bool{"/users?count=60": true, "/users?count=1": false} {
			req, err := http.NewRequest("GET", p.url+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			req.SetBasicAuth("sandbox_application_token", "sandbox_admin_access_token")
			req.Header.Set("Accept-Encoding", accept)
			a := p.send(req).is(200)
			coding := a.header.Get("Content-Encoding")
			if !long && coding != "" || long && (coding != want || a.header.Get("Vary") != "Accept-Encoding") {
				t.Errorf("%s with Accept-Encoding %q: Content-Encoding = %q", path, accept, coding)
			}
			if got := a.header.Get("Content-Length"); got != strconv.Itoa(len(a.raw)) {
				t.Errorf("%s with Accept-Encoding %q: Content-Length = %q, want %d", path, accept, got, len(a.raw))
			}
			if coding == "gzip" {
				r, err := gzip.NewReader(strings.NewReader(string(a.raw)))
				if err != nil {
					t.Fatal(err)
				}
				if a.raw, err = io.ReadAll(r); err != nil {
					t.Fatal(err)
				}
			}
			a.has("start_index", "0")
		}
	}
}
