package gateway_test

import (
	"io"
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
	r := gateway.Ask(t.Context(), gateway.NewClient(), source(server.URL), []byte(`{"type":"authorization"}`))
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

func TestAskGivesUp(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	over := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		asked.Add(1)
		<-over
	}))
	defer server.Close()
	defer close(over)
	to := source(server.URL)
	to.Timeout = 30 * time.Millisecond
	r := gateway.Ask(t.Context(), gateway.NewClient(), to, []byte(`{}`))
	if !r.TimedOut || r.Status != 0 || asked.Load() != 1 {
		t.Errorf("reply = %+v after %d questions", r, asked.Load())
	}
}

func TestAskDoesNotFollow(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.RedirectHandler("/elsewhere", http.StatusTemporaryRedirect))
	defer server.Close()
	if r := gateway.Ask(t.Context(), gateway.NewClient(), source(server.URL), []byte(`{}`)); r.Status != 307 {
		t.Errorf("reply = %+v", r)
	}
}

func TestAskNobody(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(nil)
	server.Close()
	if r := gateway.Ask(t.Context(), gateway.NewClient(), source(server.URL), []byte(`{}`)); r.Status != 0 || r.Err == nil || r.TimedOut {
		t.Errorf("reply = %+v", r)
	}
}

func TestAskReadsNoFlood(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, strings.Repeat(" ", 1<<20))
	}))
	defer server.Close()
	if r := gateway.Ask(t.Context(), gateway.NewClient(), source(server.URL), []byte(`{}`)); r.Err == nil || len(r.Body) > 65<<10 {
		t.Errorf("read %d bytes, %v", len(r.Body), r.Err)
	}
}
