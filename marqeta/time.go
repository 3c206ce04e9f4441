package marqeta

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Time is an instant as Marqeta writes it: 2006-01-02T15:04:05Z, in UTC, some with
// milliseconds. On reading, offsets without a colon, no offset (UTC) and a date alone
// are understood too; an empty string is the zero time.
type Time struct{ time.Time }

// ErrTime is what every time or date that cannot be read wraps.
var ErrTime = errors.New("not a time")

var timeLayouts = [...]string{
	time.RFC3339Nano,
	"2006-01-02T15:04:05.999999999Z0700",
	"2006-01-02T15:04:05.999999999",
	time.DateOnly,
}

// At gives t as a Time in UTC.
func At(t time.Time) Time { return Time{t.UTC()} }

// ParseTime reads any of the spellings that Marqeta uses.
func ParseTime(s string) (Time, error) {
	for _, layout := range timeLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return At(t), nil
		}
	}
	return Time{}, fmt.Errorf("%w: %q", ErrTime, clip(s))
}

// String gives 2006-01-02T15:04:05Z, with milliseconds when there are any, and an
// empty string for the zero time.
func (t Time) String() string {
	if t.IsZero() {
		return ""
	}
	u := t.UTC().Truncate(time.Millisecond)
	if u.Nanosecond() == 0 {
		return u.Format("2006-01-02T15:04:05Z")
	}
	return u.Format("2006-01-02T15:04:05.000Z")
}

// MarshalJSON writes the text of String.
func (t Time) MarshalJSON() ([]byte, error) { return json.Marshal(t.String()) }

// UnmarshalJSON reads what ParseTime reads.
func (t *Time) UnmarshalJSON(b []byte) error {
	s, ok, err := jsonText(b)
	if err != nil {
		return fmt.Errorf("%w: %s", ErrTime, clip(string(b)))
	}
	if !ok {
		return nil
	}
	if s == "" {
		*t = Time{}
		return nil
	}
	parsed, err := ParseTime(s)
	if err != nil {
		return err
	}
	*t = parsed
	return nil
}

// jsonText gives the text of a JSON string; ok is false for null.
func jsonText(b []byte) (s string, ok bool, err error) {
	if string(b) == "null" {
		return "", false, nil
	}
	if err := json.Unmarshal(b, &s); err != nil {
		return "", false, err
	}
	return s, true, nil
}
