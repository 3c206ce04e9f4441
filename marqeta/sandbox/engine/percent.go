package engine

import "math/bits"

// Percent gives a share of an amount that is not negative, rounded half up. The
// share is in millionths of a percent. false: the result does not fit.
func Percent(amount, share int64) (int64, bool) {
	if amount < 0 || share < 0 {
		return 0, false
	}
	const whole = 100 * 1_000_000
	hi, lo := bits.Mul64(uint64(amount), uint64(share))
	lo, carry := bits.Add64(lo, whole/2, 0)
	if hi += carry; hi >= whole {
		return 0, false
	}
	n, _ := bits.Div64(hi, lo, whole)
	return int64(n), n <= 1<<63-1
}
