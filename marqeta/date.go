package marqeta

import (
	"encoding/json"
	"fmt"
	"time"
)

// Date is a calendar day without a time zone, written yyyy-MM-dd. On reading, a full
// timestamp is understood too and gives the day it is written with. The zero value is
// no date.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf gives the UTC day of t.
func DateOf(t time.Time) Date {
	year, month, day := t.UTC().Date()
	return Date{year, month, day}
}

// ParseDate reads yyyy-MM-dd, or a timestamp that begins with it.
func ParseDate(s string) (Date, error) {
	day := s
	if len(s) > len(time.DateOnly) && s[len(time.DateOnly)] == 'T' {
		if _, err := ParseTime(s); err != nil {
			return Date{}, err
		}
		day = s[:len(time.DateOnly)]
	}
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return Date{}, fmt.Errorf("%w: %q", ErrTime, clip(s))
	}
	return DateOf(t), nil
}

// Time gives midnight UTC at the beginning of the day; the zero time for no date.
func (d Date) Time() time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// String gives yyyy-MM-dd, and an empty string for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// MarshalJSON writes the text of String.
func (d Date) MarshalJSON() ([]byte, error) { return json.Marshal(d.String()) }

// UnmarshalJSON reads what ParseDate reads; an empty string is no date.
func (d *Date) UnmarshalJSON(b []byte) error {
	s, ok, err := jsonText(b)
	if err != nil {
		return fmt.Errorf("%w: %s", ErrTime, clip(string(b)))
	}
	if !ok {
		return nil
	}
	if s == "" {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(s)
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
