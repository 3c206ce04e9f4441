package auth_test

import (
	"testing"

	"carddeck/web/auth"
)

func TestBackLeadsNowhereElse(t *testing.T) {
	t.Parallel()
	for wish, want := range map[string]string{
		"/transactions/a?next=again": "/transactions/a?next=again", "": "", "/": "", "//evil.example": "", "https://evil.example/": "",
		`/\evil.example`: "", "/%2F/evil.example": "", "javascript:alert(1)": "", "/sign-out": "", "transactions": "", "/a\r\nX: y": "",
	} {
		if got := auth.Back(wish); got != want {
			t.Errorf("%q leads to %q, want %q", wish, got, want)
		}
	}
}
