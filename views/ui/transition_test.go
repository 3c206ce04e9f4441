package ui_test

import (
	"testing"
	"time"

	"carddeck/views/ui"
)

func TestSince(t *testing.T) {
	t.Parallel()
	at := ui.MomentOf(time.Date(2026, 3, 12, 14, 3, 11, 0, time.UTC))
	for _, c := range []struct {
		at   ui.Moment
		why  []string
		want string
	}{
		{at, []string{"Reported lost (10)", "Called from the airport."}, "Suspended since 12 Mar 2026, 14:03:11: Reported lost (10). Called from the airport."},
		{at, []string{"", " "}, "Suspended since 12 Mar 2026, 14:03:11."},
		{at, nil, "Suspended since 12 Mar 2026, 14:03:11."},
		{ui.Moment{}, []string{"odd?"}, "Suspended: odd?"},
		{ui.Moment{}, []string{""}, ""},
	} {
		if got := ui.Since("Suspended", c.at, c.why...); got != c.want {
			t.Errorf("Since %v %q: got %q, want %q", c.at, c.why, got, c.want)
		}
	}
}

func TestReasonOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ code, words, want string }{
		{"10", "reported lost", "Reported lost (10)"},
		{"86", "", "Reason code 86"},
		{"", "", ""},
	} {
		if got := ui.ReasonOf(c.code, c.words); got != c.want {
			t.Errorf("ReasonOf(%q, %q): got %q, want %q", c.code, c.words, got, c.want)
		}
	}
}

func TestDecimalOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ digits, code, want string }{
		{"1204.1", "USD", "1,204.10 USD"},
		{"-0.05", "USD", "−0.05 USD"},
		{"500", "JPY", "500 JPY"},
		{"1.5", "KWD", "1.500 KWD"},
		{"12.3456", "USD", "12.3456 USD"}, // never rounded
		{"7", "points", "7 points"},
	} {
		if got := ui.DecimalOf(c.digits, c.code).String(); got != c.want {
			t.Errorf("DecimalOf(%q, %q): got %q, want %q", c.digits, c.code, got, c.want)
		}
	}
}
