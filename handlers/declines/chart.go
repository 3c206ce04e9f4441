package declines

import (
	"fmt"
	"time"

	"carddeck/store"
	"carddeck/views/declines"
)

// lastDay draws the 24 hours up to now.
func lastDay(hours []store.DeclineHour, now time.Time) declines.Chart {
	return chart(hours, dayBefore(now), 24, time.Hour, "the last 24 hours", "15:04")
}

// dayBefore is the first of the 24 hours that end with this one.
func dayBefore(now time.Time) time.Time { return now.UTC().Truncate(time.Hour).Add(-23 * time.Hour) }

// spans are how a group's time line is drawn: by the hour while it is young.
const (
	youngHours = 72
	shownDays  = 60
)

// line draws a group from its beginning, or the last days of an old one.
func line(hours []store.DeclineHour, first, now time.Time) declines.Chart {
	first, now = first.UTC(), now.UTC()
	if now.Sub(first) <= youngHours*time.Hour {
		from := dayBefore(now)
		if first.Before(from) {
			from = first.Truncate(time.Hour)
		}
		c := chart(hours, from, steps(from, now, time.Hour), time.Hour, "by the hour", "2 Jan, 15:04")
		c.Wide = true
		return c
	}
	const day = 24 * time.Hour
	from, words := first.Truncate(day), "by the day"
	if earliest := oldest(now); from.Before(earliest) {
		from, words = earliest, fmt.Sprintf("by the day, the last %d days", shownDays)
	}
	c := chart(hours, from, steps(from, now, day), day, words, "2 Jan 2006")
	c.Wide = true
	return c
}

// oldest is the first day that a time line shows.
func oldest(now time.Time) time.Time {
	return now.UTC().Truncate(24*time.Hour).AddDate(0, 0, 1-shownDays)
}

func steps(from, now time.Time, step time.Duration) int {
	return max(1, int(now.Sub(from)/step)+1)
}

// chart counts hours into steps. What lies outside is left out.
func chart(hours []store.DeclineHour, from time.Time, n int, step time.Duration, span, layout string) declines.Chart {
	c := declines.Chart{Counts: make([]int64, n)}
	total, top := int64(0), 0
	for _, h := range hours {
		at := int(h.Hour.Sub(from) / step)
		if h.Hour.Before(from) || at >= n {
			continue
		}
		c.Counts[at] += h.Declines
		total += h.Declines
		if c.Counts[at] > c.Counts[top] {
			top = at
		}
	}
	c.Label = "None in " + span
	if total > 0 {
		c.Label = fmt.Sprintf("%s, %s; most from %s: %d", counted(total, "decline"), span, from.Add(time.Duration(top)*step).Format(layout), c.Counts[top])
	}
	return c
}
