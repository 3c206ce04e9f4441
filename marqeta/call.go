package marqeta

import (
	"context"
	"net/http"
	"strings"
	"time"
)

// callTimeout bounds a call of any kind: the slowest, a jump of a sandbox's clock, waits
// ten seconds for endpoints.
const callTimeout = 15 * time.Second

// Call sends a request to any path of the API, such as /cards/card_ada_01, and gives the
// status and the body of the answer with its credentials and card numbers masked. A
// refusal is an answer: its body has the platform's error_message. The error says that
// there was no answer. A call that changes something is never repeated.
//
// It is for callers that bring their requests as data. Everybody else has a method.
func (c *Client) Call(ctx context.Context, method, path string, body any) (status int, answer []byte, err error) {
	collection, rest, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	r := request{method: method, pattern: "/" + collection, literal: path, body: body, repeat: method == http.MethodGet, timeout: callTimeout}
	if rest != "" {
		r.pattern += "/…" // so that logs and errors carry no tokens
	}
	last, err := c.settle(ctx, r)
	if err != nil {
		return 0, nil, err
	}
	answer, err = last.outcome(r)
	if e, refused := AsError(err); refused && !e.unknown {
		return last.status, redact(last.body), nil
	}
	return last.status, answer, err
}
