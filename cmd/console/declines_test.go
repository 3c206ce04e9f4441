package main

import (
	"strings"
	"testing"
	"time"

	"carddeck/store"
)

func TestRebuildSaysHowFarItIs(t *testing.T) {
	t.Parallel()
	began := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	var out strings.Builder
	l := progressLine{to: &out, began: began, every: time.Second, end: "\n"}
	l.tell(store.RebuildProgress{Done: 500, Total: 2000}, began.Add(500*time.Millisecond))
	l.tell(store.RebuildProgress{Done: 900, Total: 2000}, began.Add(900*time.Millisecond)) // too soon
	l.tell(store.RebuildProgress{Done: 2000, Total: 2000, Checked: 7}, began.Add(2*time.Second))
	want := "500 of 2000 declines counted, 25%, 1000 a second; 0 groups checked; 500ms\n" +
		"2000 of 2000 declines counted, 100%, 1000 a second; 7 groups checked; 2s\n"
	if out.String() != want {
		t.Errorf("it says\n%swant\n%s", out.String(), want)
	}
}

// The command runs beside a console that serves.
func TestRebuildBesideARunningConsole(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	start(t, data)
	out, err := command(t.Context(), data, "declines", "rebuild").CombinedOutput()
	if err != nil || !strings.Contains(string(out), "0 of 0 declines counted, 100%") {
		t.Errorf("rebuild: %v\n%s", err, out)
	}
}
