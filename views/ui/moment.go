package ui

import "time"

// Moment is a time ready to be read. All times are UTC; the band says so.
type Moment struct {
	ISO  string // for <time datetime>; empty when there is no time
	Text string
}

// MomentOf words a time to the second: "12 Mar 2026, 14:03:11".
func MomentOf(t time.Time) Moment { return moment(t, "2 Jan 2006, 15:04:05") }

// ClockOf words only the time of day: "14:03:11".
func ClockOf(t time.Time) Moment { return moment(t, "15:04:05") }

// DayOf words only the day: "12 Mar 2026".
func DayOf(t time.Time) Moment { return moment(t, "2 Jan 2006") }

func moment(t time.Time, layout string) Moment {
	if t.IsZero() {
		return Moment{}
	}
	t = t.UTC()
	return Moment{ISO: t.Format(time.RFC3339), Text: t.Format(layout)}
}
