package rest

import (
	"fmt"
	"strings"
	"time"
)

// forms are the ways in which clients write a time: with a zone with or without a
// colon, without one, which is UTC, and as mail does. A fraction of a second may
// follow each.
var forms = []string{time.RFC3339, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04:05", time.RFC1123, time.RFC1123Z}

// ParseInstant reads a time in any of the forms, or a day, which begins in UTC.
func ParseInstant(s string) (at time.Time, day bool, err error) {
	if at, err = time.Parse(time.DateOnly, s); err == nil {
		return at, true, nil
	}
	// A plus that was not escaped in a query comes as a space.
	if date, zone, ok := strings.Cut(s, " "); ok && len(date) > len(time.DateOnly) {
		s = date + "+" + zone
	}
	for _, form := range forms {
		if at, err = time.Parse(form, s); err == nil {
			return at, false, nil
		}
	}
	return at, false, fmt.Errorf("%q is not a date or a time such as 2026-01-31T00:00:00Z", s)
}
