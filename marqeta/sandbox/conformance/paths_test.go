package conformance_test

import (
	"net/url"
	"regexp"
	"strings"
)

var braces = regexp.MustCompile(`\{[^}]+\}`)

// filled is the path with the tokens of resources that are there, and the query
// with what is required in it.
func (w *walker) filled() string {
	w.Helper()
	parts := strings.Split(w.path, "/")
	for i, part := range parts {
		if braces.MatchString(part) {
			token := w.named(strings.Join(parts[:i], "/"), strings.Trim(part, "{}"))
			if token == "" {
				w.Fatalf("%s: what makes %s is not built", w.name(), part)
			}
			parts[i] = url.PathEscape(token)
		}
	}
	return strings.Join(parts, "/") + w.query()
}

// named gives a value for a part of the path: what the name of the part stands
// for, or what is made at the path before it.
func (w *walker) named(before, name string) string {
	w.Helper()
	if value, ok := w.inPath(name); ok {
		return value
	}
	if path, ok := listed[before]; ok {
		return w.token(path)
	}
	path, ok := references[name]
	if _, made := w.d.Paths[before]["post"]; ok && !made {
		return w.token(path)
	}
	return w.token(before)
}

// query has the parameters that are required.
func (w *walker) query() string {
	w.Helper()
	q := url.Values{}
	for _, parameter := range w.op.Parameters {
		if parameter.In == "query" && parameter.Required {
			q.Set(parameter.Name, w.inQuery(parameter.Name))
		}
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}
