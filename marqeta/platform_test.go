package marqeta_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"carddeck/marqeta"
)

// asked is a request as it arrived at the platform.
type asked struct {
	Method, Path, Query, User, Pass, ContentType, Body string
}

// platform answers each request with the next of its answers, the last one again and
// again, and remembers what it was asked.
type platform struct {
	*httptest.Server
	mu      sync.Mutex
	asked   []asked
	answers []http.HandlerFunc
	pauses  []time.Duration
}

func newPlatform(t *testing.T, answers ...http.HandlerFunc) *platform {
	t.Helper()
	p := &platform{answers: answers}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		user, pass, _ := r.BasicAuth()
		p.mu.Lock()
		n := len(p.asked)
		p.asked = append(p.asked, asked{r.Method, r.URL.EscapedPath(), r.URL.RawQuery, user, pass, r.Header.Get("Content-Type"), string(body)})
		answer := p.answers[min(n, len(p.answers)-1)]
		p.mu.Unlock()
		answer(w, r)
	}))
	t.Cleanup(p.Close)
	return p
}

// client gives a client of the platform that notes its pauses instead of waiting.
func (p *platform) client(t *testing.T, change ...func(*marqeta.Config)) *marqeta.Client {
	t.Helper()
	cfg := marqeta.Config{
		BaseURL:          p.URL + "/v3",
		ApplicationToken: "app",
		AdminAccessToken: "admin:with:colons",
	}
	for _, c := range change {
		c(&cfg)
	}
	client, err := marqeta.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	client.Pauses(func(d time.Duration) {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.pauses = append(p.pauses, d)
	})
	t.Cleanup(client.Close)
	return client
}

func (p *platform) requests() []asked {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]asked(nil), p.asked...)
}

func (p *platform) waits() []time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]time.Duration(nil), p.pauses...)
}

func says(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// cuts closes the connection without an answer.
func cuts(w http.ResponseWriter, _ *http.Request) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err == nil {
		_ = conn.Close()
	}
}

// hangs answers nothing until the caller is gone.
func hangs(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

func recorded(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func refusal(code, message string) string {
	b, _ := json.Marshal(map[string]string{"error_code": code, "error_message": message})
	return string(b)
}
