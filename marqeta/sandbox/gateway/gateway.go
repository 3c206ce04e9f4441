// Package gateway asks a program's own endpoint whether it funds a transaction, as
// Gateway JIT Funding does, and reads what it answers. The limits are those of the
// platform: a fixed time, no redirect, TLS 1.2 or newer off this machine, and only
// 200 and 402 are answers.
package gateway

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"time"
)

const (
	maxAnswer = 64 << 10 // bytes that are read of an answer
	// Lateness is for how long after a timeout the connection is kept, only to see
	// what the gateway would have said.
	Lateness = 10 * time.Second
)

var errTooLarge = errors.New("the answer is larger than 64 KiB")

// Source is the endpoint: a program gateway funding source.
type Source struct {
	URL                string
	Username, Password string
	Headers            map[string]string
	Timeout            time.Duration // for the whole exchange
}

// Reply is what came back, unread. A zero Status is no answer.
type Reply struct {
	Status   int
	Body     []byte
	Took     time.Duration
	TimedOut bool
	Err      error // why there is no answer, or none that is whole

	// Late gives, of a gateway that was given up, what came of it in the end: one
	// reply, for the record only. It is nil where nothing was given up.
	Late <-chan Reply
}

// Asker asks gateways.
type Asker struct {
	Client *http.Client
	After  func(time.Duration) <-chan time.Time // waits; nil is time.After
}

// NewClient makes the HTTP client gateways are asked with.
func NewClient() *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			MaxIdleConnsPerHost: 64,
			IdleConnTimeout:     90 * time.Second,
			ForceAttemptHTTP2:   true,
			TLSClientConfig:     &tls.Config{MinVersion: tls.VersionTLS12},
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// Ask posts a question and waits no longer than the source's timeout. It asks once,
// unless the strike says otherwise: a question may have been acted on though its
// answer was lost. ctx also bounds the wait for a late answer.
func (a Asker) Ask(ctx context.Context, to Source, question []byte, x Strike) Reply {
	ctx, cancel := context.WithTimeout(ctx, to.Timeout+Lateness)
	answered := make(chan Reply, 1)
	began := time.Now()
	go func() {
		defer cancel()
		r := x.suffer(func() Reply { return exchange(ctx, a.Client, to, question) })
		r.Took = time.Since(began) + x.Delay
		r.TimedOut = errors.Is(r.Err, context.DeadlineExceeded) || timeout(r.Err)
		if r.TimedOut {
			r.Status, r.Body = 0, nil
		}
		answered <- r
	}()
	select {
	case r := <-answered:
		if r.Took <= to.Timeout || r.TimedOut {
			return r
		}
		answered <- r
	case <-a.after(to.Timeout):
	}
	return Reply{TimedOut: true, Took: max(time.Since(began), to.Timeout), Late: answered}
}

func (a Asker) after(d time.Duration) <-chan time.Time {
	if a.After != nil {
		return a.After(d)
	}
	return time.After(d)
}

func exchange(ctx context.Context, client *http.Client, to Source, question []byte) Reply {
	// A body that can be read only once keeps the client from sending it again by
	// itself on a connection that turned out dead.
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to.URL, io.NopCloser(bytes.NewReader(question)))
	if err != nil {
		return Reply{Err: err}
	}
	req.ContentLength = int64(len(question))
	for name, value := range to.Headers {
		req.Header.Set(name, value)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	req.SetBasicAuth(to.Username, to.Password)
	res, err := client.Do(req)
	if err != nil {
		return Reply{Err: err}
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer+1))
	if err == nil && len(body) > maxAnswer {
		err = errTooLarge
	}
	return Reply{Status: res.StatusCode, Body: body[:min(len(body), maxAnswer)], Err: err}
}

func timeout(err error) bool {
	e, ok := errors.AsType[net.Error](err)
	return ok && e.Timeout()
}
