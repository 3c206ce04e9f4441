package rest

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// Span is a stretch of time by the calendar and by the clock.
type Span struct {
	Years, Months, Days int
	Rest                time.Duration
}

// After gives the instant a span behind t, in UTC.
func (s Span) After(t time.Time) time.Time {
	return t.UTC().AddDate(s.Years, s.Months, s.Days).Add(s.Rest)
}

var iso = regexp.MustCompile(`^P(?:(\d{1,4})Y)?(?:(\d{1,5})M)?(?:(\d{1,6})W)?(?:(\d{1,7})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})(?:\.(\d{1,3}))?S)?)?$`)

// ParseSpan reads a duration as Go writes it, "26h" or "1h30m", or of ISO 8601, "P7D"
// or "PT36H". It is not negative.
func ParseSpan(s string) (Span, error) {
	if d, err := time.ParseDuration(s); err == nil && d >= 0 {
		return Span{Rest: d}, nil
	}
	m := iso.FindStringSubmatch(s)
	if m == nil || s[len(s)-1] == 'P' || s[len(s)-1] == 'T' {
		return Span{}, fmt.Errorf("%s is not a duration such as 26h or P7D", clip([]byte(s)))
	}
	n := make([]int, len(m))
	for i, digits := range m[1:] {
		n[i], _ = strconv.Atoi(digits) // empty is none
	}
	fraction := (m[8] + "000")[:3]
	ms, _ := strconv.Atoi(fraction)
	clock := time.Duration(n[4])*time.Hour + time.Duration(n[5])*time.Minute + time.Duration(n[6])*time.Second + time.Duration(ms)*time.Millisecond
	return Span{n[0], n[1], 7*n[2] + n[3], clock}, nil
}

// UnmarshalText reads a duration.
func (s *Span) UnmarshalText(b []byte) (err error) {
	*s, err = ParseSpan(string(b))
	return err
}
