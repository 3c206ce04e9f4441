package rest

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"net/http"

	"carddeck/marqeta"
)

// Credentials are the program's. The application token is the user name of every
// request; the password says on whose behalf it comes.
type Credentials struct {
	ApplicationToken marqeta.Secret
	AdminAccessToken marqeta.Secret
	// Tokens finds whom a password stands for that is not the admin access token;
	// ErrCredential is nobody. Without it there is no such password.
	Tokens func(context.Context, string) (Caller, error)
}

// Caller is on whose behalf a request comes.
type Caller struct {
	Level Level
	User  string // whose data a user may see
	Card  string // which card a client may see
}

// Level is how far a caller may go.
type Level int

// The levels, from no password to the whole program.
const (
	Unauthenticated Level = iota
	Client                // displays one card, once
	SingleUse             // a user, for one request
	User
	Admin
)

// caller finds who calls. The program is compared with in constant time, and every
// way of failing looks the same.
func (c Credentials) caller(r *http.Request) (Caller, error) {
	user, password, ok := r.BasicAuth()
	application, admin := same(user, c.ApplicationToken), same(password, c.AdminAccessToken)
	switch {
	case !ok || application != 1:
		return Caller{}, ErrCredential
	case admin == 1:
		return Caller{Level: Admin}, nil
	case password == "":
		return Caller{}, nil
	case c.Tokens == nil:
		return Caller{}, ErrCredential
	}
	return c.Tokens(r.Context(), password)
}

func same(given string, want marqeta.Secret) int {
	a, b := sha256.Sum256([]byte(given)), sha256.Sum256([]byte(want.Reveal()))
	return subtle.ConstantTimeCompare(a[:], b[:])
}
