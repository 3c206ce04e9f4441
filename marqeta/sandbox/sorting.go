package sandbox

import (
	"bytes"
	"cmp"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
)

// sorting reads a system name: lastModifiedTime, createdTime and id are quick,
// any other top-level field of the resource works too, in camel case.
func sorting[T any](w rest.Window) (state.Order[T], error) {
	o := state.Order[T]{Desc: w.Desc}
	switch w.Sort {
	case "lastModifiedTime":
		o.By = state.ByChanged
	case "createdTime", "id":
		o.By = state.ByCreated
	default:
		field := snakeCase(w.Sort)
		at := memberAt(reflect.TypeFor[T](), field)
		if field == "" || strings.Contains(w.Sort, "_") || strings.HasPrefix(field, "stored_") || at == nil {
			return o, rest.Invalid("sort_by must be a field of the resource in camel case, such as lastModifiedTime")
		}
		o.By, o.Compare = state.ByValue, func(a, b T) int { return compareMember(a, b, at) }
	}
	return o, nil
}

func snakeCase(s string) string {
	var b strings.Builder
	for _, r := range s {
		if unicode.IsUpper(r) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// memberAt finds where a resource has a member of its JSON, nil if it has none of that
// name.
func memberAt(t reflect.Type, name string) []int {
	for f := range t.Fields() {
		if tag, _, _ := strings.Cut(f.Tag.Get("json"), ","); tag == name {
			return f.Index
		}
		if f.Anonymous && f.Type.Kind() == reflect.Struct {
			if within := memberAt(f.Type, name); within != nil {
				return append(slices.Clone(f.Index), within...)
			}
		}
	}
	return nil
}

func compareMember[T any](a, b T, at []int) int {
	x, y := member(&a, at), member(&b, at)
	if x.Kind() == '0' && y.Kind() == '0' {
		n, errX := strconv.ParseFloat(string(x), 64)
		m, errY := strconv.ParseFloat(string(y), 64)
		if errX == nil && errY == nil {
			return cmp.Compare(n, m)
		}
	}
	return bytes.Compare(x, y)
}

// member writes one member alone: all of a resource would be too much to write for
// every comparison. What answers leave out comes first.
func member[T any](v *T, at []int) jsontext.Value {
	body, err := json.Marshal(reflect.ValueOf(v).Elem().FieldByIndex(at).Addr().Interface(), json.Deterministic(true))
	if err != nil || string(body) == "null" || string(body) == `""` {
		return nil
	}
	return body
}
