package users

import (
	"bytes"
	"slices"

	"github.com/go-json-experiment/json/jsontext"
)

// private names the members of a user that no page shows: they prove who somebody is,
// or open an account elsewhere.
var private = []string{
	"ssn", "tin", "sin", "nin", "identifications", "passport_number", "id_card_number", "password", "deposit_account",
}

// public gives a user's JSON with the values of private members hidden; every other
// byte stays as it came. What is not an object is not shown at all.
func public(raw []byte) string {
	var out bytes.Buffer
	done := 0
	d := jsontext.NewDecoder(bytes.NewReader(raw), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	if begin, err := d.ReadToken(); err != nil || begin.Kind() != '{' {
		return ""
	}
	for d.PeekKind() == '"' {
		name, err := d.ReadToken()
		if err != nil {
			return ""
		}
		hidden := slices.Contains(private, name.String())
		value, err := d.ReadValue()
		if err != nil {
			return ""
		}
		if hidden {
			end := int(d.InputOffset())
			out.Write(raw[done : end-len(value)])
			out.WriteString(`"…"`)
			done = end
		}
	}
	if end, err := d.ReadToken(); err != nil || end.Kind() != '}' {
		return ""
	}
	out.Write(raw[done:])
	return out.String()
}
