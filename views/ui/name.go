package ui

import (
	"strings"
	"unicode"
)

// Name gives somebody else's name so that it can stand inside a sentence. Signs that turn
// the direction of the text after them (Unicode Standard Annex #9, sections 2.1 to 2.5)
// could rewrite the sentence around it, and controls mean something to the terminal that
// the sentence is pasted into: no name needs either, and each is shown as a mark that
// something was there. Line breaks stay.
func Name(s string) string { return strings.Map(veil, s) }

func veil(r rune) rune {
	switch {
	case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
		return '\ufffd'
	case unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t':
		return '\ufffd'
	}
	return r
}
