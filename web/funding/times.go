package funding

import (
	"fmt"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
)

// Took words a length of time in milliseconds, the finer the shorter it is: "0.24 ms",
// "1.3 ms", "1,388 ms".
func Took(d time.Duration) string {
	ms := float64(d) / float64(time.Millisecond)
	switch {
	case d == 0:
		return "0 ms"
	case ms < 1:
		return fmt.Sprintf("%.2f ms", ms)
	case ms < 10:
		return fmt.Sprintf("%.1f ms", ms)
	}
	return humanize.Comma(d.Round(time.Millisecond).Milliseconds()) + " ms"
}

// Age words how long something has lasted, in its largest unit: "4 minutes", "2 days".
func Age(d time.Duration) string {
	for _, unit := range []struct {
		size time.Duration
		name string
	}{{24 * time.Hour, "day"}, {time.Hour, "hour"}, {time.Minute, "minute"}, {time.Second, "second"}} {
		switch n := int64(d / unit.size); {
		case n == 1:
			return "1 " + unit.name
		case n > 1:
			return fmt.Sprintf("%d %ss", n, unit.name)
		}
	}
	return "less than a second"
}

func lower(code string) string { return strings.ToLower(strings.ReplaceAll(code, "_", " ")) }
