package jit_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/jit"
	"carddeck/marqeta/jit/rule"
)

const (
	username = "marqeta"
	password = marqeta.Secret("Correct-Horse-Battery-9")
)

// endpoint is the handler behind a real server on pipes, where time is the test's.
type endpoint struct {
	*testing.T
	books    *memory
	gateways *jit.Gateways
	notes    journal
	pipes    pipes
	client   *http.Client
	handler  http.Handler
}

// pipes are a listener whose connections are pipes.
type pipes chan net.Conn

func (p pipes) Accept() (net.Conn, error) {
	if c, ok := <-p; ok {
		return c, nil
	}
	return nil, net.ErrClosed
}
func (p pipes) Close() error   { return nil }
func (p pipes) Addr() net.Addr { return &net.UnixAddr{} }

func (p pipes) dial(context.Context, string, string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	p <- theirs
	return ours, nil
}

// open runs an endpoint whose only holder has 100.00 USD.
func open(t *testing.T, mode jit.Mode) *endpoint {
	t.Helper()
	policy, err := rule.First().Policy()
	if err != nil {
		t.Fatal(err)
	}
	e := &endpoint{
		T: t, books: &memory{account: jit.Account{Posted: 10000}}, gateways: new(jit.Gateways), notes: make(journal, 100), pipes: make(pipes, 10),
	}
	e.gateways.Set([]jit.Gateway{{Mode: mode, Policy: policy}})
	e.handler = jit.NewHandler(jit.Config{
		Username: username, Password: password, Books: e.books, Gateways: e.gateways, Journal: e.notes,
	})
	server := &http.Server{Handler: e.handler}
	go func() { _ = server.Serve(e.pipes) }()
	transport := &http.Transport{DialContext: e.pipes.dial}
	e.client = &http.Client{Transport: transport}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		close(e.pipes)
		_ = server.Close()
		time.Sleep(2 * time.Hour) // the bubble's: everything that sleeps there wakes and ends
	})
	return e
}

// answer is what came back.
type answer struct {
	status int
	body   string
	took   time.Duration
	jit    struct {
		Funding struct {
			Token, Method, Memo string
			Amount              marqeta.Amount
			Reason              string `json:"decline_reason"`
		} `json:"jit_funding"`
	}
}

func (e *endpoint) ask(body []byte) answer {
	return e.send(http.MethodPost, bytes.NewReader(body), password)
}

func (e *endpoint) send(method string, body io.Reader, shown marqeta.Secret) answer {
	e.Helper()
	r, err := http.NewRequestWithContext(context.Background(), method, "http://gateway/jit/marqeta", body)
	if err != nil {
		e.Fatal(err)
	}
	r.SetBasicAuth(username, shown.Reveal())
	began := time.Now()
	res, err := e.client.Do(r)
	if err != nil {
		e.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		e.Fatal(err)
	}
	a := answer{status: res.StatusCode, body: string(text), took: time.Since(began)}
	if err := json.Unmarshal(text, &a.jit); err != nil || res.Header.Get("Content-Type") != "application/json" {
		e.Errorf("answered %s %q: %v", res.Header.Get("Content-Type"), text, err)
	}
	return a
}

// is checks status, reason and the echo.
func (a answer) is(e *endpoint, status int, reason jit.Reason) answer {
	e.Helper()
	f := a.jit.Funding
	if a.status != status || f.Reason != string(reason) || a.took >= jit.AnswerBy {
		e.Errorf("answered %d %s after %v, want %d %s", a.status, a.body, a.took, status, reason)
	}
	return a
}

// ended takes the next note.
func (e *endpoint) ended(want jit.End) jit.Answered {
	e.Helper()
	n := <-e.notes
	if n.End != want || n.Stages.Answered >= jit.AnswerBy {
		e.Errorf("noted %s (%s) after %v, want %s", n.End, n.Error, n.Stages.Answered, want)
	}
	return n
}

func inBubble(t *testing.T, mode jit.Mode, f func(*endpoint)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { f(open(t, mode)) })
}

