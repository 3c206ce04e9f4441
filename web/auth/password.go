package auth

import (
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
)

// cost follows OWASP's password storage sheet: 46 MiB, one pass, one lane. It is fixed,
// so that a hash does not depend on the machine that made it.
var cost = &argon2id.Params{Memory: 46 * 1024, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// hashing bounds how many passwords are hashed at once, 46 MiB each.
var hashing = make(chan struct{}, 2)

// ErrPassword is what an unfit password wraps.
var ErrPassword = errors.New("unfit password")

// HashPassword checks a new password and gives its argon2id hash.
func HashPassword(password string) (string, error) {
	if n := utf8.RuneCountInString(password); n < 15 || n > 128 {
		return "", fmt.Errorf("%w: it has %d characters; 15 to 128 are needed", ErrPassword, n)
	}
	hashing <- struct{}{}
	defer func() { <-hashing }()
	hash, err := argon2id.CreateHash(password, cost)
	if err != nil {
		return "", fmt.Errorf("hash password: %w", err)
	}
	return hash, nil
}

// nobody is compared with when there is no such operator, so that the answer takes as
// long as for a real one. It is the hash, at the same cost, of a random text that nobody
// kept. It stands here ready-made because making it takes 46 MiB and a tenth of a second.
const nobody = "$argon2id$v=19$m=47104,t=1,p=1$ALrIiw1uiMggX4gl2JBpmw$qpwySPFeoMYI0GbEOYgH9lMYFuaLNRuAzJrXXpP0mlA"

// PasswordFits compares a password with a hash. An empty hash fits nothing, and takes
// as long to say so.
func PasswordFits(password, hash string) bool {
	hashing <- struct{}{}
	defer func() { <-hashing }()
	against := hash
	if against == "" {
		against = nobody
	}
	fits, err := argon2id.ComparePasswordAndHash(password, against)
	return err == nil && fits && hash != ""
}
