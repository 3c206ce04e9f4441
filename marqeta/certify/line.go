package certify

import (
	"bytes"
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/gateway"
)

// line is the way from the platform to the gateway. The sandbox asks through it, as
// through a client's transport, and the suite by itself; everything that is asked is
// written down.
type line struct {
	to     Address
	limit  time.Duration
	wait   time.Duration // for an answer, after which there is none
	client *http.Client
	now    func() time.Time

	mu      sync.Mutex
	state   lineState
	written []Exchange
}

// lineState is what becomes of what the sandbox asks.
type lineState int

const (
	through  lineState = iota // it is asked
	losing                    // it is asked, and its answer never arrives
	down                      // it cannot be reached; the question is written down
	standing                  // it is not asked, and somebody else approves
)

func newLine(s Settings, now func() time.Time, roots *x509.CertPool) *line {
	client := gateway.NewClient()
	client.Transport.(*http.Transport).TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: roots}
	return &line{to: s.Gateway, limit: s.Limit, wait: max(s.Limit, time.Second), client: client, now: now}
}

// send asks the gateway with these credentials and says what came back.
func (l *line) send(ctx context.Context, as Address, body []byte) Exchange {
	headers := map[string]string{}
	for name, value := range as.Headers {
		headers[name] = value.Reveal()
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // of a late answer nothing is made
	began := l.now()
	r := gateway.Asker{Client: l.client}.Ask(ctx, gateway.Source{
		URL: as.URL, Username: as.Username, Password: as.Password.Reveal(), Headers: headers, Timeout: l.wait,
	}, body, gateway.Strike{})
	took := l.now().Sub(began)
	x := Exchange{
		Kind: Question, Sent: string(body), Status: r.Status, Received: strings.ToValidUTF8(string(r.Body), "\uFFFD"),
		Micros: took.Microseconds(), Limit: l.limit.Microseconds(), Late: r.TimedOut || took > l.limit,
	}
	switch {
	case r.TimedOut:
		x.Error = "no answer within " + l.wait.String()
	case r.Err != nil:
		x.Error = plain(r.Err)
	}
	return x
}

// RoundTrip takes what the sandbox asks.
func (l *line) RoundTrip(req *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, err
	}
	l.mu.Lock()
	state := l.state
	l.mu.Unlock()
	switch state {
	case down:
		l.write(Exchange{Kind: Question, Sent: string(body)})
		return nil, errors.New("the gateway is down")
	case standing:
		l.write(Exchange{Kind: Question, Sent: string(body)})
		q, _ := readQuestion(body)
		return answerOf(http.StatusOK, q.echo()), nil
	}
	x := l.send(req.Context(), l.to, body)
	l.write(x)
	switch {
	case x.Late || state == losing:
		return nil, context.DeadlineExceeded
	case x.Error != "":
		return nil, errors.New(x.Error)
	}
	return answerOf(x.Status, []byte(x.Received)), nil
}

func answerOf(status int, body []byte) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(bytes.NewReader(body))}
}

func (l *line) write(x Exchange) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.written = append(l.written, x)
}

// taken gives what was written down since it was last called.
func (l *line) taken() []Exchange {
	l.mu.Lock()
	defer l.mu.Unlock()
	out := l.written
	l.written = nil
	return out
}

// is sets what becomes of questions, until back is called.
func (l *line) is(s lineState) (back func()) {
	l.set(s)
	return func() { l.set(through) }
}

func (l *line) set(s lineState) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.state = s
}

// plain tells an error without the address, which may hold a secret.
func plain(err error) string {
	if e, ok := errors.AsType[*url.Error](err); ok {
		err = e.Err
	}
	return err.Error()
}

// other gives the address with other credentials.
func (a Address) other(username string, password marqeta.Secret) Address {
	a.Username, a.Password = cmp.Or(username, a.Username), cmp.Or(password, a.Password)
	return a
}
