package auth_test

import (
	"net/url"
	"strings"
	"testing"

	"carddeck/web/auth"
)

func TestLocalKeepsOurOwnPaths(t *testing.T) {
	for _, path := range []string{"/", "/cards", "/cards/ada?x=1&y=%2F", "/transactions?state=DECLINED&from=2026-03-01"} {
		if got := auth.Local(path); got != path {
			t.Errorf("Local(%q) = %q", path, got)
		}
	}
}

func TestLocalLeadsNowhereElse(t *testing.T) {
	hosts := []string{"evil.example", "evil.example/x", "evil.example:8080", "user@evil.example", "[::1]", "127.0.0.1"}
	starts := []string{"//", "///", "/\\", "\\\\", "\\/", "/\t/", "/\n/", "\t//", " //", "http://", "https://", "HTTP://", "//\\", "/%0a//", "javascript://", "data:", "ftp://", "/\r\n/", "\x00//", "http:/", "http:", "/.//", "/..//"}
	for _, start := range starts {
		for _, host := range hosts {
			checkLocal(t, start+host)
		}
	}
	for _, bad := range []string{"", "cards", "javascript:alert(1)", "/sign-in", "/sign-out", "/\\evil.example", "//evil.example/..", "/\u007f/x", "https:evil.example"} {
		checkLocal(t, bad)
	}
}

func FuzzLocal(f *testing.F) {
	for _, seed := range []string{"/", "//x", "/\\x", "/a?b=c#d", "/%2f%2fevil.example", "http://x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, next string) { checkLocal(t, next) })
}

// checkLocal resolves the answer as a browser does and looks where it leads.
func checkLocal(t *testing.T, next string) {
	t.Helper()
	got := auth.Local(next)
	base, _ := url.Parse("http://console.example/sign-in")
	to, err := base.Parse(strings.ReplaceAll(got, "\\", "/"))
	if err != nil || to.Host != "console.example" || to.Scheme != "http" || to.User != nil ||
		!strings.HasPrefix(got, "/") || strings.HasPrefix(got, "//") || strings.HasPrefix(got, "/\\") || strings.ContainsAny(got, "\r\n\t\x00") {
		t.Errorf("Local(%q) = %q, which leads to %v", next, got, to)
	}
}
