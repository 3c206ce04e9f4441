package webhook_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"carddeck/marqeta/webhook"

	"github.com/google/go-cmp/cmp"
)

// memory keeps messages, or fails as told.
type memory struct {
	mu   sync.Mutex
	got  []webhook.Message
	fail error
}

func (s *memory) Record(_ context.Context, m webhook.Message) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail == nil {
		s.got = append(s.got, m)
	}
	return s.fail
}

const (
	username = "carddeck"
	password = "Correct-Horse-Battery-9"
	secret   = "a-secret-of-twenty-four!"
	message  = `{"transactions":[{"token":"a","type":"authorization","state":"PENDING"}]}`
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func receiver(t *testing.T, sink webhook.Sink, change ...func(*webhook.Config)) string {
	t.Helper()
	c := webhook.Config{Username: username, Password: password, Sink: sink, Now: func() time.Time { return noon }}
	for _, f := range change {
		f(&c)
	}
	server := httptest.NewServer(webhook.NewHandler(c))
	t.Cleanup(server.Close)
	return server.URL
}

func post(t *testing.T, url, body string, change ...func(*http.Request)) *http.Response {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.SetBasicAuth(username, password)
	for _, f := range change {
		f(r)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { answer.Body.Close() })
	return answer
}

func TestHandlerAnswers(t *testing.T) {
	t.Parallel()
	header := func(name, value string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set(name, value) }
	}
	credentials := func(u, p string) func(*http.Request) {
		return func(r *http.Request) { r.SetBasicAuth(u, p) }
	}
	chunked := func(r *http.Request) { r.ContentLength = -1 }
	large := `{"transactions":[{"token":"` + strings.Repeat("a", 2000) + `"}]}`
	for _, tc := range []struct {
		name, body string
		change     []func(*http.Request)
		want       int
		stored     bool
	}{
		{"a message", message, nil, 200, true},
		{"a message in chunks", message, []func(*http.Request){chunked}, 200, true},
		{"a charset", message, []func(*http.Request){header("Content-Type", "application/json; charset=utf-8")}, 200, true},
		{"a ping", `{"pings":[{"token":"marqeta","payload":"healthcheck"}]}`, nil, 200, false},
		{"a kind unheard of", `{"moons":[{}]}`, nil, 200, true},
		{"a get", "", []func(*http.Request){func(r *http.Request) { r.Method = http.MethodGet }}, 405, false},
		{"a put", message, []func(*http.Request){func(r *http.Request) { r.Method = http.MethodPut }}, 405, false},
		{"too large", large, nil, 413, false},
		{"too large in chunks", large, []func(*http.Request){chunked}, 413, false},
		{"a form", message, []func(*http.Request){header("Content-Type", "application/x-www-form-urlencoded")}, 415, false},
		{"no content type", message, []func(*http.Request){func(r *http.Request) { r.Header.Del("Content-Type") }}, 415, false},
		{"no credentials", message, []func(*http.Request){func(r *http.Request) { r.Header.Del("Authorization") }}, 401, false},
		{"another user", message, []func(*http.Request){credentials("someone", password)}, 401, false},
		{"another password", message, []func(*http.Request){credentials(username, "x")}, 401, false},
		{"a longer password", message, []func(*http.Request){credentials(username, password+"x")}, 401, false},
		{"empty credentials", message, []func(*http.Request){credentials("", "")}, 401, false},
		{"a bearer token", message, []func(*http.Request){header("Authorization", "Bearer "+password)}, 401, false},
		{"credentials before form", `{`, []func(*http.Request){credentials("", "")}, 401, false},
		{"malformed", `{"transactions":[`, nil, 400, false},
		{"empty", ``, nil, 400, false},
		{"no object", `[]`, nil, 400, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			sink := &memory{}
			answer := post(t, receiver(t, sink, func(c *webhook.Config) { c.MaxBytes = 1000 }), tc.body, tc.change...)
			if answer.StatusCode != tc.want || (len(sink.got) == 1) != tc.stored {
				t.Errorf("answer %d, %d stored, want %d, stored %v", answer.StatusCode, len(sink.got), tc.want, tc.stored)
			}
			if got := answer.Header.Get("Allow"); (tc.want == 405) != (got == "POST") {
				t.Errorf("Allow: %q with %d", got, tc.want)
			}
			if got := answer.Header.Get("WWW-Authenticate"); (tc.want == 401) != (got != "") {
				t.Errorf("WWW-Authenticate: %q with %d", got, tc.want)
			}
		})
	}
}

