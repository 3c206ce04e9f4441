package sandbox_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

// receiver is an endpoint that records what reaches it.
type receiver struct {
	testing.TB
	url    string
	got    chan notification
	mu     sync.Mutex
	answer func(http.ResponseWriter, *http.Request)
}

type notification struct {
	answer // to read the body with
	path   string
	header http.Header
	user   string
	pass   string
}

func receive(t testing.TB) *receiver {
	t.Helper()
	r := &receiver{TB: t, got: make(chan notification, 1000)}
	web := httptest.NewServer(r)
	t.Cleanup(web.Close)
	r.url = web.URL
	return r
}

// answers sets what the endpoint does with the next requests.
func (r *receiver) answers(f func(http.ResponseWriter, *http.Request)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.answer = f
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		r.Errorf("receive: %v", err)
	}
	user, pass, _ := req.BasicAuth()
	n := notification{answer{&program{TB: r.TB}, "notification", 0, nil, body}, req.URL.Path, req.Header, user, pass}
	r.mu.Lock()
	answer := r.answer
	r.mu.Unlock()
	if answer != nil {
		answer(w, req)
	}
	r.got <- n
}

// next waits for a notification.
func (r *receiver) next() notification {
	r.Helper()
	select {
	case n := <-r.got:
		return n
	case <-time.After(10 * time.Second):
		r.Fatal("no notification came")
		return notification{}
	}
}

// none wants nothing to have come. Whatever would come must have been caused by
// something that was waited for.
func (r *receiver) none() {
	r.Helper()
	select {
	case n := <-r.got:
		r.Fatalf("unexpected notification %s", n.raw)
	default:
	}
}

const password = "Aa1!aaaaaaaaaaaaaaaa"

// webhook subscribes the receiver to events at the path /token.
func (p *program) webhook(token, url string, events ...string) {
	p.Helper()
	p.post("/webhooks", map[string]any{"token": token, "name": token, "events": events, "config": map[string]any{
		"url": url + "/" + token, "basic_auth_username": "hook", "basic_auth_password": password,
	}}).is(201)
}
