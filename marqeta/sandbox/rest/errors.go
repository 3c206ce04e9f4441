package rest

import (
	"fmt"
	"net/http"
)

// Error is a refusal in Marqeta's envelope: two strings, whatever the status.
type Error struct {
	Status  int    `json:"-"`
	Code    string `json:"error_code"`
	Message string `json:"error_message"`
}

func (e *Error) Error() string { return e.Code + " " + e.Message }

// Codes and words seen on Marqeta.
var (
	ErrCredential   = &Error{http.StatusUnauthorized, "401001", "Invalid credential has been detected"}
	ErrHolderBody   = &Error{http.StatusBadRequest, "400010", "Cardholder not found"}
	ErrProductBody  = &Error{http.StatusBadRequest, "400016", "Card product not found"}
	ErrEmailTaken   = &Error{http.StatusBadRequest, "400057", "A card holder with the same email already exist"}
	ErrBulkIssuance = &Error{http.StatusBadRequest, "404160", "Bulk issuance request not found"}
	ErrHolderPath   = &Error{http.StatusNotFound, "404004", "Cardholder not found"}
	ErrNoSources    = &Error{http.StatusNotFound, "404002", "No funding accounts found"}        // words Marqeta's, code ours
	ErrFunds        = &Error{http.StatusUnprocessableEntity, "422003", "Not sufficient funds"}  // code ours
	ErrHolderState  = &Error{http.StatusUnprocessableEntity, "422001", "Cardholder not active"} // words Marqeta's, code ours
)

// Our call: Marqeta documents the statuses below but no code for them was found,
// so each status gets its own 001, and 404 and 400 answers name what is missing.
var (
	ErrForbidden = &Error{http.StatusForbidden, "403001", "Forbidden"}
	ErrInternal  = &Error{http.StatusInternalServerError, "500001", "Internal server error"}
	ErrMethod    = &Error{http.StatusMethodNotAllowed, "405001", "Method not allowed on this resource"}
	ErrBodySize  = &Error{http.StatusRequestEntityTooLarge, "413001", fmt.Sprintf("Request body is larger than %d bytes", MaxBody)}
	ErrMediaType = &Error{http.StatusUnsupportedMediaType, "415001", "Content-Type must be application/json"}
	ErrCoding    = &Error{http.StatusUnsupportedMediaType, "415001", "Content-Encoding must be gzip or identity"}
)

// Invalid refuses a value: Marqeta's words are the field and the constraint.
func Invalid(what string) *Error {
	return &Error{http.StatusBadRequest, "400001", "Invalid input(s): " + what}
}

// Malformed refuses a body that is no JSON, or whose values are not of the kind
// asked for.
func Malformed(why string) *Error {
	return &Error{http.StatusBadRequest, "400037", "Malformed JSON request received: " + why}
}

// NotFound refuses a path that names a missing resource. Our call: the code.
func NotFound(what string) *Error {
	return &Error{http.StatusNotFound, "404001", what + " not found"}
}

// NotFoundBody refuses a body that names a missing resource. Our call: the code.
func NotFoundBody(what string) *Error {
	return &Error{http.StatusBadRequest, "400002", what + " not found"}
}

// Conflict refuses a token that is taken by another payload; the words differ by
// resource. Our call: the code.
func Conflict(words string) *Error { return &Error{http.StatusConflict, "409001", words} }

// The two wordings of a conflict.
const (
	TokenTaken       = "Token already associated with a different payload"
	AlreadyProcessed = "Request already processed with a different payload"
)

// Precondition refuses what the present state forbids. Our call: the code.
func Precondition(why string) *Error {
	return &Error{http.StatusPreconditionFailed, "412001", why}
}

// Unprocessable refuses what a rule forbids. Our call: the code.
func Unprocessable(why string) *Error {
	return &Error{http.StatusUnprocessableEntity, "422002", why}
}

// NotBuilt says that Marqeta has this path and the sandbox does not.
func NotBuilt(method, path string) *Error {
	return &Error{http.StatusNotImplemented, "501001", fmt.Sprintf("%s %s is not built into this sandbox", method, path)}
}

// NoPath says that Marqeta has no such path.
func NoPath(path string) *Error {
	return &Error{http.StatusNotFound, "404001", fmt.Sprintf("No resource at %s", path)}
}
