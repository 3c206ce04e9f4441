package dictionary

import "strings"

var nameParts = [...]string{"first name", "middle name", "last name", "full name"}

// One digit for each part of a name.
var nameDigits = [...]string{"not validated", "no match", "partial match", "exact match"}

// name reads a code of account name verification: first, middle, last and full name.
func name(code string) (Entry, bool) {
	if len(code) != len(nameParts) {
		return Entry{}, false
	}
	parts := make([]string, len(nameParts))
	var refused, looked bool
	for i, part := range nameParts {
		d := int(code[i]) - '0'
		if d < 0 || d >= len(nameDigits) {
			return Entry{}, false
		}
		parts[i] = part + ": " + nameDigits[d]
		refused, looked = refused || d == 1, looked || d > 0
	}
	e := Entry{Family: Names, Code: code, Source: MarqetaPage, Explanation: Explanation{
		Words: strings.Join(parts, ", "), Meaning: "What the merchant was given as the name, against the name on file. " + strings.Join(parts, "; ") + ".", Fine: !refused,
	}}
	switch {
	case refused:
		e.Cardholder = "The name you entered differs from the one we have for you (" + strings.Join(parts, ", ") + ")."
		e.Causes = []string{"Another spelling, a married name, or the name of somebody else"}
		e.Look = []Look{{User, "first, middle and last name"}, {Transaction, "account_name_verification: asked, and on file"}}
		e.Remedies = []Remedy{{"Enter the name as it is on file.", Cardholder, Retry}, {"Put the new name on file.", Support, EditUser}}
	case looked:
		e.Cardholder = "The name matched as far as it was compared (" + strings.Join(parts, ", ") + ")."
	default:
		e.Cardholder = "Your name was not compared for this payment."
	}
	return e, true
}

func names() []Entry {
	var out []Entry
	for _, code := range []string{"0000", "1111", "2222", "3033", "3333"} {
		e, _ := name(code)
		out = append(out, e)
	}
	return out
}
