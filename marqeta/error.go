package marqeta

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
)

// ErrUnreachable is wrapped by every failure in which the platform gave no answer:
// no connection, a connection cut, a deadline passed, or a call not sent because the
// platform has just failed repeatedly. The outcome of a write is then unknown.
var ErrUnreachable = errors.New("marqeta did not answer")

// ErrUnreadable is wrapped when a success was answered with something that is not
// the expected JSON: cut short, of other types, too large, or a page for people.
var ErrUnreadable = errors.New("marqeta's answer cannot be read")

// Error is the platform's refusal of one call.
type Error struct {
	Status  int    // HTTP status
	Code    string // error_code: six digits, usually beginning with the status; may be empty
	Message string // error_message; the status in words when the platform gave none
	Method  string
	Path    string // the pattern, such as /cards/{token}

	unknown bool
}

func (e *Error) Error() string {
	if e.Code == "" {
		return fmt.Sprintf("%s %s: marqeta answered %d: %s", e.Method, e.Path, e.Status, e.Message)
	}
	return fmt.Sprintf("%s %s: marqeta answered %d, %s: %s", e.Method, e.Path, e.Status, e.Code, e.Message)
}

// AsError finds the platform's refusal in err.
func AsError(err error) (*Error, bool) { return errors.AsType[*Error](err) }

// Words gives Marqeta's message with its code behind it, as far as it sent them.
func (e *Error) Words() string {
	words := cmp.Or(e.Message, http.StatusText(e.Status))
	if e.Code == "" {
		return words
	}
	return words + " (" + e.Code + ")"
}

// IsNotFound reports whether the platform said that what the path names does not
// exist. A resource missing from a body is a 400 of its own code, not this.
func IsNotFound(err error) bool {
	e, ok := AsError(err)
	return ok && e.Status == http.StatusNotFound
}

// OutcomeUnknown reports whether err leaves open if a write took effect: no answer
// came, the answer was a server error, or a success that cannot be read. Reading the
// token that the write carried settles it. It is false for reads and for refusals.
func OutcomeUnknown(err error) bool {
	if e, ok := AsError(err); ok {
		return e.unknown
	}
	e, ok := errors.AsType[*lost](err)
	return ok && e.method != http.MethodGet
}

// lost is a call whose answer did not arrive or made no sense.
type lost struct {
	method, path string
	what         error // ErrUnreachable or ErrUnreadable
	cause        error
}

func (e *lost) Error() string {
	return fmt.Sprintf("%s %s: %s: %s", e.method, e.path, e.what, e.cause)
}

func (e *lost) Unwrap() []error { return []error{e.what, e.cause} }
