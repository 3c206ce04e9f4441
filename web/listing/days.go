package listing

import "time"

// Days reads the days of the keys "from" and "to": whole ones, UTC, the last included, so
// that to is the midnight after it. What is not set is zero; wrong is told what is no day,
// or ends before it begins.
func (l List) Days(wrong func(key, sentence string)) (from, to time.Time) {
	from, to = l.day("from", wrong), l.day("to", wrong)
	if !to.IsZero() {
		to = to.AddDate(0, 0, 1)
	}
	if !from.IsZero() && !to.IsZero() && !from.Before(to) {
		wrong("to", "It lies before the first day.")
	}
	return from, to
}

func (l List) day(key string, wrong func(key, sentence string)) time.Time {
	text := l.Get(key)
	if text == "" {
		return time.Time{}
	}
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		wrong(key, "This is not a date such as 2026-04-01.")
	}
	return at
}
