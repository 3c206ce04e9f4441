package rest

import (
	"fmt"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Time is an instant in UTC with a resolution of a second, as Marqeta writes it.
type Time struct{ time.Time }

const timeLayout = "2006-01-02T15:04:05Z"

// At cuts an instant to what the wire carries.
func At(t time.Time) Time { return Time{t.UTC().Truncate(time.Second)} }

// String is the wire form.
func (t Time) String() string { return t.UTC().Format(timeLayout) }

// MarshalJSON writes the wire form.
func (t Time) MarshalJSON() ([]byte, error) { return []byte(`"` + t.String() + `"`), nil }

// UnmarshalJSON reads the wire form, and what else clients write for a time. A date
// alone is its midnight.
func (t *Time) UnmarshalJSON(b []byte) error {
	at, err := time.Parse(`"`+time.RFC3339+`"`, string(b))
	if err != nil {
		if at, _, err = ParseInstant(strings.Trim(string(b), `"`)); err != nil {
			return fmt.Errorf("%s is not a time of the form %s", clip(b), timeLayout)
		}
	}
	*t = At(at)
	return nil
}

// Date is a day. A full timestamp is cut to its date, as on Marqeta.
type Date string

// UnmarshalText reads a date, or the date of a timestamp as it is written.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = ""
		return nil
	}
	at, _, err := ParseInstant(string(b))
	if err != nil {
		return fmt.Errorf("%q is not a date of the form yyyy-MM-dd", b)
	}
	*d = Date(at.Format(time.DateOnly))
	return nil
}

// Flag is a boolean that is also read from the strings "true", "false", "1" and "0", which
// Marqeta's own clients send.
type Flag bool

// UnmarshalJSON reads a boolean or its name.
func (f *Flag) UnmarshalJSON(b []byte) error {
	switch strings.ToLower(strings.Trim(string(b), `"`)) {
	case "true", "1":
		*f = true
	case "false", "0", "null":
		*f = false
	default:
		return fmt.Errorf("%s is not a boolean", clip(b))
	}
	return nil
}

// Metadata is a map of strings that an update replaces as a whole. Numbers and
// booleans are read as their digits and names.
type Metadata map[string]string

// UnmarshalJSON replaces the map.
func (m *Metadata) UnmarshalJSON(b []byte) error {
	var raw map[string]jsontext.Value
	if err := json.Unmarshal(b, &raw); err != nil {
		return fmt.Errorf("an object of strings is expected: %w", err)
	}
	read := make(Metadata, len(raw))
	for name, value := range raw {
		switch value.Kind() {
		case '"':
			s, err := jsontext.AppendUnquote(nil, value)
			if err != nil {
				return err
			}
			read[name] = string(s)
		case '0', 't', 'f':
			read[name] = string(value)
		case 'n':
		default:
			return fmt.Errorf("%q must be a string", name)
		}
	}
	*m = read
	return nil
}

func clip(b []byte) string {
	if len(b) > 40 {
		return string(b[:40]) + "…"
	}
	return string(b)
}
