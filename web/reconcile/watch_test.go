package reconcile_test

import (
	"strings"
	"testing"
	"time"

	"carddeck/store"
	"carddeck/web/reconcile"
)

func TestAWatermarkThatStandsStillIsAnAlarm(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	alarms := func(want int64, detail string) {
		t.Helper()
		all, err := d.Store.ListAlarms(t.Context(), true, store.Page{})
		if err != nil {
			t.Fatal(err)
		}
		var got int64
		for _, a := range all.Rows {
			if a.Kind == reconcile.Behind && strings.Contains(a.Detail, detail) {
				got += a.Times
			}
		}
		if got != want {
			t.Errorf("%d alarms that say %q, want %d: %+v", got, detail, want, all.Rows)
		}
	}
	works, never := d.keeper(d.Program), d.keeper(&deaf{})
	if err := never.Keep(t.Context()); err == nil {
		t.Error("a platform that lists nothing is no failure")
	}
	alarms(0, "")
	d.later(reconcile.Settling + 3*time.Hour)
	_ = never.Keep(t.Context())
	alarms(1, "never compared")
	if err := works.Keep(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.later(time.Hour)
	_ = never.Keep(t.Context())
	alarms(0, "complete up to") // seven hours are usual
	d.later(2 * time.Hour)
	_ = never.Keep(t.Context())
	alarms(2, "complete up to") // the open one tells the latest
	if err := works.Keep(t.Context()); err != nil {
		t.Fatal(err)
	}
	alarms(2, "")
}
