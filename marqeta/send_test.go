package marqeta_test

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"carddeck/marqeta"
)

const aUser = `{"token":"ada","status":"ACTIVE","active":true}`

func TestCredentialsAndHeaders(t *testing.T) {
	t.Parallel()
	p := newPlatform(t, says(200, aUser))
	c := p.client(t)
	if _, err := c.User(t.Context(), "ada"); err != nil {
		t.Fatal(err)
	}
	if _, err := c.UpdateUser(t.Context(), "ada", marqeta.UserUpdate{FirstName: new("")}); err != nil {
		t.Fatal(err)
	}
	want := []asked{
		{"GET", "/v3/users/ada", "", "app", "admin:with:colons", "", ""},
		{"PUT", "/v3/users/ada", "", "app", "admin:with:colons", "application/json", `{"first_name":""}`},
	}
	if got := p.requests(); len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("asked\n%+v, want\n%+v", got, want)
	}
}

func TestTokensStayInsideTheirSegment(t *testing.T) {
	t.Parallel()
	p := newPlatform(t, says(200, aUser))
	c := p.client(t)
	if _, err := c.User(t.Context(), "a/../b?c#d e%2f\n"); err != nil {
		t.Fatal(err)
	}
	if got := p.requests()[0].Path; got != "/v3/users/a%2F..%2Fb%3Fc%23d%20e%252f%0A" {
		t.Errorf("path is %s", got)
	}
	for _, token := range []string{"", ".", ".."} {
		if _, err := c.User(t.Context(), token); !marqeta.IsNotFound(err) || marqeta.OutcomeUnknown(err) {
			t.Errorf("token %q: %v, want not found", token, err)
		}
	}
	if n := len(p.requests()); n != 1 {
		t.Errorf("%d requests, want 1: impossible tokens are not asked for", n)
	}
}

func TestRedirectIsNotFollowed(t *testing.T) {
	t.Parallel()
	var followed atomic.Bool
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		followed.Store(true)
		_, _ = io.WriteString(w, aUser)
	}))
	t.Cleanup(elsewhere.Close)
	for _, status := range []int{301, 302, 303, 307, 308} {
		p := newPlatform(t, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere.URL+"/v3/users/ada", status)
		})
		_, err := p.client(t).User(t.Context(), "ada")
		if e, ok := marqeta.AsError(err); !ok || e.Status != status || !strings.Contains(e.Message, "redirect") {
			t.Errorf("%d: %v", status, err)
		}
	}
	if followed.Load() {
		t.Error("the credentials were carried elsewhere")
	}
}

func TestOwnRate(t *testing.T) {
	t.Parallel()
	p := newPlatform(t, says(200, aUser))
	c := p.client(t, func(c *marqeta.Config) { c.RequestsPerSecond = 1; c.Timeout = 200 * time.Millisecond })
	if _, err := c.User(t.Context(), "ada"); err != nil {
		t.Fatal(err)
	}
	if _, err := c.User(t.Context(), "ada"); !errors.Is(err, marqeta.ErrUnreachable) {
		t.Errorf("the second call in a second: %v", err)
	}
	if n := len(p.requests()); n != 1 {
		t.Errorf("%d requests, want 1", n)
	}
}

func TestLogsNothingConfidential(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	log := slog.New(slog.NewJSONHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug}))
	p := newPlatform(t, says(200, `{"token":"card-token","pan":"4111111111111111"}`), says(503, "body-text"))
	c := p.client(t, func(c *marqeta.Config) { c.Log = log; c.AdminAccessToken = "admin-secret" })
	_, _ = c.Card(t.Context(), "card-token")
	_, _ = c.CardsByLastFour(t.Context(), "1111", marqeta.ListOptions{})
	for _, word := range []string{"card-token", "1111", "admin-secret", "body-text", "Basic"} {
		if strings.Contains(out.String(), word) {
			t.Errorf("the log shows %q: %s", word, out.String())
		}
	}
	for _, word := range []string{`"path":"/cards/{token}"`, `"status":200`, `"attempts":1`, `"path":"/cards","status":503,"attempts":4`} {
		if !strings.Contains(out.String(), word) {
			t.Errorf("the log lacks %s: %s", word, out.String())
		}
	}
}