func TestHandlerKeepsTheMessage(t *testing.T) {
	t.Parallel()
	sink := &memory{}
	body := "{\"transactions\":[{\"token\":\"a\",\"memo\":\"\xff\\u0000\"}], \"more\":1}\n"
	post(t, receiver(t, sink), body, func(r *http.Request) {
		r.Header.Set("X-Marqeta-Request-Trace-Id", "trace-1")
		r.Header.Set("User-Agent", "platform/1")
		r.Header.Set("Cookie", "x=y")
	})
	if len(sink.got) != 1 {
		t.Fatalf("%d messages stored", len(sink.got))
	}
	m := sink.got[0]
	if string(m.Body) != body {
		t.Errorf("body %q, want %q", m.Body, body)
	}
	want := map[string]string{"Content-Type": "application/json", "X-Marqeta-Request-Trace-Id": "trace-1", "User-Agent": "platform/1"}
	if diff := cmp.Diff(want, m.Header); diff != "" {
		t.Errorf("headers (-want +got):\n%s", diff)
	}
	if !m.ReceivedAt.Equal(noon) || !strings.HasPrefix(m.Remote, "127.0.0.1:") || m.Signature != webhook.Unchecked {
		t.Errorf("received %v from %q, signature %q", m.ReceivedAt, m.Remote, m.Signature)
	}
}

func TestHandlerDropsPingsOnly(t *testing.T) {
	t.Parallel()
	sink := &memory{}
	post(t, receiver(t, sink), `{"pings":[{"token":"p"}],"users":[{"token":"u"}]}`)
	if len(sink.got) != 1 || len(sink.got[0].Notifications) != 1 || sink.got[0].Notifications[0].Family != webhook.UserTransition {
		t.Errorf("stored %+v, want the user transition alone", sink.got)
	}
}

// What was not stored is never acknowledged, and nothing of the reason leaks.
func TestHandlerStorageFails(t *testing.T) {
	t.Parallel()
	answer := post(t, receiver(t, &memory{fail: errors.New("disk full at /var/lib")}), message)
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != 503 || strings.Contains(string(body), "disk") {
		t.Errorf("answer %d %q %v, want 503 without the reason", answer.StatusCode, body, err)
	}
}

func TestHandlerWithoutCredentialsRefusesAll(t *testing.T) {
	t.Parallel()
	sink := &memory{}
	url := receiver(t, sink, func(c *webhook.Config) { c.Username, c.Password = "", "" })
	if answer := post(t, url, message, func(r *http.Request) { r.SetBasicAuth("", "") }); answer.StatusCode != 401 || len(sink.got) > 0 {
		t.Errorf("answer %d, want 401", answer.StatusCode)
	}
}

// Whatever arrives with the right credentials is answered, and what is answered 200 was
// stored; with one wrong byte in them nothing is.
func TestHandlerMutations(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	sink := &memory{}
	h := webhook.NewHandler(webhook.Config{Username: username, Password: password, Sink: sink})
	refusals := 0
	for range 10_000 {
		body := []byte(message)
		for range random.IntN(4) {
			body[random.IntN(len(body))] = byte(random.IntN(256))
		}
		body = body[:random.IntN(len(body)+1)]
		pass := []byte(password)
		wrong := random.IntN(2) == 0
		if wrong {
			pass[random.IntN(len(pass))] ^= 1 << random.IntN(7)
			refusals++
		}
		refused := http.StatusUnauthorized
		if refusals > 20 {
			refused = http.StatusTooManyRequests
		}
		r := httptest.NewRequest(http.MethodPost, "/webhooks/marqeta", bytes.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		r.SetBasicAuth(username, string(pass))
		before := len(sink.got)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		stored := len(sink.got) - before
		switch {
		case wrong && (w.Code != refused || stored != 0), !wrong && (w.Code == 200) != (stored == 1), !wrong && w.Code != 200 && w.Code != 400:
			t.Fatalf("body %q, credentials wrong %v: answer %d, %d stored", body, wrong, w.Code, stored)
		}
	}
}
