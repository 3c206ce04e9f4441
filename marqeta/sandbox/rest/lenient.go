package rest

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// lenient reads values as Marqeta's own server does, which is written in Java: null
// is the same as absent, and so is an empty string where a number, a boolean or a
// time is wanted. A number or a boolean is taken for the text it is written as, and
// text for the number or the boolean that it says. Objects and arrays are neither.
var lenient = json.WithUnmarshalers(json.UnmarshalFromFunc(func(dec *jsontext.Decoder, to any) error {
	v := reflect.ValueOf(to).Elem()
	switch kind := dec.PeekKind(); kind {
	case 'n':
		if !learnsOfNull(to, v.Kind()) {
			return dec.SkipValue()
		}
	case '"', '0', 't', 'f':
		if read := reading(v.Type(), kind); read != nil {
			token, err := dec.ReadToken()
			if err != nil {
				return err
			}
			return scalar(v, token.String(), kind, read)
		}
	}
	return json.SkipFunc
}))

// learnsOfNull reports whether null takes back what was there: pointers, and
// objects that are replaced as a whole.
func learnsOfNull(to any, kind reflect.Kind) bool {
	_, whole := to.(json.UnmarshalerFrom)
	return whole || kind == reflect.Pointer
}

// scalar reads text into v, or into a new value that v points to.
func scalar(v reflect.Value, text string, kind jsontext.Kind, read func(to reflect.Value, text string) error) error {
	into := v
	if v.Kind() == reflect.Pointer {
		into = reflect.New(v.Type().Elem()).Elem()
	}
	if kind == '"' {
		if text = strings.TrimSpace(text); text == "" {
			if into != v {
				v.SetZero()
			}
			return nil
		}
	}
	if err := read(into, text); err != nil {
		return err
	}
	if into != v {
		v.Set(into.Addr())
	}
	return nil
}

// reading tells how a type takes a value of a kind that is not its own, or nil.
func reading(t reflect.Type, kind jsontext.Kind) func(reflect.Value, string) error {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	own := reflect.PointerTo(t)
	switch {
	case own.Implements(reflect.TypeFor[json.UnmarshalerFrom]()), t.Kind() == reflect.Slice, t.Kind() == reflect.Map:
		return nil
	case own.Implements(reflect.TypeFor[json.Unmarshaler]()):
		if kind == '"' {
			return readQuoted
		}
	case t.Kind() == reflect.String:
		if kind != '"' && !own.Implements(reflect.TypeFor[textual]()) {
			return readText
		}
	case t.Kind() == reflect.Bool:
		return readBool
	case reflect.Zero(t).CanInt():
		return readInt
	}
	return nil
}

// textual is what reads a string in its own way.
type textual interface{ UnmarshalText([]byte) error }

func readText(to reflect.Value, text string) error {
	to.SetString(text)
	return nil
}

func readQuoted(to reflect.Value, text string) error {
	quoted, err := jsontext.AppendQuote(nil, text)
	if err != nil {
		return err
	}
	return to.Addr().Interface().(json.Unmarshaler).UnmarshalJSON(quoted)
}

func readBool(to reflect.Value, text string) error {
	b, err := strconv.ParseBool(text)
	if err != nil {
		return fmt.Errorf("%s is not a boolean", clip([]byte(text)))
	}
	to.SetBool(b)
	return nil
}

// readInt reads digits. A point is allowed where only zeros follow it, as languages
// write numbers that do not tell whole ones from others.
func readInt(to reflect.Value, text string) error {
	whole, fraction, _ := strings.Cut(text, ".")
	n, err := strconv.ParseInt(whole, 10, to.Type().Bits())
	if err != nil || strings.Trim(fraction, "0") != "" {
		return fmt.Errorf("%s is not a whole number", clip([]byte(text)))
	}
	to.SetInt(n)
	return nil
}
