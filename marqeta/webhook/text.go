package webhook

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// plain gives the text of a JSON string, and an empty text for any other value.
func plain(value jsontext.Value) string {
	if len(value) < 2 || value[0] != '"' {
		return ""
	}
	if inside := value[1 : len(value)-1]; bytes.IndexByte(inside, '\\') < 0 {
		return strings.ToValidUTF8(string(inside), "\uFFFD")
	}
	text, err := jsontext.AppendUnquote(nil, value)
	if err != nil && len(text) == 0 {
		return ""
	}
	return strings.ToValidUTF8(string(text), "\uFFFD")
}

// maxRouted bounds what is kept of a type, a state or the name of a family.
const maxRouted = 64

// clean makes a word fit to be stored and shown.
func clean(s string) string {
	if printable(s) && len(s) <= maxRouted {
		return s
	}
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return utf8.RuneError
		}
		return r
	}, s)
	if len(s) > maxRouted {
		s = strings.ToValidUTF8(s[:maxRouted], "")
	}
	return s
}

// usable reports whether a token can stand for a resource. Marqeta's have at most 36
// characters; anything printable of reasonable length is let through.
func usable(token string) bool {
	return token != "" && len(token) < 255 && printable(token)
}

func printable(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] == 0x7f {
			return false
		}
	}
	return !strings.ContainsRune(s, utf8.RuneError)
}