func TestDecides(t *testing.T) {
	inBubble(t, jit.Decide, func(e *endpoint) {
		first := e.ask(question()).is(e, 200, "")
		if f := first.jit.Funding; f.Token != "7a0d7c0e-52ae-49a5-b9d7-15d1c6a8f2b3" || f.Method != "pgfs.authorization" || f.Amount.String() != "42.5" {
			e.Errorf("echo %+v", f)
		}
		n := e.ended(jit.Settled)
		if n.Transaction == "" || !n.Ours.Approved || n.Body != nil || n.Stages.Waited != time.Millisecond || n.Status != 200 {
			e.Errorf("noted %+v", n)
		}
		if again := e.ask(question()).is(e, 200, ""); again.body != first.body {
			e.Errorf("again %s, first %s", again.body, first.body)
		}
		e.ended(jit.Repeated)
		e.ask(question(`"acting_user_token":"user_ada","amount":42.5}`, `"acting_user_token":"user_ada","amount":42.4}`)).is(e, 402, jit.Duplicate)
		if kind, about := e.ended(jit.Conflict).Alarm(); kind != jit.TokenConflict || about != "7a0d7c0e-52ae-49a5-b9d7-15d1c6a8f2b3" {
			e.Errorf("alarm %s %s", kind, about)
		}
		e.ask(question(`7a0d7c0e`, `00000000`, `42.5`, `60`)).is(e, 402, jit.InsufficientFunds)
		e.ended(jit.Settled)
		e.ask(question(`7a0d7c0e`, `00000001`, `pgfs.authorization`, `pgfs.moon`)).is(e, 402, jit.NotPermitted)
		if kind, about := e.ended(jit.Settled).Alarm(); kind != jit.UnknownMethod || about != "pgfs.moon" {
			e.Errorf("alarm %s %s", kind, about)
		}
		if e.books.account.Held != 4250 {
			e.Errorf("held %d", e.books.account.Held)
		}
	})
}

func TestOnlyThePlatformMayAsk(t *testing.T) {
	inBubble(t, jit.Decide, func(e *endpoint) {
		for _, shown := range []marqeta.Secret{"", "wrong", password + "x"} {
			if a := e.send(http.MethodPost, bytes.NewReader(question()), shown); a.status != 401 {
				e.Errorf("%d with %q", a.status, shown.Reveal())
			}
		}
		for _, method := range []string{http.MethodGet, http.MethodPut, http.MethodDelete} {
			if a := e.send(method, bytes.NewReader(question()), password); a.status != 405 {
				e.Errorf("%s: %d", method, a.status)
			}
		}
		if len(e.books.asked) != 0 || len(e.notes) != 0 {
			e.Errorf("%d questions, %d notes", len(e.books.asked), len(e.notes))
		}
	})
}

// Guesses are answered shortly after the twentieth in a minute; the platform is not
// slowed, although it comes from the same address.
func TestGuessesDoNotGoOn(t *testing.T) {
	inBubble(t, jit.Decide, func(e *endpoint) {
		for n := range 30 {
			want := http.StatusUnauthorized
			if n >= 20 {
				want = http.StatusTooManyRequests
			}
			if a := e.send(http.MethodPost, bytes.NewReader(question()), "guess"); a.status != want {
				e.Errorf("guess %d: %d", n+1, a.status)
			}
		}
		if a := e.ask(question()); a.status != 200 || a.took != 0 {
			e.Errorf("the platform: %d after %v", a.status, a.took)
		}
		time.Sleep(time.Minute)
		if a := e.send(http.MethodPost, bytes.NewReader(question()), "guess"); a.status != 401 {
			e.Errorf("a minute later: %d", a.status)
		}
		if len(e.books.asked) != 1 {
			e.Errorf("%d questions", len(e.books.asked))
		}
	})
}

func TestWhatCannotBeReadIsDeclined(t *testing.T) {
	inBubble(t, jit.Decide, func(e *endpoint) {
		for _, body := range [][]byte{nil, []byte("{"), []byte(`[]`), question(`"amount":42.5}`, `"amount":42.5,"Amount":1}`), bytes.Repeat([]byte(" "), jit.MaxBody+1)} {
			e.ask(body).is(e, 402, jit.NotPermitted)
			if n := e.ended(jit.Unreadable); n.Error == "" {
				e.Error("no error is noted")
			}
		}
		if len(e.books.asked) != 0 {
			e.Error("the books were asked")
		}
	})
}

// Never 200 without a decision that was kept.
func TestFailsClosed(t *testing.T) {
	for name, c := range map[string]struct {
		fault func(*memory)
		end   jit.End
		by    time.Duration
	}{
		"the books fail":             {func(m *memory) { m.fail = errors.New("database is locked") }, jit.Failed, 0},
		"an unknown commit":          {func(m *memory) { m.fail = errors.Join(jit.ErrOutcome, errors.New("connection lost")) }, jit.Uncertain, 0},
		"the books panic":            {func(m *memory) { m.panics = true }, jit.Uncertain, 0},
		"slow, but in time":          {func(m *memory) { m.delay = 1400 * time.Millisecond }, jit.Settled, 1400 * time.Millisecond},
		"too slow to commit":         {func(m *memory) { m.delay = 1600 * time.Millisecond }, jit.Failed, 1600 * time.Millisecond},
		"never":                      {func(m *memory) { m.delay = time.Hour }, jit.Uncertain, 1900 * time.Millisecond},
		"an approval of another":     {func(m *memory) { m.lies = func(d *jit.Decision) { d.Token = "other" } }, jit.Failed, 0},
		"200 for a decline":          {func(m *memory) { m.lies = func(d *jit.Decision) { d.Approved = false } }, jit.Failed, 0},
		"200 for a conflict":         {func(m *memory) { m.lies = func(d *jit.Decision) { d.Conflict = true } }, jit.Failed, 0},
		"an approval without a body": {func(m *memory) { m.lies = func(d *jit.Decision) { d.Answer = nil } }, jit.Failed, 0},
		"another status":             {func(m *memory) { m.lies = func(d *jit.Decision) { d.Status = 500 } }, jit.Failed, 0},
		"no decision at all":         {func(m *memory) { m.lies = func(d *jit.Decision) { *d = jit.Decision{} } }, jit.Failed, 0},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, jit.Decide, func(e *endpoint) {
				c.fault(e.books)
				status, reason := 402, jit.NotPermitted
				if c.end == jit.Settled {
					status, reason = 200, ""
				}
				if a := e.ask(question()).is(e, status, reason); a.took != c.by {
					e.Errorf("answered after %v, want %v", a.took, c.by)
				}
				n := e.ended(c.end)
				if kind, _ := n.Alarm(); (kind == "") != (c.end == jit.Settled) || (n.Body == nil) != (c.end == jit.Settled) {
					e.Errorf("alarm %q, body %q", kind, n.Body)
				}
			})
		})
	}
}

