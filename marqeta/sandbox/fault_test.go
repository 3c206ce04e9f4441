package sandbox

import "testing"

func TestLike(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		pattern, text string
		want          bool
	}{
		{"*", "", true}, {"*", "/users", true}, {"/users", "/users", true}, {"/users", "/users/a", false}, {"/users/*", "/users/a/notes", true}, {"/users/*", "/users", false},
		{"/users/*/notes", "/users/a/notes", true}, {"/users/*/notes", "/users/notes", false}, {"*notes", "/users/a/notes", true}, {"*a*b*", "xaxbx", true}, {"*a*b*", "ba", false},
		{"a*a", "a", false}, {"a*a", "aa", true}, {"**", "x", true}, {"", "", true}, {"", "x", false},
	} {
		if got := like(c.pattern, c.text); got != c.want {
			t.Errorf("like(%q, %q) = %v", c.pattern, c.text, got)
		}
	}
}
