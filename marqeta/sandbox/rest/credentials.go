package rest

import (
	"crypto/sha256"
	"crypto/subtle"
	"net/http"

	"carddeck/marqeta"
)

// Credentials are the program's: the application token is the user name, the
// admin access token the password.
type Credentials struct {
	ApplicationToken marqeta.Secret
	AdminAccessToken marqeta.Secret
}

// match compares in constant time; every way of failing looks the same.
func (c Credentials) match(r *http.Request) bool {
	user, password, ok := r.BasicAuth()
	return same(user, c.ApplicationToken)&same(password, c.AdminAccessToken) == 1 && ok
}

func same(given string, want marqeta.Secret) int {
	a, b := sha256.Sum256([]byte(given)), sha256.Sum256([]byte(want.Reveal()))
	return subtle.ConstantTimeCompare(a[:], b[:])
}