// dripping is a body that takes its time.
type dripping struct {
	left  []byte
	every time.Duration
}

func (d *dripping) Read(p []byte) (int, error) {
	if len(d.left) == 0 {
		return 0, io.EOF
	}
	time.Sleep(d.every)
	n := copy(p[:min(len(p), 100)], d.left)
	d.left = d.left[n:]
	return n, nil
}

func TestASlowBodyIsDeclined(t *testing.T) {
	inBubble(t, jit.Decide, func(e *endpoint) {
		a := e.send(http.MethodPost, &dripping{question(), 100 * time.Millisecond}, password).is(e, 402, jit.NotPermitted)
		if a.took != 250*time.Millisecond {
			e.Errorf("answered after %v", a.took)
		}
		e.ended(jit.Late)
		if len(e.books.asked) != 0 {
			e.Error("the books were asked")
		}
		e.ask(question()).is(e, 200, "") // the deadline of the last body is not this one's
		e.ended(jit.Settled)
	})
}

func TestAHangUpDoesNotCutOffTheCommit(t *testing.T) {
	inBubble(t, jit.Decide, func(e *endpoint) {
		e.books.delay = time.Second
		ctx, cancel := context.WithTimeout(context.Background(), 500*time.Millisecond)
		defer cancel()
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://gateway/", bytes.NewReader(question()))
		if err != nil {
			e.Fatal(err)
		}
		r.SetBasicAuth(username, password.Reveal())
		if res, err := e.client.Do(r); err == nil {
			_ = res.Body.Close()
			e.Fatal("answered in no time")
		}
		e.ended(jit.Settled)
		if e.books.account.Held != 4250 {
			e.Errorf("held %d", e.books.account.Held)
		}
	})
}

func TestClosed(t *testing.T) {
	inBubble(t, jit.Closed, func(e *endpoint) {
		e.ask(question()).is(e, 402, jit.NotPermitted)
		n := e.ended(jit.Settled)
		e.gateways.Set([]jit.Gateway{{Mode: jit.Decide}})
		e.ask(question()).is(e, 402, jit.NotPermitted) // the token keeps its answer
		e.ended(jit.Repeated)
		e.ask(question(`7a0d7c0e`, `00000000`)).is(e, 402, jit.NotPermitted) // no rules decline
		if last := e.ended(jit.Settled); n.Ours.Rule != "closed" || last.Ours.Rule != "no rules" || e.books.account.Held != 0 {
			e.Errorf("%+v then %+v", n.Ours, last.Ours)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		e := open(t, jit.Decide)
		*e.gateways = jit.Gateways{}
		e.ask(question()).is(e, 402, jit.NotPermitted)
		e.ended(jit.Settled)
	})
}

func TestWhichGateway(t *testing.T) {
	all := []jit.Gateway{{Mode: jit.Decide}, {Source: "source_gw01", Mode: jit.Observe}, {Source: "other_gw01", Mode: jit.Closed}, {Source: "third_gw02", Mode: jit.Closed}}
	for source, want := range map[string]string{
		"**********gw02": "third_gw02", "**********gw01": "", "source_gw01": "source_gw01", "**********": "", "": "", "gw02": "", "**********gw09": "",
	} {
		var g jit.Gateways
		if g.Set(all); g.For(source).Source != want {
			t.Errorf("%q is %q's, want %q", source, g.For(source).Source, want)
		}
	}
	if got := new(jit.Gateways).For("x").Mode; got != jit.Closed {
		t.Errorf("without settings %s", got)
	}
}

func TestWordsOfADeclineAreShort(t *testing.T) {
	inBubble(t, jit.Decide, func(e *endpoint) {
		e.books.fail = errors.New(strings.Repeat("password=hunter2 ", 20))
		if a := e.ask(question()); strings.Contains(a.body, "hunter2") {
			e.Errorf("the platform is told %s", a.body)
		}
		e.ended(jit.Failed)
	})
}
