package marqeta

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"time"
)

const (
	maxAnswer          = 8 << 20
	webhookPingTimeout = 6 * time.Second
	// A simulation waits for the program's gateway, which may take 7 seconds.
	simulationTimeout = 8 * time.Second
	userAgent         = "carddeck"
)

// send makes the call, repeating it where that is harmless, and gives the body of a
// success with its credentials and card numbers masked.
func (c *Client) send(ctx context.Context, r request) ([]byte, error) {
	last, err := c.settle(ctx, r)
	if err != nil {
		return nil, err
	}
	return last.outcome(r)
}

// settle makes the call and gives the attempt that stands. The error tells why nothing
// was sent.
func (c *Client) settle(ctx context.Context, r request) (attempt, error) {
	address, err := r.address()
	if err != nil {
		return attempt{}, err
	}
	payload, err := r.encode()
	if err != nil {
		return attempt{}, fmt.Errorf("%s %s: encode: %w", r.method, r.pattern, err)
	}
	began := c.now()
	last := c.attempts(ctx, r, address, payload)
	c.log.LogAttrs(ctx, slog.LevelDebug, "marqeta call",
		slog.String("method", r.method), slog.String("path", r.pattern), slog.Int("status", last.status),
		slog.Int("attempts", last.tries), slog.Int64("ms", c.now().Sub(began).Milliseconds()))
	return last, nil
}

// attempts sends until an answer stands, and gives the last attempt. The time limit
// covers all of them and the pauses between.
func (c *Client) attempts(caller context.Context, r request, address string, payload []byte) attempt {
	ctx, cancel := context.WithTimeout(caller, max(c.timeout, r.timeout))
	defer cancel()
	if r.timeout == 0 { // a call with a limit of its own is known to take long
		var stop context.CancelFunc
		ctx, stop = impatient(ctx)
		defer stop()
	}
	var last attempt
	for {
		next := c.try(ctx, r, address, payload)
		if !next.sent && last.sent {
			return last
		}
		if next.sent && caller.Err() == nil { // the caller's own impatience says nothing about the platform
			c.circuit.note(!next.down(), c.now())
		}
		next.tries += last.tries
		next.doubt = last.doubt || last.sent && last.unsure()
		last = next
		if !r.repeat || !last.sent || !last.passing() || last.tries == maxTries {
			return last
		}
		wait := max(backoff(last.tries), last.retryAfter)
		if !fits(ctx, wait) || c.pause(ctx, wait) != nil {
			return last
		}
	}
}

// attempt is what came of sending a request once.
type attempt struct {
	sent       bool
	tries      int  // how many were sent up to here
	doubt      bool // one before it may have taken effect
	status     int  // 0 when no answer came
	body       []byte
	retryAfter time.Duration
	err        error
}

func (c *Client) try(ctx context.Context, r request, address string, payload []byte) attempt {
	if err := c.limit.Wait(ctx); err != nil {
		return attempt{err: err}
	}
	if !c.circuit.allows(c.now()) {
		return attempt{err: errCircuitOpen}
	}
	return c.exchange(ctx, r, address, payload)
}

func (c *Client) exchange(ctx context.Context, r request, address string, payload []byte) attempt {
	a := attempt{sent: true, tries: 1}
	req, err := http.NewRequestWithContext(ctx, r.method, c.base+address, bytes.NewReader(payload))
	if err != nil {
		a.err = withoutURL(err)
		return a
	}
	req.SetBasicAuth(c.user.Reveal(), c.pass.Reveal())
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", userAgent)
	if r.method != http.MethodGet {
		req.Header.Set("Content-Type", "application/json")
	}
	answer, err := c.http.Do(req)
	if err != nil {
		a.err = withoutURL(err)
		return a
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer+1))
	if err != nil {
		a.err = fmt.Errorf("answer breaks off: %w", err)
		return a
	}
	a.status, a.body = answer.StatusCode, body
	a.retryAfter = retryAfter(answer.Header.Get("Retry-After"), c.now())
	return a
}

// down reports whether the platform, or what stands before it, is out of order.
func (a attempt) down() bool {
	switch a.status {
	case 0, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}

// passing reports whether a repeat may fare better.
func (a attempt) passing() bool { return a.down() || a.status == http.StatusTooManyRequests }

// unsure reports whether the platform may have acted without being able to say so.
func (a attempt) unsure() bool { return a.status == 0 || a.status >= 500 }

func (a attempt) outcome(r request) ([]byte, error) {
	switch {
	case a.err != nil:
		return nil, r.unreachable(a.err)
	case a.status/100 != 2:
		return nil, r.refusal(a)
	case len(a.body) > maxAnswer:
		return nil, r.unreadable(fmt.Errorf("it is larger than %d bytes", maxAnswer))
	}
	return redact(a.body), nil
}

func (r request) refusal(a attempt) *Error {
	var said struct {
		Code    Scalar `json:"error_code"`
		Message Scalar `json:"error_message"`
	}
	// What is not the platform's envelope (a proxy's page, say) is not repeated to people.
	_ = json.Unmarshal(a.body, &said)
	message := cmp.Or(clipTo(string(said.Message), 500), http.StatusText(a.status), "no words")
	if a.status/100 == 3 {
		message = "redirected elsewhere, which is not followed; check the base URL"
	}
	return &Error{
		Status: a.status, Code: clip(string(said.Code)), Message: message, Method: r.method, Path: r.pattern,
		unknown: r.method != http.MethodGet && (a.unsure() || a.doubt && a.passing()),
	}
}

// withoutURL drops the address, with its tokens and query, from the error.
func withoutURL(err error) error {
	if e, ok := errors.AsType[*url.Error](err); ok {
		return e.Err
	}
	return err
}
