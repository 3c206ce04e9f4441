package ui

import "strings"

// The signs that turn the direction of the text after them (Unicode Standard Annex #9,
// sections 2.1 to 2.5). No name needs one; a name that has one could rewrite the
// sentence around it.
var turns = strings.NewReplacer(
	"\u202a", "\ufffd", "\u202b", "\ufffd", "\u202c", "\ufffd", "\u202d", "\ufffd", "\u202e", "\ufffd",
	"\u2066", "\ufffd", "\u2067", "\ufffd", "\u2068", "\ufffd", "\u2069", "\ufffd",
)

// Name gives somebody else's name so that it can stand inside a sentence: signs that
// turn the direction of writing are shown as a mark that something was there.
func Name(s string) string { return turns.Replace(s) }
