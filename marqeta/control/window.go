package control

import (
	"time"

	"carddeck/marqeta"
)

// Bounds gives the window that holds an instant, its end excluded, in UTC. Both are zero
// for a lifetime and for a single transaction.
func Bounds(w marqeta.VelocityWindow, at time.Time) (from, to time.Time) {
	year, month, day := at.UTC().Date()
	on := func(year int, month time.Month, day int) time.Time {
		return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	}
	switch w {
	case marqeta.DayWindow:
		return on(year, month, day), on(year, month, day+1)
	case marqeta.WeekWindow:
		sunday := day - int(at.UTC().Weekday())
		return on(year, month, sunday), on(year, month, sunday+7)
	case marqeta.MonthWindow:
		return on(year, month, 1), on(year, month+1, 1)
	case marqeta.QuarterWindow:
		first := month - (month-1)%3
		return on(year, first, 1), on(year, first+3, 1)
	case marqeta.YearWindow:
		return on(year, 1, 1), on(year+1, 1, 1)
	}
	return from, to
}
