package ui_test

import (
	"testing"

	"carddeck/views/ui"
)

func TestName(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"":                            "",
		"Ada Lindqvist":               "Ada Lindqvist",
		"مریم\u200cسادات":             "مریم\u200cسادات", // a joiner is part of Persian spelling
		"Ada \u202egnirts":            "Ada \ufffdgnirts",
		"\u2067a\u2069 \u202ab\u202c": "\ufffda\ufffd \ufffdb\ufffd",
	} {
		if got := ui.Name(given); got != want {
			t.Errorf("Name(%q): got %q, want %q", given, got, want)
		}
	}
}
