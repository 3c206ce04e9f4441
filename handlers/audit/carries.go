package audit

import (
	"bytes"
	"encoding/json"

	"carddeck/marqeta"
)

// carries reports whether every member of what was sent is in the object with the same
// value. What was sent empty may be missing there. Nothing sent proves nothing, and a
// secret, which both sides mask, cannot be compared.
func carries(object, sent []byte) bool {
	has, ok := decode(object)
	want, sure := decode(sent)
	members, isObject := want.(map[string]any)
	return ok && sure && isObject && len(members) > 0 && within(has, want)
}

// masked is how every secret stands in the trail.
var masked = marqeta.Secret("").String()

func decode(text []byte) (any, bool) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var v any
	return v, d.Decode(&v) == nil
}

func within(has, want any) bool {
	switch want := want.(type) {
	case map[string]any:
		object, _ := has.(map[string]any)
		for key, value := range want {
			if !within(object[key], value) {
				return false
			}
		}
		return true
	case []any:
		list, _ := has.([]any)
		if len(list) != len(want) {
			return false
		}
		for i := range want {
			if !within(list[i], want[i]) {
				return false
			}
		}
		return true
	case json.Number:
		return sameNumber(has, want)
	case string:
		return has == want && want != masked || want == "" && has == nil
	case bool:
		return has == want || !want && has == nil
	case nil:
		object, isObject := has.(map[string]any)
		list, isList := has.([]any)
		return has == nil || has == "" || isObject && len(object) == 0 || isList && len(list) == 0
	}
	return false
}

// sameNumber compares as amounts, since 10 and 10.00 are one.
func sameNumber(has any, want json.Number) bool {
	number, ok := has.(json.Number)
	if !ok {
		return false
	}
	a, err := marqeta.ParseAmount(number.String())
	b, wrong := marqeta.ParseAmount(want.String())
	if err != nil || wrong != nil {
		return number == want
	}
	return a.Cmp(b) == 0
}
