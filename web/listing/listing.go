// Package listing turns a list's address into what is asked for, and what is shown
// back into addresses: the address is the state.
package listing

import (
	"net/http"
	"net/url"
	"strings"
)

// Names of the keys that say where a page of a list begins.
const (
	Newer = "newer"
	Older = "older"
)

// List is the address of a list, read once.
type List struct {
	path   string
	values url.Values
}

// Parse reads the address of a request. Repeated keys keep their first value; values
// are trimmed and cut to 200 characters, so that no address grows without end.
func Parse(r *http.Request) List {
	values := url.Values{}
	for key, given := range r.URL.Query() {
		value := strings.TrimSpace(given[0])
		if runes := []rune(value); len(runes) > 200 {
			value = string(runes[:200])
		}
		if value != "" {
			values.Set(key, value)
		}
	}
	return List{r.URL.Path, values}
}

// Get gives the value of a key; empty when it is not set.
func (l List) Get(key string) string { return l.values.Get(key) }

// Is reports whether a key has exactly this value.
func (l List) Is(key, value string) bool { return l.values.Get(key) == value }

// Filtered reports whether any of the keys is set.
func (l List) Filtered(keys ...string) bool {
	for _, key := range keys {
		if l.values.Has(key) {
			return true
		}
	}
	return false
}

// Bare is the list without filters.
func (l List) Bare() string { return l.path }

// First is the list with its filters, from its first page.
func (l List) First() string { return l.edited(func(url.Values) {}) }

// With is the list with one filter set, from its first page.
func (l List) With(key, value string) string {
	return l.edited(func(v url.Values) { v.Set(key, value) })
}

// Without is the list with one filter gone, from its first page.
func (l List) Without(key string) string {
	return l.edited(func(v url.Values) { v.Del(key) })
}

// At is the same list from another key on; direction is Newer or Older. An empty key
// gives no address.
func (l List) At(direction, key string) string {
	if key == "" {
		return ""
	}
	return l.edited(func(v url.Values) { v.Set(direction, key) })
}

// On gives the same filters on another path, such as an export.
func (l List) On(path string) string {
	return List{path, l.values}.First()
}

func (l List) edited(edit func(url.Values)) string {
	values := url.Values{}
	for key, value := range l.values {
		values[key] = value
	}
	values.Del(Newer)
	values.Del(Older)
	edit(values)
	if len(values) == 0 {
		return l.path
	}
	return l.path + "?" + values.Encode()
}
