package productfields

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"carddeck/marqeta"
)

// Check says what is wrong with a text for the field, in a sentence; empty when all is
// well. An empty text is right for a field that is not set.
func (f Field) Check(text string) string {
	switch {
	case text == "" && f.Must:
		return "Fill this in."
	case text == "":
		return ""
	case f.Kind != Prefixes && strings.ContainsFunc(text, unicode.IsControl):
		return "One line, without control characters."
	}
	switch f.Kind {
	case Switch:
		if text != "true" && text != "false" {
			return "Either true or false."
		}
	case Choice:
		if !slices.ContainsFunc(f.Choices, func(o Option) bool { return o.Value == text }) {
			return "Choose one of the offered answers."
		}
	case Number:
		if n, err := strconv.Atoi(text); err != nil || n < f.Min || n > f.Max || strconv.Itoa(n) != text {
			return "A whole number from " + strconv.Itoa(f.Min) + " to " + strconv.Itoa(f.Max) + "."
		}
	case Date:
		if _, err := marqeta.ParseDate(text); err != nil {
			return "This is not a date such as 2026-04-01."
		}
	case Prefixes:
		return checkPrefixes(text)
	case Text:
		if f.Max > 0 && utf8.RuneCountInString(text) > f.Max {
			return "Marqeta takes at most " + strconv.Itoa(f.Max) + " characters."
		}
	}
	return ""
}

var prefixLine = regexp.MustCompile(`^[0-9]{6,14}( ACTIVE| INACTIVE)?$`)

func checkPrefixes(text string) string {
	for line := range strings.Lines(text) {
		if !prefixLine.MatchString(strings.TrimRight(line, "\n")) {
			return "One range to a line: 6 to 14 digits, then ACTIVE or INACTIVE."
		}
	}
	return ""
}

// Check says what is wrong with a card product: each member's own rules, then the rules
// between them. The answer is by path.
func (v Values) Check() map[string]string {
	out := map[string]string{}
	for _, f := range all {
		if wrong := f.Check(v[f.Path]); wrong != "" && !f.Set {
			out[f.Path] = wrong
		}
	}
	add := func(path, sentence string) {
		if out[path] == "" {
			out[path] = sentence
		}
	}
	if start, end := v["start_date"], v["end_date"]; end != "" && end <= start {
		add("end_date", "It must come after the start date.")
	}
	on := 0
	for _, block := range []string{managed, gateway, charged} {
		if v[block+"enabled"] != "true" {
			continue
		}
		if on++; on > 1 {
			add(block+"enabled", "Only one kind of JIT Funding can be on; turn the other off.")
		}
		if block != charged && v[block+"funding_source_token"] == "" {
			add(block+"funding_source_token", "Name one; this kind of funding cannot work without it.")
		}
	}
	if v[expiry+"value"] != "" && v[expiry+"unit"] == "" {
		add(expiry+"unit", "A length of life needs its unit.")
	}
	return out
}

// Unkept says which changes cannot be made because Marqeta knows no way to take such a
// value back: a switch, a number or a date that is set stays set.
func Unkept(changes []Change) map[string]string {
	out := map[string]string{}
	for _, c := range changes {
		if c.After != "" {
			continue
		}
		switch c.Field.Kind {
		case Switch, Number, Date:
			out[c.Field.Path] = "Once set, it can be changed but not taken away."
		case Choice:
			if c.Field.Whole {
				out[c.Field.Path] = "Once set, it can be changed but not taken away."
			}
		}
	}
	return out
}
