package basicauth_test

import (
	"net/http/httptest"
	"testing"

	"carddeck/marqeta"
	"carddeck/marqeta/basicauth"
)

func TestGuard(t *testing.T) {
	for _, c := range []struct {
		username string
		password marqeta.Secret
		u, p     string
		want     bool
	}{
		{"marqeta", "right", "marqeta", "right", true},
		{"marqeta", "right", "marqeta", "wrong", false},
		{"marqeta", "right", "other", "right", false},
		{"marqeta", "right", "", "", false},
		{"", "", "", "", false},
		{"marqeta", "", "marqeta", "", false},
		{"", "right", "", "right", false},
	} {
		r := httptest.NewRequest("POST", "/", nil)
		r.SetBasicAuth(c.u, c.p)
		if got := basicauth.New(c.username, c.password).Admits(r); got != c.want {
			t.Errorf("%q:%q to %q: %t", c.u, c.p, c.username, got)
		}
	}
	if (basicauth.Guard{}).Admits(httptest.NewRequest("POST", "/", nil)) {
		t.Error("the zero guard admits who shows nothing")
	}
}
