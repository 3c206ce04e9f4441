package engine_test

import (
	"testing"
	"time"

	"carddeck/marqeta/sandbox/engine"
)

func TestWindows(t *testing.T) {
	t.Parallel()
	const layout = "2006-01-02"
	for _, c := range []struct {
		window     engine.Window
		at         string
		start, end string
	}{
		{engine.Day, "2026-03-02T00:00:00Z", "2026-03-02", "2026-03-03"},
		{engine.Day, "2026-03-02T23:59:59Z", "2026-03-02", "2026-03-03"},
		{engine.Day, "2026-03-02T23:30:00-05:00", "2026-03-03", "2026-03-04"},
		{engine.Day, "2026-12-31T12:00:00Z", "2026-12-31", "2027-01-01"},
		{engine.Week, "2026-03-01T00:00:00Z", "2026-03-01", "2026-03-08"}, // a Sunday
		{engine.Week, "2026-03-07T23:59:59Z", "2026-03-01", "2026-03-08"},
		{engine.Week, "2026-01-01T00:00:00Z", "2025-12-28", "2026-01-04"},
		{engine.Month, "2026-02-28T12:00:00Z", "2026-02-01", "2026-03-01"},
		{engine.Month, "2026-12-01T00:00:00Z", "2026-12-01", "2027-01-01"},
		{engine.Quarter, "2026-03-31T12:00:00Z", "2026-01-01", "2026-04-01"},
		{engine.Quarter, "2026-11-30T12:00:00Z", "2026-10-01", "2027-01-01"},
		{engine.Year, "2026-06-15T12:00:00Z", "2026-01-01", "2027-01-01"},
	} {
		at, err := time.Parse(time.RFC3339, c.at)
		if err != nil {
			t.Fatal(err)
		}
		start, end := c.window.Bounds(at)
		if start.Format(layout) != c.start || end.Format(layout) != c.end {
			t.Errorf("%s at %s = %v to %v, want %s to %s", c.window, c.at, start, end, c.start, c.end)
		}
	}
	for _, w := range []engine.Window{engine.Lifetime, engine.Transaction} {
		if start, end := w.Bounds(now); !start.IsZero() || !end.IsZero() {
			t.Errorf("%s = %v to %v, want none", w, start, end)
		}
	}
}
