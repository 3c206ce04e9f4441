package rest

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Check collects what is wrong with a request, in Marqeta's words.
type Check struct {
	wrong []string
	enum  error
}

// Err is nil if nothing is wrong. An unknown name of an enumeration is reported as
// malformed JSON, as Marqeta does.
func (c *Check) Err() error {
	if c.enum != nil {
		return c.enum
	}
	if len(c.wrong) > 0 {
		slices.Sort(c.wrong)
		return Invalid(strings.Join(slices.Compact(c.wrong), ", "))
	}
	return nil
}

// That reports the field unless ok.
func (c *Check) That(ok bool, field, constraint string) {
	if !ok {
		c.wrong = append(c.wrong, field+" "+constraint)
	}
}

// Size wants between least and most characters.
func (c *Check) Size(field, value string, least, most int) {
	n := utf8.RuneCountInString(value)
	c.That(n >= least && n <= most, field, fmt.Sprintf("size must be between %d and %d", least, most))
}

// Token wants a token that was given to be 1 to 36 characters, none of them NUL.
// nil is not given; the empty string is.
func (c *Check) Token(field string, value *string) {
	if value != nil {
		c.Size(field, *value, 1, 36)
		c.That(!strings.ContainsRune(*value, 0), field, "must not contain NUL")
	}
}

// Required wants a value of at most the given size.
func (c *Check) Required(field, value string, most int) {
	if value == "" {
		c.That(false, field, "may not be empty")
		return
	}
	c.Size(field, value, 1, most)
}

// OneOf wants one of the names; the empty string is not given.
func (c *Check) OneOf(field, value string, names ...string) {
	if value != "" && !slices.Contains(names, value) && c.enum == nil {
		c.enum = Malformed(fmt.Sprintf("%s: %q is not one of the accepted names [%s]", field, value, strings.Join(names, ", ")))
	}
}

// Distinct wants at most so many values, none of them twice.
func (c *Check) Distinct(field string, values []string, most int) {
	c.That(len(values) <= most, field, fmt.Sprintf("size must be at most %d", most))
	seen := make(map[string]bool, len(values))
	for _, v := range values {
		if seen[v] {
			c.That(false, field, "must not contain a value twice")
			return
		}
		seen[v] = true
	}
}

// Headers wants at most three custom headers that can be sent.
func (c *Check) Headers(field string, headers Metadata) {
	c.That(len(headers) <= 3, field, "must have at most 3 entries")
	for name, value := range headers {
		c.That(len(name) >= 1 && len(name) <= 500 && isToken(name), field, "names must be HTTP header names of at most 500 characters")
		c.That(len(value) <= 500 && !strings.ContainsFunc(value, func(r rune) bool { return r < ' ' || r == 0x7f }), field,
			"values must be at most 500 characters without control characters")
		c.That(!strings.EqualFold(name, "Authorization") && !strings.EqualFold(name, "Content-Length") && !strings.EqualFold(name, "Host"),
			field, "must not set "+name)
	}
}

// Metadata wants at most 20 pairs, names and values of at most 255 characters.
func (c *Check) Metadata(field string, m Metadata) {
	c.That(len(m) <= 20, field, "must have at most 20 entries")
	for name, value := range m {
		c.Size(field+" name", name, 1, 255)
		c.Size(field+" value", value, 0, 255)
	}
}

// Password wants the length and one digit, lower case letter, upper case letter
// and symbol, as webhooks and gateways do.
func (c *Check) Password(field, value string, least, most int) {
	c.Size(field, value, least, most)
	const symbols = "@#$%!^&*()\\_+~`-=[]{},;:'\"./<>?"
	ok := strings.ContainsAny(value, symbols) && strings.ContainsAny(value, "0123456789") &&
		strings.ContainsFunc(value, func(r rune) bool { return r >= 'a' && r <= 'z' }) &&
		strings.ContainsFunc(value, func(r rune) bool { return r >= 'A' && r <= 'Z' })
	c.That(ok, field, "must contain at least one digit, one lower case letter, one upper case letter and one symbol")
}

// isToken reports whether s is an HTTP header name, RFC 9110 section 5.6.2.
func isToken(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || strings.ContainsRune("!#$%&'*+-.^_`|~", r))
	})
}
