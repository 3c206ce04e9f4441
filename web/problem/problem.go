// Package problem is an error fit to be read by a person. Everything else that
// reaches the error door is shown as a failure on our side, with a reference.
package problem

import (
	"errors"
	"fmt"
	"net/http"
)

// Problem says what happened, what to do next, and where to go.
type Problem struct {
	Status int    // HTTP status of the page
	Title  string // what happened, in a few words
	Detail string // one or two sentences: why, and what to do
	Href   string // where to go next; empty for the overview
	Action string // words of that link
	Err    error  // the cause, for the log only
}

// Error gives the words and the cause; it is for the log, not for the page.
func (p *Problem) Error() string {
	if p.Err != nil {
		return fmt.Sprintf("%s: %v", p.Title, p.Err)
	}
	return p.Title
}

// Unwrap gives the cause.
func (p *Problem) Unwrap() error { return p.Err }

// As finds a problem in a chain of errors.
func As(err error) (*Problem, bool) { return errors.AsType[*Problem](err) }

// NotFound says that there is no such object, in the words of its area.
func NotFound(what, back, where string) *Problem {
	return &Problem{
		Status: http.StatusNotFound, Title: "There is no such " + what,
		Detail: "Neither this console nor Marqeta knows it. Check the token, or search for it.",
		Href:   back, Action: where,
	}
}
