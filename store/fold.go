package store

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// errUnreadable is what a notification wraps whose content cannot be a resource.
var errUnreadable = errors.New("cannot be read")

// unmarshal reads a notification the way the receiver did: a name that comes twice
// counts the last time, and bytes that are no UTF-8 become U+FFFD.
func unmarshal(raw []byte, into any) error {
	err := json.Unmarshal(raw, into, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	if err != nil {
		return fmt.Errorf("%w: %w", errUnreadable, err)
	}
	return nil
}

// text is a string of somebody else's. It takes numbers and truth values as their
// digits and words and anything else as empty, drops NUL, which PostgreSQL cannot
// hold, and is cut at maxText.
type text string

const maxText = 255

func (t *text) UnmarshalJSON(b []byte) error {
	switch b[0] {
	case '{', '[', 'n':
		*t = ""
		return nil
	case '"':
		unquoted, err := jsontext.AppendUnquote(nil, b)
		if err != nil && !utf8.Valid(b) {
			unquoted, err = jsontext.AppendUnquote(nil, []byte(strings.ToValidUTF8(string(b), "\uFFFD")))
		}
		if err != nil {
			return err
		}
		b = unquoted
	}
	*t = text(clip(strings.ReplaceAll(strings.ToValidUTF8(string(b), "\uFFFD"), "\x00", "\uFFFD"), maxText))
	return nil
}

// clip cuts text at a number of bytes, never inside a character.
func clip(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most]
}

// flag is a truth value that older messages write as a string.
type flag bool

func (f *flag) UnmarshalJSON(b []byte) error {
	*f = flag(strings.EqualFold(strings.Trim(string(b), `"`), "true"))
	return nil
}

// instant is one of Marqeta's times: with or without fraction, with Z or an offset
// with or without a colon, or a date alone, which is its midnight in UTC.
type instant struct{ time.Time }

var layouts = []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999-0700", "2006-01-02T15:04:05.999999999", time.DateOnly}

func (i *instant) UnmarshalJSON(b []byte) error {
	s := strings.Trim(string(b), `"`)
	if s == "null" || s == "" {
		return nil
	}
	for _, layout := range layouts {
		if t, err := time.Parse(layout, s); err == nil {
			t = t.UTC().Truncate(time.Microsecond)
			if t.UnixMicro() < earliest || t.UnixMicro() > latest {
				break
			}
			i.Time = t
			return nil
		}
	}
	return fmt.Errorf("%q is not a time", clip(s, 40))
}

// running reads a running number; what is none counts as 0.
func running(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// usable reports whether a token can stand for a resource.
func usable(token text) bool {
	return token != "" && len(token) < maxText && !strings.ContainsFunc(string(token), func(r rune) bool { return r < ' ' || r == '\uFFFD' })
}
