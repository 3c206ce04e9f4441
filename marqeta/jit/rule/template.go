package rule

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"carddeck/marqeta/jit"
)

// Placeholders are what a memo or tags may hold in braces, beside {card.NAME} and
// {user.NAME} for their metadata.
func Placeholders() []string { return slices.Clone(placeholders) }

var placeholders = []string{
	"amount", "asked", "available", "card", "channel", "country", "currency", "holder", "limit", "mcc", "merchant", "mid",
	"rule", "token", "transaction", "version",
}

// template is a text with placeholders: literals at even places, names at odd ones.
type template struct {
	parts []string
	most  int
}

// parse reads a template, or says in a sentence why it is none.
func parse(text string, most int) (t template, problem string) {
	if utf8.RuneCountInString(text) > most {
		return t, fmt.Sprintf("At most %d characters fit.", most)
	}
	t.most = most
	for {
		literal, rest, open := strings.Cut(text, "{")
		if strings.Contains(literal, "}") {
			return template{}, "A } has no { before it."
		}
		t.parts = append(t.parts, literal)
		if !open {
			return t, ""
		}
		name, after, closed := strings.Cut(rest, "}")
		if !closed || !placeholder(name) {
			return template{}, fmt.Sprintf("{%s} is no placeholder; there are %s, card.NAME and user.NAME.", jit.Clip(name, 30), strings.Join(placeholders, ", "))
		}
		t.parts, text = append(t.parts, name), after
	}
}

func placeholder(name string) bool {
	of, key, nested := strings.Cut(name, ".")
	if nested {
		return (of == "card" || of == "user") && key != ""
	}
	return slices.Contains(placeholders, name)
}

// fill puts values in the places of names, once: a value that looks like a placeholder
// stays what it is.
func (t template) fill(value func(name string) string) string {
	var b strings.Builder
	for i, part := range t.parts {
		if i%2 == 1 {
			part = value(part)
		}
		b.WriteString(part)
	}
	return jit.Clip(b.String(), t.most)
}

// tag keeps a value from passing for further tags.
func tag(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(",;=&|\"'", r) {
			return '_'
		}
		return r
	}, s)
}
