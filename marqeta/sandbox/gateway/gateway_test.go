package gateway_test

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"carddeck/marqeta/sandbox/gateway"
)

func source(url string) gateway.Source {
	return gateway.Source{URL: url, Username: "gate", Password: "Secret-Of-The-Gate-42", Headers: map[string]string{"X-Route": "a", "Authorization": "none"}, Timeout: 5 * time.Second}
}

func asker() gateway.Asker { return gateway.Asker{Client: gateway.NewClient()} }

func TestAsk(t *testing.T) {
	t.Parallel()
	asked := make(chan *http.Request, 1)
	body := make(chan string, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		asked <- r
		body <- string(b)
		w.WriteHeader(http.StatusPaymentRequired)
		_, _ = io.WriteString(w, "no")
	}))
	defer server.Close()
	r := asker().Ask(t.Context(), source(server.URL), []byte(`{"type":"authorization"}`), gateway.Strike{})
	if r.Status != 402 || string(r.Body) != "no" || r.Err != nil || r.TimedOut || r.Took <= 0 {
		t.Errorf("reply = %+v", r)
	}
	req := <-asked
	user, password, _ := req.BasicAuth()
	if req.Method != "POST" || req.Header.Get("Content-Type") != "application/json" || req.Header.Get("X-Route") != "a" ||
		user != "gate" || password != "Secret-Of-The-Gate-42" || <-body != `{"type":"authorization"}` || req.ContentLength != 24 {
		t.Errorf("request = %+v", req)
	}
}

// A gateway that takes too long is given up, and listened to for the record only.
func TestAskGivesUp(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	over := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		<-over
		_, _ = io.WriteString(w, "yes")
	}))
	defer server.Close()
	passed := make(chan time.Time, 1)
	passed <- time.Time{}
	patience := gateway.Asker{Client: gateway.NewClient(), After: func(d time.Duration) <-chan time.Time {
		if d != 5*time.Second {
			t.Errorf("waits %v", d)
		}
		return passed
	}}
	r := patience.Ask(t.Context(), source(server.URL), []byte(`{}`), gateway.Strike{})
	if !r.TimedOut || r.Status != 0 || r.Took < 5*time.Second {
		t.Errorf("reply = %+v", r)
	}
	close(over)
	if late := <-r.Late; late.Status != 200 || string(late.Body) != "yes" || late.TimedOut || asked.Load() != 1 {
		t.Errorf("late reply = %+v after %d questions", late, asked.Load())
	}
}

// What goes wrong on purpose is measured, not waited for.
func TestAskStruck(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		strike   gateway.Strike
		asked    int32
		status   int
		body     string
		timedOut bool
		failed   bool
	}{
		"nothing":       {gateway.Strike{}, 1, 200, "yes!", false, false},
		"slow":          {gateway.Strike{Delay: 2 * time.Second}, 1, 200, "yes!", false, false},
		"too slow":      {gateway.Strike{Delay: 6 * time.Second}, 1, 0, "", true, false},
		"an error":      {gateway.Strike{Status: 503}, 0, 503, "answered by a fault", false, false},
		"kept back":     {gateway.Strike{Unsent: true}, 0, 0, "", false, true},
		"lost":          {gateway.Strike{Lost: true}, 1, 0, "", false, true},
		"half":          {gateway.Strike{Half: true}, 1, 200, "ye", false, false},
		"twice":         {gateway.Strike{Twice: true}, 2, 200, "yes!", false, false},
		"twice, slowly": {gateway.Strike{Twice: true, Delay: time.Minute}, 2, 0, "", true, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var asked atomic.Int32
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				asked.Add(1)
				_, _ = io.WriteString(w, "yes!")
			}))
			defer server.Close()
			r := asker().Ask(t.Context(), source(server.URL), []byte(`{}`), c.strike)
			if r.Status != c.status || string(r.Body) != c.body || r.TimedOut != c.timedOut || (r.Err != nil) != c.failed || asked.Load() != c.asked {
				t.Errorf("reply = %+v %q after %d questions", r, r.Body, asked.Load())
			}
			if !c.timedOut {
				if r.Took < c.strike.Delay || r.Late != nil {
					t.Errorf("took %v, late %v", r.Took, r.Late)
				}
				return
			}
			if late := <-r.Late; r.Took != 5*time.Second || late.Status != 200 || late.Took < c.strike.Delay {
				t.Errorf("took %v, late %+v", r.Took, late)
			}
		})
	}
}

// TLS older than 1.2 is no connection, whatever certificate comes with it.
func TestAskWantsTLS(t *testing.T) {
	t.Parallel()
	for version, want := range map[uint16]int{tls.VersionTLS11: 0, tls.VersionTLS12: 200, tls.VersionTLS13: 200} {
		server := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
		server.Config.ErrorLog = log.New(io.Discard, "", 0)
		server.TLS = &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: version}
		server.StartTLS()
		defer server.Close()
		client := gateway.NewClient()
		transport, ok := client.Transport.(*http.Transport)
		if !ok {
			t.Fatal("no transport")
		}
		transport.TLSClientConfig.RootCAs = x509.NewCertPool()
		transport.TLSClientConfig.RootCAs.AddCert(server.Certificate())
		r := gateway.Asker{Client: client}.Ask(t.Context(), source(server.URL), []byte(`{}`), gateway.Strike{})
		if r.Status != want || (r.Err == nil) != (want != 0) {
			t.Errorf("%s: %+v", tls.VersionName(version), r)
		}
	}
}

func TestAskDoesNotFollow(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.RedirectHandler("/elsewhere", http.StatusTemporaryRedirect))
	defer server.Close()
	if r := asker().Ask(t.Context(), source(server.URL), []byte(`{}`), gateway.Strike{}); r.Status != 307 {
		t.Errorf("reply = %+v", r)
	}
}

func TestAskNobody(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(nil)
	server.Close()
	if r := asker().Ask(t.Context(), source(server.URL), []byte(`{}`), gateway.Strike{}); r.Status != 0 || r.Err == nil || r.TimedOut {
		t.Errorf("reply = %+v", r)
	}
}

func TestAskReadsNoFlood(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, strings.Repeat(" ", 1<<20))
	}))
	defer server.Close()
	if r := asker().Ask(t.Context(), source(server.URL), []byte(`{}`), gateway.Strike{}); r.Err == nil || len(r.Body) > 65<<10 {
		t.Errorf("read %d bytes, %v", len(r.Body), r.Err)
	}
}
