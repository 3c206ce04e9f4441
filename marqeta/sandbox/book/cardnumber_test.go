package book_test

import (
	"regexp"
	"testing"

	"carddeck/marqeta/sandbox/book"
)

// 000 is wrong for every card, so that a wrong code can be typed on purpose.
func TestNoSecurityCodeIsThreeZeroes(t *testing.T) {
	three := regexp.MustCompile(`^[0-9]{3}$`)
	for range 20000 {
		if code := book.SecurityCode(); code == "000" || !three.MatchString(code) {
			t.Fatalf("got %q", code)
		}
	}
}
