package dictionary

import "strings"

var nameParts = [...]string{"first name", "middle name", "last name", "full name"}

// One digit for each part of a name.
var nameDigits = [...]string{"not validated", "no match", "a match in part", "an exact match"}

// name reads a code of account name verification: first, middle, last and full name.
func name(code string) (Entry, bool) {
	if len(code) != len(nameParts) {
		return Entry{}, false
	}
	var found []string
	var by [len(nameDigits)][]string // parts by what was found of them
	for i, part := range nameParts {
		d := int(code[i]) - '0'
		if d < 0 || d >= len(nameDigits) {
			return Entry{}, false
		}
		found = append(found, part+" "+nameDigits[d])
		by[d] = append(by[d], part)
	}
	e := Entry{Family: Names, Code: code, Source: MarqetaPage, Explanation: Explanation{
		Meaning: "The name given to the merchant against the one on file: " + strings.Join(found, ", ") + ".",
		Fine:    len(by[1]) == 0,
	}}
	untold, differs, partly := by[0], both(by[1]), both(by[2])
	switch {
	case differs != "":
		e.Words = differs + " without a match"
		e.Cardholder = "The name you entered is not the one we have for you; please compare the " + differs + "."
		e.Causes = []string{"Another spelling or a name that has changed", "The name of somebody else"}
		e.Look = []Look{{User, "first, middle and last name"}, {Transaction, "account_name_verification: asked, and on file"}}
		e.Remedies = []Remedy{{"Enter the name as it is on file.", Cardholder, Retry}, {"Put the new name on file.", Support, EditUser}}
	case partly != "":
		e.Words, e.Cardholder = partly+" matching in part", "The name matched in part, which was close enough."
	case len(untold) == len(nameParts):
		e.Words, e.Cardholder = "name not validated", "Your name was not compared for this payment."
	case len(untold) > 0:
		e.Words, e.Cardholder = "name matches, "+both(untold)+" not validated", "Your name matched as far as it was compared."
	default:
		e.Words, e.Cardholder = "name matches", "Your name matched."
	}
	return e, true
}

// both joins names with commas and a last "and".
func both(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

func names() []Entry {
	var out []Entry
	for _, code := range []string{"0000", "1111", "2222", "3033", "3333"} {
		e, _ := name(code)
		out = append(out, e)
	}
	return out
}
