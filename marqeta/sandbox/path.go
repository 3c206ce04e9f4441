package sandbox

import (
	"net/http"
	"net/url"
	"strings"
)

// plain is a request as the routes know it. Base addresses that end in a slash are
// joined with paths that begin with one, collections are written with one at their
// end, and whoever asks for the head of an answer may get it.
func plain(r *http.Request) *http.Request {
	if r.Method != http.MethodHead && !untidy(r.URL.Path) && !untidy(r.URL.RawPath) {
		return r
	}
	clean, at := new(http.Request), new(url.URL)
	*clean, *at = *r, *r.URL
	clean.URL = at
	if r.Method == http.MethodHead {
		clean.Method = http.MethodGet
	}
	// With escapes in it, the path as it was sent is the one that is matched.
	if at.RawPath != "" {
		at.RawPath = slashes(at.RawPath)
	} else {
		at.Path = slashes(at.Path)
	}
	return clean
}

func untidy(path string) bool {
	return strings.Contains(path, "//") || len(path) > 1 && strings.HasSuffix(path, "/")
}

// slashes keeps one where there are several, and none at the end.
func slashes(path string) string {
	return "/" + strings.Join(strings.FieldsFunc(path, func(r rune) bool { return r == '/' }), "/")
}
