package jit

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"carddeck/marqeta"
)

// object reads an object's known members and passes over the others.
func (r *reader) object(known members) error {
	open, err := r.json.ReadToken()
	if err != nil || open.Kind() == 'n' {
		return err
	}
	if open.Kind() != '{' {
		return fmt.Errorf("an object is missing at %s", r.json.StackPointer())
	}
	for r.json.PeekKind() != '}' {
		name, err := r.name()
		if err != nil {
			return err
		}
		read, ok := known[string(name)]
		switch {
		case ok:
			err = read(r)
		case known.variant(string(name)):
			err = fmt.Errorf("a known name is written in other letters at %s", r.json.StackPointer())
		default:
			err = r.json.SkipValue()
		}
		if err != nil {
			return err
		}
	}
	_, err = r.json.ReadToken()
	return err
}

// name reads the name of a member, without its quotes. It is good until the next reading.
func (r *reader) name() ([]byte, error) {
	quoted, err := r.json.ReadValue()
	if err != nil {
		return nil, err
	}
	if bytes.IndexByte(quoted, '\\') >= 0 {
		return jsontext.AppendUnquote(nil, quoted)
	}
	return quoted[1 : len(quoted)-1], nil
}

// variant reports whether a name is a known one but for its letters' case.
func (m members) variant(name string) bool {
	if !strings.ContainsFunc(name, func(r rune) bool { return 'A' <= r && r <= 'Z' || r >= utf8.RuneSelf }) {
		return false
	}
	for known := range m {
		if strings.EqualFold(known, name) {
			return true
		}
	}
	return false
}

const (
	maxToken = 64
	maxText  = 255
)

// token reads what identifies something: printable, and not too long.
func (r *reader) token(into *string) error {
	var s string
	if err := r.text(&s, maxToken); err != nil {
		return err
	}
	if strings.ContainsFunc(s, func(c rune) bool { return c < ' ' || c == 0x7f || c == utf8.RuneError }) {
		return fmt.Errorf("what cannot be a token is at %s", r.json.StackPointer())
	}
	*into = s
	return nil
}

func (r *reader) text(into *string, most int) error {
	value, err := r.json.ReadToken()
	if err != nil || value.Kind() == 'n' {
		return err
	}
	s := value.String()
	if value.Kind() != '"' || len(s) > most {
		return fmt.Errorf("text of at most %d bytes is missing at %s", most, r.json.StackPointer())
	}
	*into = s
	return nil
}

func (r *reader) flag(into *bool) error {
	value, err := r.json.ReadToken()
	switch {
	case err != nil:
		return err
	case value.Kind() != 't' && value.Kind() != 'f' && value.Kind() != 'n':
		return fmt.Errorf("true or false is missing at %s", r.json.StackPointer())
	}
	*into = value.Kind() == 't'
	return nil
}

func (r *reader) money() error {
	value, err := r.json.ReadValue()
	if err != nil {
		return err
	}
	var a marqeta.Amount
	if value.Kind() != '0' && value.Kind() != '"' {
		return errors.New("the amount is no number")
	}
	if err := a.UnmarshalJSON(value); err != nil {
		return err
	}
	if bytes.ContainsRune(value, '-') {
		return errors.New("the amount has a sign")
	}
	r.amount = &a
	return nil
}

func (r *reader) created() error {
	var s string
	if err := r.text(&s, maxText); err != nil || s == "" {
		return err
	}
	t, err := marqeta.ParseTime(s)
	r.ask.Created = t.Time
	return err
}

// pairs reads metadata; what is not text there is kept as it is written.
func (r *reader) pairs(into *map[string]string) error {
	open, err := r.json.ReadToken()
	if err != nil || open.Kind() == 'n' {
		return err
	}
	if open.Kind() != '{' {
		return fmt.Errorf("an object is missing at %s", r.json.StackPointer())
	}
	found := map[string]string{}
	for r.json.PeekKind() != '}' {
		name, err := r.name()
		if err != nil {
			return err
		}
		key := string(name)
		value, err := r.json.ReadValue()
		if err != nil {
			return err
		}
		if found[key] = string(value); value.Kind() == '"' {
			plain, err := jsontext.AppendUnquote(nil, value)
			if err != nil {
				return err
			}
			found[key] = string(plain)
		}
	}
	if len(found) > 0 {
		*into = found
	}
	_, err = r.json.ReadToken()
	return err
}
