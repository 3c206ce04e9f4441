package fundingsources

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"carddeck/web/form"
)

// header is a custom header that Marqeta sends with each request to the gateway. Its
// value is often a key: it is typed and sent, never shown.
type header struct {
	Name  string `form:"name"`
	Value string `form:"value"`
	Was   string `form:"was"` // the name it had; empty for a new one
}

// maxHeaders is how many custom headers Marqeta sends.
const maxHeaders = 3

// threeHeaders gives exactly as many headers as the form has room for.
func threeHeaders(in []header) []header {
	out := make([]header, maxHeaders)
	copy(out, in)
	return out
}

// headersOf lists the names of headers, in their order, without the values.
func headersOf(headers map[string]string) []header {
	var out []header
	for _, name := range slices.Sorted(maps.Keys(headers)) {
		out = append(out, header{Name: name, Was: name})
	}
	return threeHeaders(out)
}

// stays reports whether the value that the header has is meant to stay.
func (h header) stays() bool { return h.Name != "" && h.Name == h.Was && h.Value == "" }

// headersChanged reports whether anything was typed over or taken away.
func headersChanged(headers []header) bool {
	return slices.ContainsFunc(headers, func(h header) bool {
		return !h.stays() && h != header{}
	})
}

// headerMap gives the headers as they are to be: never nil, so that the last one can
// be taken away. One that stays has its value from kept; one that somebody else took
// away meanwhile does not come back.
func headerMap(headers []header, kept map[string]string) map[string]string {
	out := map[string]string{}
	for _, h := range headers {
		if value, there := kept[h.Name]; h.stays() && there {
			out[h.Name] = value
		} else if !h.stays() && h.Name != "" {
			out[h.Name] = h.Value
		}
	}
	return out
}

// headerName is what a header may be called, RFC 9110 section 5.6.2.
var headerName = regexp.MustCompile("^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,500}$")

// ownHeaders are those that a request has anyway.
var ownHeaders = []string{"authorization", "content-length", "content-type", "host"}

func checkHeaders(headers []header, errs form.Errors) {
	var seen []string
	for i, h := range headers {
		name := strings.ToLower(h.Name)
		switch {
		case name == "" && h.Value != "":
			errs.Add(headerField(i, "name"), "Give the header a name, or take its value away.")
		case name == "":
		case !headerName.MatchString(h.Name):
			errs.Add(headerField(i, "name"), "1 to 500 letters, digits and dashes, such as X-Program.")
		case slices.Contains(ownHeaders, name):
			errs.Add(headerField(i, "name"), "Marqeta sends this header itself; choose another name.")
		case slices.Contains(seen, name):
			errs.Add(headerField(i, "name"), "This name stands above already.")
		}
		seen = append(seen, name)
		switch {
		case name != "" && h.Value == "" && !h.stays():
			errs.Add(headerField(i, "value"), "Type the value; the one of another header is not carried over.")
		case len([]rune(h.Value)) > 500:
			errs.Add(headerField(i, "value"), "Marqeta takes at most 500 characters.")
		case strings.ContainsFunc(h.Value, func(r rune) bool { return r < ' ' || r == 0x7f }):
			errs.Add(headerField(i, "value"), "One line, without control characters.")
		}
	}
}

// headerField names a field of the i-th header, counted from 0.
func headerField(i int, part string) string { return fmt.Sprintf("headers[%d].%s", i, part) }
