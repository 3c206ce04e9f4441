package ui

import (
	"strings"

	"github.com/bojanz/currency"
)

// Money is an amount ready to be read: digits with the currency's own number of
// decimals and grouped thousands, and the currency's code.
type Money struct {
	Digits   string
	Currency string // ISO 4217 alpha, such as "USD"
	Void     bool   // no money moved: a decline, a notice
}

// minus is the sign of that name, as wide as a digit; a hyphen is not.
const minus = "−"

// MoneyOf words an amount given as minor units. A currency that ISO 4217 does not list
// counts as having two decimals.
func MoneyOf(minor int64, code string) Money {
	decimals, ok := currency.GetDigits(code)
	if !ok {
		decimals = 2
	}
	return Money{Digits: grouped(minor, int(decimals)), Currency: code}
}

// DecimalOf words an exact decimal as Marqeta writes it, such as "1204.1".
func DecimalOf(digits, code string) Money {
	amount, err := currency.NewAmount(digits, code)
	if err != nil {
		return Money{Digits: digits, Currency: code}
	}
	return Money{Digits: strings.Replace(formatter.Format(amount), "-", minus, 1), Currency: code}
}

// String is the amount inside a sentence: "1,204.10 USD".
func (m Money) String() string { return strings.TrimSpace(m.Digits + " " + m.Currency) }

var formatter = newFormatter()

func newFormatter() *currency.Formatter {
	f := currency.NewFormatter(currency.NewLocale("en"))
	f.CurrencyDisplay = currency.DisplayNone
	return f
}

// grouped writes minor units as the formatter would, a twentieth of the work: lists
// show fifty amounts, and more than once each.
func grouped(minor int64, decimals int) string {
	n := uint64(minor)
	if minor < 0 {
		n = -n
	}
	var b [32]byte
	at := len(b)
	for digit := 0; n > 0 || digit <= decimals; digit++ {
		switch {
		case decimals > 0 && digit == decimals:
			at--
			b[at] = '.'
		case digit > decimals && (digit-decimals)%3 == 0:
			at--
			b[at] = ','
		}
		at--
		b[at] = byte('0' + n%10)
		n /= 10
	}
	if minor < 0 {
		at -= len(minus)
		copy(b[at:], minus)
	}
	return string(b[at:])
}
