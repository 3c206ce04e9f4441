package marqeta

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// request is one call before it is sent. The pattern stands for the path in errors and
// logs, so that they group and carry no tokens.
type request struct {
	method  string
	pattern string
	tokens  []string // what the pattern's {names} stand for, in order
	literal string   // the path itself, where no pattern tells it
	query   url.Values
	body    any
	repeat  bool          // sending it twice does no harm
	timeout time.Duration // instead of the client's, when longer
}

func get(pattern string, query url.Values, tokens ...string) request {
	return request{method: http.MethodGet, pattern: pattern, tokens: tokens, query: query, repeat: true}
}

// post may be repeated when the body carries a token of our own: the platform answers
// the same content under the same token with what it made the first time (Marqeta,
// core-api/idempotency).
func post(pattern string, body any, ownToken string, tokens ...string) request {
	return request{method: http.MethodPost, pattern: pattern, tokens: tokens, body: body, repeat: ownToken != ""}
}

// put may be repeated: the platform sets the given members to given values.
func put(pattern string, body any, tokens ...string) request {
	return request{method: http.MethodPut, pattern: pattern, tokens: tokens, body: body, repeat: true}
}

// address gives path and query. A token that cannot be part of a path cannot exist at
// the platform either, so it is answered as the platform answers an unknown one.
func (r request) address() (string, error) {
	if r.literal != "" {
		return r.literal, nil
	}
	var b strings.Builder
	rest, tokens := r.pattern, r.tokens
	for {
		before, name, found := strings.Cut(rest, "{")
		b.WriteString(before)
		if !found {
			break
		}
		_, rest, _ = strings.Cut(name, "}")
		if t := tokens[0]; t == "" || t == "." || t == ".." {
			return "", &Error{Status: http.StatusNotFound, Message: "no token is written like this", Method: r.method, Path: r.pattern}
		}
		b.WriteString(url.PathEscape(tokens[0]))
		tokens = tokens[1:]
	}
	if len(r.query) > 0 {
		b.WriteString("?" + r.query.Encode())
	}
	return b.String(), nil
}

func (r request) encode() ([]byte, error) {
	if r.body == nil {
		return nil, nil
	}
	return json.Marshal(r.body)
}

func (r request) unreachable(cause error) error {
	return &lost{r.method, r.pattern, ErrUnreachable, cause}
}

func (r request) unreadable(cause error) error {
	return &lost{r.method, r.pattern, ErrUnreadable, cause}
}
