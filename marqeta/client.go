package marqeta

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/time/rate"
)

// DefaultTimeout bounds a whole call, its repeats included, so that a page which
// waits for one call still answers within three seconds.
const DefaultTimeout = 2500 * time.Millisecond

const maxPerSecond = 100_000

// Config says which platform to speak to and how patiently.
type Config struct {
	// BaseURL is the address up to and including the version, such as
	// https://sandbox-api.marqeta.com/v3.
	BaseURL string

	// ApplicationToken and AdminAccessToken are the user name and the password of
	// HTTP Basic authentication (Marqeta, core-api/authentication).
	ApplicationToken Secret
	AdminAccessToken Secret

	// Timeout bounds a whole call including its repeats; 0 means DefaultTimeout. A
	// shorter deadline of the caller's context wins.
	Timeout time.Duration

	// RequestsPerSecond is our own ceiling, kept below the program's aggregate limit
	// at Marqeta (core-api/rate-limiting). 0 means no ceiling of our own.
	RequestsPerSecond float64

	// HTTP replaces the transport, for tests and for programs behind a proxy. The
	// default one uses no proxy and keeps connections open for reuse.
	HTTP http.RoundTripper

	// Log receives one debug record for each call: method, path pattern, status,
	// attempts, milliseconds. Never a body, a credential or a query. nil means none.
	Log *slog.Logger

	// Now is the clock; nil means time.Now.
	Now func() time.Time
}

// Client speaks to the Core API. It is safe for concurrent use. Every call takes a
// context, answers within Config.Timeout, and fails with
//
//   - *Error when the platform refused (see AsError, IsNotFound),
//   - ErrUnreachable when no answer came,
//   - ErrUnreadable when an answer came that is not what the Core API sends.
//
// After a failed write, OutcomeUnknown tells whether it may have taken effect.
type Client struct {
	base    string
	user    Secret
	pass    Secret
	timeout time.Duration
	http    *http.Client
	limit   *rate.Limiter
	circuit circuit
	log     *slog.Logger
	now     func() time.Time
	pause   func(ctx context.Context, d time.Duration) error
}

// New checks the config and gives a client. It sends nothing.
func New(cfg Config) (*Client, error) {
	base, err := baseURL(cfg.BaseURL)
	if err != nil {
		return nil, fmt.Errorf("marqeta base URL: %w", err)
	}
	switch {
	case cfg.ApplicationToken == "":
		return nil, errors.New("marqeta application token is empty")
	case strings.Contains(cfg.ApplicationToken.Reveal(), ":"):
		return nil, errors.New("marqeta application token contains a colon, which Basic authentication cannot carry")
	case cfg.AdminAccessToken == "":
		return nil, errors.New("marqeta admin access token is empty")
	case cfg.Timeout < 0:
		return nil, errors.New("marqeta timeout is negative")
	case !(cfg.RequestsPerSecond >= 0 && cfg.RequestsPerSecond <= maxPerSecond):
		return nil, fmt.Errorf("marqeta requests per second is not between 0 and %d", maxPerSecond)
	}
	c := &Client{
		base:    base,
		user:    cfg.ApplicationToken,
		pass:    cfg.AdminAccessToken,
		timeout: cfg.Timeout,
		limit:   rate.NewLimiter(rate.Inf, 0),
		log:     cfg.Log,
		now:     cfg.Now,
		pause:   pause,
	}
	if c.timeout == 0 {
		c.timeout = DefaultTimeout
	}
	if cfg.RequestsPerSecond > 0 {
		c.limit = rate.NewLimiter(rate.Limit(cfg.RequestsPerSecond), max(1, int(cfg.RequestsPerSecond)))
	}
	if c.log == nil {
		c.log = slog.New(slog.DiscardHandler)
	}
	if c.now == nil {
		c.now = time.Now
	}
	transport := cfg.HTTP
	if transport == nil {
		transport = newTransport()
	}
	c.http = &http.Client{
		Transport: transport,
		// A redirect would carry the credentials elsewhere; it is answered as an error.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return c, nil
}

// BaseURL is the platform's address, without a slash at the end.
func (c *Client) BaseURL() string { return c.base }

// Close lets go of idle connections. The client may still be used.
func (c *Client) Close() { c.http.CloseIdleConnections() }

func baseURL(s string) (string, error) {
	u, err := url.Parse(s)
	switch {
	case s == "":
		return "", errors.New("empty")
	case err != nil:
		// The parser's own words repeat the address, credentials included.
		return "", errors.New("not an address")
	case u.Scheme != "https" && u.Scheme != "http":
		return "", fmt.Errorf("scheme %q is neither https nor http", u.Scheme)
	case u.Hostname() == "":
		return "", errors.New("no host")
	case u.User != nil:
		return "", errors.New("credentials belong into the tokens, not into the address")
	case u.RawQuery != "" || u.Fragment != "":
		return "", errors.New("a query or fragment does not belong there")
	}
	return strings.TrimRight(u.String(), "/"), nil
}

func newTransport() *http.Transport {
	return &http.Transport{
		DialContext:            (&net.Dialer{Timeout: 2 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		TLSHandshakeTimeout:    2 * time.Second,
		IdleConnTimeout:        60 * time.Second,
		MaxIdleConns:           32,
		MaxIdleConnsPerHost:    32,
		MaxResponseHeaderBytes: 64 << 10,
		ForceAttemptHTTP2:      true,
	}
}

// keeper is a resource that keeps the bytes it was read from.
type keeper[T any] interface {
	*T
	keep(raw json.RawMessage)
}

// one makes a call that answers a single resource.
func one[T any, P keeper[T]](ctx context.Context, c *Client, r request) (T, error) {
	var out T
	body, err := c.send(ctx, r)
	if err != nil {
		return out, err
	}
	if err := decode(body, &out); err != nil {
		var none T
		return none, r.unreadable(err)
	}
	P(&out).keep(body)
	return out, nil
}

// many makes a call that answers a page of resources.
func many[T any](ctx context.Context, c *Client, r request) (Page[T], error) {
	var out Page[T]
	body, err := c.send(ctx, r)
	if err != nil {
		return out, err
	}
	if err := decode(body, &out); err != nil {
		return Page[T]{}, r.unreadable(err)
	}
	return out, nil
}

// decode reads one JSON object; null, which would leave everything empty, is none.
func decode(body []byte, into any) error {
	if at := skipSpace(body, 0); at == len(body) || body[at] != '{' {
		return errors.New("it is not a JSON object")
	}
	return json.Unmarshal(body, into)
}
