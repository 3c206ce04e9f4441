package engine

import (
	"math"
	"testing"
)

func TestPercent(t *testing.T) {
	t.Parallel()
	const percent = 1_000_000
	for _, c := range []struct {
		amount, share, want int64
		fits                bool
	}{
		{10_000, 3 * percent, 300, true},
		{9_999, 250 * percent / 100, 250, true}, // 249.975
		{50, 1 * percent, 1, true},              // 0.5
		{49, 1 * percent, 0, true},
		{1, 1, 0, true},
		{0, 100 * percent, 0, true},
		{math.MaxInt64, 100 * percent, math.MaxInt64, true},
		{math.MaxInt64, 101 * percent, 0, false},
		{math.MaxInt64, math.MaxInt64, 0, false},
		{-1, percent, 0, false},
		{1, -percent, 0, false},
	} {
		got, fits := Percent(c.amount, c.share)
		if fits != c.fits || fits && got != c.want {
			t.Errorf("Percent(%d, %d) = %d, %v, want %d, %v", c.amount, c.share, got, fits, c.want, c.fits)
		}
	}
}
