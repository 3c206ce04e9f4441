package cards

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"carddeck/marqeta"
)

// What Marqeta takes: twenty pairs of 255 characters each (core-api/cards). The form
// holds to it, since a refusal would not say which pair it meant.
const (
	mostPairs = 20
	mostText  = 255
)

// Pairs are written one a line, name=value. A backslash in front writes what a line
// cannot hold: \n and \r for the ends of a line, \= inside a name, \\ for itself.
var (
	escapeValue = strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\r", `\r`)
	escapeName  = strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\r", `\r`, `=`, `\=`)
)

// metadataText writes pairs in the order of their names, so that parseMetadata reads
// the same ones again.
func metadataText(m marqeta.Metadata) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(m)) {
		b.WriteString(escapeName.Replace(name) + "=" + escapeValue.Replace(m[name]) + "\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// parseMetadata reads what was typed. Its second result is a sentence for the field,
// empty when all is well; the pairs are never nil, since no pairs means that those of
// the card go.
func parseMetadata(text string) (marqeta.Metadata, string) {
	pairs := marqeta.Metadata{}
	line := 0
	for typed := range strings.Lines(text) {
		line++
		typed = strings.TrimSpace(typed)
		if typed == "" {
			continue
		}
		name, value, ok := cutPair(typed)
		_, twice := pairs[name]
		switch {
		case !ok:
			return pairs, fmt.Sprintf("Line %d is not name=value.", line)
		case name == "":
			return pairs, fmt.Sprintf("Line %d has no name before the equals sign.", line)
		case twice:
			return pairs, fmt.Sprintf("Line %d repeats the name %s.", line, name)
		case utf8.RuneCountInString(name) > mostText || utf8.RuneCountInString(value) > mostText:
			return pairs, fmt.Sprintf("Line %d is too long: %d characters for a name and as many for a value.", line, mostText)
		case len(pairs) == mostPairs:
			return pairs, fmt.Sprintf("At most %d pairs.", mostPairs)
		}
		pairs[name] = value
	}
	return pairs, ""
}

// cutPair splits a line at its first equals sign that no backslash takes.
func cutPair(line string) (name, value string, ok bool) {
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '\\':
			i++
		case '=':
			return unescape(line[:i]), unescape(line[i+1:]), true
		}
	}
	return "", "", false
}

var unescaper = strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\r`, "\r", `\=`, `=`)

func unescape(s string) string { return unescaper.Replace(strings.TrimSpace(s)) }
