package declines

import (
	"slices"
	"testing"
	"time"

	"carddeck/store"
)

func TestTimeLine(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 12, 14, 20, 0, 0, time.UTC)
	at := func(before time.Duration, n int64) store.DeclineHour {
		return store.DeclineHour{Hour: now.Add(-before).Truncate(time.Hour), Declines: n}
	}
	for name, tc := range map[string]struct {
		first  time.Time
		hours  []store.DeclineHour
		counts []int64
		label  string
	}{
		"just begun": {now.Add(-time.Minute), []store.DeclineHour{at(0, 3)}, append(make([]int64, 23), 3), "3 declines, by the hour; most from 12 Mar, 14:00: 3"},
		"by the hour": {now.Add(-25 * time.Hour), []store.DeclineHour{at(25*time.Hour, 1), at(0, 4)}, append(append([]int64{1}, make([]int64, 24)...), 4),
			"5 declines, by the hour; most from 12 Mar, 14:00: 4"},
		"by the day": {now.AddDate(0, 0, -4), []store.DeclineHour{at(96*time.Hour, 1), at(95*time.Hour, 2), at(0, 1)}, []int64{3, 0, 0, 0, 1},
			"4 declines, by the day; most from 8 Mar 2026: 3"},
		"ahead of our clock": {now.Add(time.Minute), []store.DeclineHour{at(0, 1)}, append(make([]int64, 23), 1), "1 decline, by the hour; most from 12 Mar, 14:00: 1"},
	} {
		if got := line(tc.hours, tc.first, now); !slices.Equal(got.Counts, tc.counts) || got.Label != tc.label {
			t.Errorf("%s: %v %q, want %v %q", name, got.Counts, got.Label, tc.counts, tc.label)
		}
	}
	old := line([]store.DeclineHour{at(100*24*time.Hour, 9), at(24*time.Hour, 2)}, now.AddDate(-1, 0, 0), now)
	if len(old.Counts) != shownDays || old.Counts[shownDays-2] != 2 || old.Label != "2 declines, by the day, the last 60 days; most from 11 Mar 2026: 2" {
		t.Errorf("an old one: %v %q", old.Counts, old.Label)
	}
}

func TestWhatWasChangedIsWorded(t *testing.T) {
	t.Parallel()
	for action, want := range map[string]string{
		"change card product": "card product Fleet was changed", "deactivate velocity control": "velocity control Fleet was deactivated",
		"load account": "account Fleet was loaded", "wind up": "“wind up”", "": "“”",
	} {
		if got := done(store.AuditEntry{Action: action, Target: "cp"}, "Fleet"); got != want {
			t.Errorf("%q: %q, want %q", action, got, want)
		}
	}
}
