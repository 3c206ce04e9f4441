package engine

import "time"

// calendarDays are the reasons for which a deposit may be returned for longer than
// two banking days; 0 is without end.
var calendarDays = map[string]int{"R06": 0, "R07": 60, "R10": 60, "R11": 60}

// Returnable reports whether a deposit that settled on one day may still be returned
// on another, for a reason of the ACH network's.
func Returnable(reason string, settled, now time.Time) bool {
	day := settled.UTC().Truncate(24 * time.Hour)
	days, calendar := calendarDays[reason]
	switch {
	case calendar && days == 0:
		return true
	case calendar:
		day = day.AddDate(0, 0, days)
	default:
		for range 2 {
			day = day.AddDate(0, 0, 1)
			for !bankDay(day) {
				day = day.AddDate(0, 0, 1)
			}
		}
	}
	return now.Before(day.AddDate(0, 0, 1))
}

// bankDay reports whether the Federal Reserve works on a day. A holiday on a Sunday
// is kept on Monday, one on a Saturday is not made up for.
func bankDay(t time.Time) bool {
	if t.Weekday() == time.Saturday || t.Weekday() == time.Sunday {
		return false
	}
	return !holiday(t) && !(t.Weekday() == time.Monday && fixedHoliday(t.AddDate(0, 0, -1)))
}

func fixedHoliday(t time.Time) bool {
	switch t.Format("01-02") {
	case "01-01", "06-19", "07-04", "11-11", "12-25":
		return true
	}
	return false
}

func holiday(t time.Time) bool {
	week := (t.Day() + 6) / 7 // which of its weekday in the month
	last := t.AddDate(0, 0, 7).Month() != t.Month()
	switch {
	case fixedHoliday(t):
		return true
	case t.Weekday() == time.Thursday:
		return t.Month() == time.November && week == 4
	case t.Weekday() != time.Monday:
		return false
	}
	switch t.Month() {
	case time.January, time.February:
		return week == 3
	case time.May:
		return last
	case time.September:
		return week == 1
	case time.October:
		return week == 2
	}
	return false
}
