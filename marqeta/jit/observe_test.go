package jit_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"carddeck/marqeta/jit"
	"carddeck/marqeta/jit/rule"
)

// upstream is the customer's gateway, on pipes too.
func (e *endpoint) upstream(f http.HandlerFunc) {
	e.Helper()
	behind := make(pipes, 10)
	server := &http.Server{Handler: f}
	go func() { _ = server.Serve(behind) }()
	transport := &http.Transport{DialContext: behind.dial}
	e.Cleanup(func() { transport.CloseIdleConnections(); close(behind); _ = server.Close() })
	policy, err := rule.First().Policy()
	if err != nil {
		e.Fatal(err)
	}
	e.gateways.Set([]jit.Gateway{{Mode: jit.Observe, Policy: policy, Upstream: jit.Upstream{URL: "http://customer/gateway", Username: "carddeck", Password: "upstream-secret"}}})
	jit.Through(e.handler, &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }})
}

func TestObserve(t *testing.T) {
	for name, c := range map[string]struct {
		says    func(http.ResponseWriter)
		status  int
		body    string // part of it
		end     jit.End
		by      time.Duration
		problem string
	}{
		"it approves":       {func(w http.ResponseWriter) { _, _ = io.WriteString(w, `{"jit_funding":{"memo":"theirs"}}`) }, 200, `"theirs"`, jit.Observed, 0, ""},
		"it declines":       {func(w http.ResponseWriter) { w.WriteHeader(402); _, _ = io.WriteString(w, `{"x":1}`) }, 402, `{"x":1}`, jit.Observed, 0, ""},
		"it takes a second": {func(w http.ResponseWriter) { time.Sleep(time.Second); _, _ = io.WriteString(w, `{"x":1}`) }, 200, `{"x":1}`, jit.Observed, time.Second, ""},
		"it takes too long": {func(w http.ResponseWriter) { time.Sleep(3 * time.Second) }, 402, "TRANSACTION_NOT_PERMITTED", jit.Unheard, 1900 * time.Millisecond, "deadline"},
		"it fails":          {func(w http.ResponseWriter) { w.WriteHeader(500) }, 402, "TRANSACTION_NOT_PERMITTED", jit.Unheard, 0, "500"},
		"it redirects":      {func(w http.ResponseWriter) { w.Header().Set("Location", "/x"); w.WriteHeader(307) }, 402, "TRANSACTION_NOT_PERMITTED", jit.Unheard, 0, "307"},
		"it says too much":  {func(w http.ResponseWriter) { _, _ = w.Write(make([]byte, jit.MaxBody+1)) }, 402, "TRANSACTION_NOT_PERMITTED", jit.Unheard, 0, "64 KiB"},
		"it hangs up":       {func(http.ResponseWriter) { panic(http.ErrAbortHandler) }, 402, "TRANSACTION_NOT_PERMITTED", jit.Unheard, 0, "EOF"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				e := open(t, jit.Observe)
				asked := make(chan *http.Request, 1)
				var body []byte
				e.upstream(func(w http.ResponseWriter, r *http.Request) {
					body, _ = io.ReadAll(r.Body)
					asked <- r
					c.says(w)
				})
				a := e.ask(question())
				if a.status != c.status || !strings.Contains(a.body, c.body) || a.took != c.by {
					e.Errorf("answered %d %s after %v", a.status, a.body, a.took)
				}
				r := <-asked
				if u, p, _ := r.BasicAuth(); string(body) != string(question()) || u != "carddeck" || p != "upstream-secret" || r.URL.Path != "/gateway" {
					e.Errorf("the customer was asked %s %s:%s %s", r.URL, u, p, body)
				}
				n := e.ended(c.end)
				if n.Theirs == nil || n.Theirs.Took != c.by || !strings.Contains(n.Theirs.Error, c.problem) || n.Mode != jit.Observe || n.Body == nil {
					e.Errorf("noted %+v", n)
				}
				if !n.Ours.Approved || n.Ours.Amount != 4250 || e.books.observed != 1 || e.books.account.Held != 0 {
					e.Errorf("ours would have been %+v, held %d", n.Ours, e.books.account.Held)
				}
			})
		})
	}
}

func TestObserveNeedsNoBooks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := open(t, jit.Observe)
		e.books.delay = time.Hour
		e.upstream(func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("X-Route") != "a" || r.Header.Get("Cookie") != "" {
				e.Errorf("header %v", r.Header)
			}
			_, _ = io.WriteString(w, `{"x":1}`)
		})
		r, err := http.NewRequestWithContext(context.Background(), http.MethodPost, "http://gateway/", strings.NewReader(string(question())))
		if err != nil {
			t.Fatal(err)
		}
		r.SetBasicAuth(username, password.Reveal())
		r.Header.Set("X-Route", "a")
		r.Header.Set("Cookie", "a=b")
		began := time.Now()
		res, err := e.client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		if res.StatusCode != 200 || time.Since(began) > 0 {
			t.Errorf("%d after %v", res.StatusCode, time.Since(began))
		}
		if n := e.ended(jit.Observed); !strings.Contains(n.Error, "ours: the books have not answered") {
			t.Errorf("noted %+v", n)
		}
	})
}
