package rest

import (
	"reflect"
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// lenient reads values as Marqeta's own server does, which is written in Java: null
// is the same as absent, and a string is taken for the number or the boolean it
// says.
var lenient = json.WithUnmarshalers(json.UnmarshalFromFunc(func(dec *jsontext.Decoder, to any) error {
	kind, v := dec.PeekKind(), reflect.ValueOf(to).Elem()
	switch {
	case kind == 'n' && !learnsOfNull(to, v.Kind()):
		return dec.SkipValue()
	case kind == '"' && v.CanInt():
		return quoted(dec, v, func(s string) (any, error) { return strconv.ParseInt(s, 10, v.Type().Bits()) })
	case kind == '"' && v.Type() == reflect.TypeFor[bool]():
		return quoted(dec, v, func(s string) (any, error) { return strconv.ParseBool(s) })
	}
	return json.SkipFunc
}))

// learnsOfNull reports whether null takes back what was there: pointers, and
// objects that are replaced as a whole.
func learnsOfNull(to any, kind reflect.Kind) bool {
	_, whole := to.(json.Unmarshaler)
	_, instant := to.(*Time)
	return kind == reflect.Pointer || whole && kind == reflect.Struct && !instant
}

// quoted reads what a string says into v.
func quoted(dec *jsontext.Decoder, v reflect.Value, parse func(string) (any, error)) error {
	token, err := dec.ReadToken()
	if err != nil {
		return err
	}
	parsed, err := parse(token.String())
	if err != nil {
		return err
	}
	v.Set(reflect.ValueOf(parsed).Convert(v.Type()))
	return nil
}
