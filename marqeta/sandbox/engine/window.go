package engine

import "time"

// Window is the time a limit counts over, in UTC.
type Window string

// The windows of a limit.
const (
	Day         Window = "DAY"
	Week        Window = "WEEK" // from Sunday
	Month       Window = "MONTH"
	Quarter     Window = "QUARTER"
	Year        Window = "YEAR"
	Lifetime    Window = "LIFETIME"
	Transaction Window = "TRANSACTION"
)

// Bounds gives the window that holds an instant, its end excluded; both are zero
// for a lifetime and for a single transaction.
func (w Window) Bounds(at time.Time) (from, to time.Time) {
	year, month, day := at.UTC().Date()
	on := func(year int, month time.Month, day int) time.Time {
		return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	}
	switch w {
	case Day:
		return on(year, month, day), on(year, month, day+1)
	case Week:
		sunday := day - int(at.UTC().Weekday())
		return on(year, month, sunday), on(year, month, sunday+7)
	case Month:
		return on(year, month, 1), on(year, month+1, 1)
	case Quarter:
		first := month - (month-1)%3
		return on(year, first, 1), on(year, first+3, 1)
	case Year:
		return on(year, 1, 1), on(year+1, 1, 1)
	}
	return from, to
}
