package conformance_test

import (
	"bytes"
	"cmp"
	"fmt"
	"hash/fnv"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"carddeck/marqeta/sandbox"
)

// program is a sandbox and what is needed to call it with sense.
type program struct {
	testing.TB
	d      *description
	server *sandbox.Server
	rnd    *rand.Rand
	shared map[string]string // tokens of what one of is enough, by where it is made

	password string // of a user, in place of the program's
}

// start gives an operation a program of its own, and the same values each time.
func start(t testing.TB, d *description, seed string) *program {
	t.Helper()
	server, err := sandbox.New(sandbox.Options{
		Data: sandbox.InMemory, Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
		Now: func() time.Time { return time.Date(2026, 3, 2, 10, 15, 30, 0, time.UTC) },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	sum := fnv.New64a()
	sum.Write([]byte(seed))
	return &program{TB: t, d: d, server: server, rnd: rand.New(rand.NewPCG(1, sum.Sum64())), shared: map[string]string{}}
}

// answer is what the sandbox said to a call.
type answer struct {
	call   string
	sent   any
	status int
	header http.Header
	raw    []byte
}

// call sends a request; a body that is no string is encoded, nil is none.
func (p *program) call(method, path string, body any) answer {
	p.Helper()
	var content []byte
	if text, ok := body.(string); ok {
		content = []byte(text)
	} else if body != nil {
		var err error
		if content, err = json.Marshal(body, json.Deterministic(true)); err != nil {
			p.Fatalf("encode the body: %v", err)
		}
	}
	req := httptest.NewRequestWithContext(p.Context(), method, "/v3"+path, bytes.NewReader(content))
	req.SetBasicAuth(sandbox.DefaultApplicationToken.Reveal(), cmp.Or(p.password, sandbox.DefaultAdminAccessToken.Reveal()))
	if content != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	rec := httptest.NewRecorder()
	p.server.ServeHTTP(rec, req)
	return answer{method + " " + path, string(content), rec.Code, rec.Header(), rec.Body.Bytes()}
}

func (a answer) ok() bool { return a.status >= 200 && a.status < 300 }

// object is the answer as a JSON object, or nil.
func (a answer) object() map[string]any {
	var v map[string]any
	if json.Unmarshal(a.raw, &v) != nil {
		return nil
	}
	return v
}

// built reports whether the sandbox has an operation.
func (p *program) built(method, path string) bool {
	p.Helper()
	return p.call(method, strings.NewReplacer("{", "", "}", "").Replace(path), map[string]any{}).status != http.StatusNotImplemented
}

// token gives the token of a resource that is made at a path, or what a reference
// says in words; new unless one of its kind is enough. It is empty where the path is
// not built.
func (p *program) token(path string) string {
	p.Helper()
	if token, ok := p.shared[path]; ok && single[path] {
		return token
	}
	token, ok := p.special(path)
	if !ok {
		if !p.built("POST", path) {
			return ""
		}
		token = p.must("POST", path, p.body("POST", path, least), "token")
	}
	if single[path] {
		p.shared[path] = token
	}
	return token
}

// receiver gives the address of a server that takes what it is sent.
func (p *program) receiver() string {
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"status":"alive"}`))
	}))
	p.Cleanup(web.Close)
	return web.URL
}

// done makes a prerequisite.
func (p *program) done(method, path string, body any) answer {
	p.Helper()
	a := p.call(method, path, body)
	if !a.ok() {
		p.Fatalf("prerequisite %s %s = %d %s", a.call, a.sent, a.status, a.raw)
	}
	return a
}

// must makes a prerequisite and gives a member of the answer; a step is the name of
// a member or the index of an item.
func (p *program) must(method, path string, body any, steps ...string) string {
	p.Helper()
	a := p.done(method, path, body)
	var at any = a.object()
	for _, step := range steps {
		switch in := at.(type) {
		case map[string]any:
			at = in[step]
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i >= len(in) {
				p.Fatalf("prerequisite %s %s has no %v: %s", a.call, a.sent, steps, a.raw)
			}
			at = in[i]
		}
	}
	if at == nil {
		p.Fatalf("prerequisite %s %s has no %v: %s", a.call, a.sent, steps, a.raw)
	}
	return fmt.Sprint(at)
}
