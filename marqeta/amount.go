package marqeta

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Amount is an exact decimal number as Marqeta writes money: 10, 10.5, -0.05.
// It carries no currency; the field beside it does. The zero value is 0.
//
// On the wire it is a JSON number. Marqeta also accepts and sometimes sends the
// same digits as a string ("10.00"), so both are read. Digits are never passed
// through a float.
type Amount struct {
	unscaled int64 // the digits without the decimal point
	scale    uint8 // how many of them stand behind the point, 0 to maxScale
}

// The largest amount read is just under 10^12 with six decimals. Every sum and
// comparison of two such amounts fits an int64.
const (
	maxWhole = 12
	maxScale = 6
)

// ErrAmount is what every malformed, oversized or inexact amount wraps.
var ErrAmount = errors.New("not an exact amount")

// ParseAmount reads plain decimal digits with an optional sign and fraction.
// Exponents, spaces, group separators, more than 12 digits before the point and
// more than 6 behind it are refused.
func ParseAmount(s string) (Amount, error) {
	digits := strings.TrimPrefix(s, "-")
	whole, fraction, pointed := strings.Cut(digits, ".")
	if whole == "" || (pointed && fraction == "") || len(whole) > maxWhole || len(fraction) > maxScale ||
		!isDigits(whole) || !isDigits(fraction) {
		return Amount{}, fmt.Errorf("%w: %q", ErrAmount, clip(s))
	}
	n, err := strconv.ParseInt(whole+fraction, 10, 64)
	if err != nil {
		return Amount{}, fmt.Errorf("%w: %q", ErrAmount, clip(s))
	}
	if len(digits) != len(s) {
		n = -n
	}
	return Amount{n, uint8(len(fraction))}.trimmed(), nil
}

// MustAmount is ParseAmount for constants and tests; it panics on bad digits.
func MustAmount(s string) Amount {
	a, err := ParseAmount(s)
	if err != nil {
		panic(err)
	}
	return a
}

// AmountFromMinor gives n minor units of a currency with the given number of
// decimals, so AmountFromMinor(1050, 2) is 10.5.
func AmountFromMinor(n int64, decimals uint8) Amount {
	return Amount{n, decimals}.trimmed()
}

// Minor gives the amount in minor units of a currency with the given number of
// decimals. A fraction of a minor unit is refused, never rounded.
func (a Amount) Minor(decimals uint8) (int64, error) {
	if a.scale > decimals {
		return 0, fmt.Errorf("%w: %s has more than %d decimals", ErrAmount, a, decimals)
	}
	n, ok := scaleUp(a.unscaled, decimals-a.scale)
	if !ok {
		return 0, fmt.Errorf("%w: %s is too large", ErrAmount, a)
	}
	return n, nil
}

// Add gives a+b. It panics on overflow of int64, which takes nine additions of the
// largest amount that can be read.
func (a Amount) Add(b Amount) Amount {
	x, y, scale := aligned(a, b)
	sum := x + y
	if (x > 0 && y > 0 && sum <= 0) || (x < 0 && y < 0 && sum >= 0) {
		panic(fmt.Errorf("%w: %s + %s overflows", ErrAmount, a, b))
	}
	return Amount{sum, scale}.trimmed()
}

// Sub gives a-b.
func (a Amount) Sub(b Amount) Amount { return a.Add(b.Neg()) }

// Neg gives -a. Like Add it panics on overflow, which no amount that was read reaches.
func (a Amount) Neg() Amount {
	if a.unscaled == math.MinInt64 {
		panic(fmt.Errorf("%w: -(%s) overflows", ErrAmount, a))
	}
	return Amount{-a.unscaled, a.scale}
}

// Abs gives the amount without its sign.
func (a Amount) Abs() Amount {
	if a.unscaled < 0 {
		return a.Neg()
	}
	return a
}

// Sign is -1, 0 or 1.
func (a Amount) Sign() int {
	switch {
	case a.unscaled < 0:
		return -1
	case a.unscaled > 0:
		return 1
	}
	return 0
}

// IsZero reports whether the amount is 0; encoding/json's omitzero uses it.
func (a Amount) IsZero() bool { return a.unscaled == 0 }

// Cmp is -1, 0 or 1 as a is less than, equal to or greater than b.
func (a Amount) Cmp(b Amount) int { return a.Sub(b).Sign() }

// MinAmount gives the smaller of two amounts.
func MinAmount(a, b Amount) Amount {
	if a.Cmp(b) <= 0 {
		return a
	}
	return b
}

// String gives the shortest exact digits: "10", "10.5", "-0.05".
func (a Amount) String() string { return string(a.append(nil)) }

// Fixed gives the digits with at least the given number of decimals: "10.50".
func (a Amount) Fixed(decimals uint8) string {
	if a.scale < decimals {
		if n, ok := scaleUp(a.unscaled, decimals-a.scale); ok {
			a = Amount{n, decimals}
		}
	}
	return string(a.append(nil))
}

// MarshalJSON writes a JSON number.
func (a Amount) MarshalJSON() ([]byte, error) { return a.append(nil), nil }

// UnmarshalJSON reads a JSON number, or a string holding one.
func (a *Amount) UnmarshalJSON(b []byte) error {
	s := string(b)
	if s == "null" {
		return nil
	}
	if len(s) >= 2 && s[0] == '"' && s[len(s)-1] == '"' {
		s = s[1 : len(s)-1]
	}
	parsed, err := ParseAmount(s)
	if err != nil {
		return err
	}
	*a = parsed
	return nil
}

func (a Amount) append(b []byte) []byte {
	n := uint64(a.unscaled)
	if a.unscaled < 0 {
		b, n = append(b, '-'), -n
	}
	digits := strconv.FormatUint(n, 10)
	for len(digits) <= int(a.scale) {
		digits = "0" + digits
	}
	point := len(digits) - int(a.scale)
	b = append(b, digits[:point]...)
	if a.scale > 0 {
		b = append(append(b, '.'), digits[point:]...)
	}
	return b
}

// trimmed drops zeros behind the point, so that equal amounts are equal values.
func (a Amount) trimmed() Amount {
	for a.scale > 0 && a.unscaled%10 == 0 {
		a.unscaled /= 10
		a.scale--
	}
	return a
}

func aligned(a, b Amount) (x, y int64, scale uint8) {
	scale = max(a.scale, b.scale)
	x, okA := scaleUp(a.unscaled, scale-a.scale)
	y, okB := scaleUp(b.unscaled, scale-b.scale)
	if !okA || !okB {
		panic(fmt.Errorf("%w: %s and %s do not fit one scale", ErrAmount, a, b))
	}
	return x, y, scale
}

func scaleUp(n int64, by uint8) (int64, bool) {
	for range by {
		if n > math.MaxInt64/10 || n < math.MinInt64/10 {
			return 0, false
		}
		n *= 10
	}
	return n, true
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

func clip(s string) string { return clipTo(s, 40) }

func clipTo(s string, n int) string {
	if len(s) > n {
		return strings.ToValidUTF8(s[:n], "") + "…"
	}
	return s
}
