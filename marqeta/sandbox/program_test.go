package sandbox_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"carddeck/marqeta/sandbox"
)

// program is a running sandbox and a client of it that shares no code with it.
type program struct {
	testing.TB
	server *sandbox.Server
	url    string
	clock  *clock
	stop   func()
	// stopRun ends Run, which sends, and nothing else.
	stopRun func()
}

// clock is a clock that stands still until it is moved.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

var birthday = time.Date(2026, 3, 2, 10, 15, 30, 0, time.UTC)

// start runs a sandbox on a real socket until the test ends; change sets options.
func start(t testing.TB, change ...func(*sandbox.Options)) *program {
	t.Helper()
	p := &program{TB: t, clock: &clock{at: birthday}}
	o := sandbox.Options{Data: sandbox.InMemory, Now: p.clock.now}
	for _, f := range change {
		f(&o)
	}
	server, err := sandbox.New(o)
	if err != nil {
		t.Fatalf("New: %v", err)
	}
	p.server = server
	web := httptest.NewServer(server)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- server.Run(ctx) }()
	p.url = web.URL + "/v3"
	p.stopRun = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Run: %v", err)
		}
	})
	p.stop = sync.OnceFunc(func() {
		web.Close()
		p.stopRun()
		if err := server.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	t.Cleanup(p.stop)
	return p
}

func inFolder(dir string) func(*sandbox.Options) {
	return func(o *sandbox.Options) { o.Data = dir }
}

// answer is what the API said.
type answer struct {
	program *program
	call    string
	status  int
	header  http.Header
	raw     []byte
}

// call sends a request; a body that is no string is encoded as JSON.
func (p *program) call(method, path string, body any) answer {
	p.Helper()
	var content io.Reader
	if text, ok := body.(string); ok {
		content = strings.NewReader(text)
	} else if body != nil {
		encoded, err := json.Marshal(body)
		if err != nil {
			p.Fatalf("encode the body: %v", err)
		}
		content = bytes.NewReader(encoded)
	}
	req, err := http.NewRequest(method, p.url+path, content)
	if err != nil {
		p.Fatalf("%s %s: %v", method, path, err)
	}
	req.SetBasicAuth("sandbox_application_token", "sandbox_admin_access_token")
	if content != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	return p.send(req)
}

func (p *program) send(req *http.Request) answer {
	p.Helper()
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		p.Fatalf("%s %s: %v", req.Method, req.URL.Path, err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		p.Fatalf("%s %s: %v", req.Method, req.URL.Path, err)
	}
	return answer{p, req.Method + " " + req.URL.RequestURI(), res.StatusCode, res.Header, raw}
}

func (p *program) get(path string) answer { p.Helper(); return p.call("GET", path, nil) }

func (p *program) post(path string, body any) answer { p.Helper(); return p.call("POST", path, body) }

func (p *program) put(path string, body any) answer { p.Helper(); return p.call("PUT", path, body) }

// is wants a status.
func (a answer) is(status int) answer {
	a.program.Helper()
	if a.status != status {
		a.program.Fatalf("%s = %d %s, want %d", a.call, a.status, a.raw, status)
	}
	return a
}

// refused wants a status and Marqeta's error code.
func (a answer) refused(status int, code string) answer {
	a.program.Helper()
	a.is(status)
	if got := a.text("error_code"); got != code {
		a.program.Fatalf("%s = %s, want error_code %s", a.call, a.raw, code)
	}
	if a.text("error_message") == "" {
		a.program.Fatalf("%s = %s, want an error_message", a.call, a.raw)
	}
	return a
}

// at gives the JSON value under a dotted path as it was sent, empty if absent.
// A number in the path indexes an array.
func (a answer) at(path string) string {
	a.program.Helper()
	raw := json.RawMessage(a.raw)
	for step := range strings.SplitSeq(path, ".") {
		var object map[string]json.RawMessage
		var array []json.RawMessage
		var index int
		switch {
		case json.Unmarshal(raw, &object) == nil:
			raw = object[step]
		case json.Unmarshal(raw, &array) == nil:
			if _, err := fmt.Sscan(step, &index); err != nil || index >= len(array) {
				return ""
			}
			raw = array[index]
		default:
			return ""
		}
	}
	return string(raw)
}

// text is at without the quotes of a string.
func (a answer) text(path string) string {
	a.program.Helper()
	raw := a.at(path)
	var s string
	if json.Unmarshal([]byte(raw), &s) == nil {
		return s
	}
	return raw
}

// has wants values at paths: path, value, path, value...
func (a answer) has(pairs ...string) answer {
	a.program.Helper()
	for i := 0; i < len(pairs); i += 2 {
		if got := a.text(pairs[i]); got != pairs[i+1] {
			a.program.Errorf("%s: %s = %q, want %q", a.call, pairs[i], got, pairs[i+1])
		}
	}
	return a
}

// lacks wants nothing at the paths.
func (a answer) lacks(paths ...string) answer {
	a.program.Helper()
	for _, path := range paths {
		if got := a.at(path); got != "" {
			a.program.Errorf("%s: %s = %s, want it absent", a.call, path, got)
		}
	}
	return a
}
