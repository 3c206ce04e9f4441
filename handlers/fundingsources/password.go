package fundingsources

import (
	"crypto/rand"
	"strings"

	"carddeck/web/form"
)

// newPassword proposes a password that Marqeta takes: 130 bits in two halves of
// unlike letters.
func newPassword() string {
	for {
		if s := strings.ToLower(rand.Text()[:13]) + "-" + rand.Text()[:13]; form.Strong(s) {
			return s
		}
	}
}
