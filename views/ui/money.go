package ui

import (
	"strconv"
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

// MoneyOf words an amount given as minor units.
func MoneyOf(minor int64, code string) Money {
	amount, err := currency.NewAmountFromInt64(minor, code)
	if err != nil {
		return Money{Digits: plainMinor(minor), Currency: code}
	}
	return Money{Digits: formatter.Format(amount), Currency: code}
}

// DecimalOf words an exact decimal as Marqeta writes it, such as "1204.1".
func DecimalOf(digits, code string) Money {
	amount, err := currency.NewAmount(digits, code)
	if err != nil {
		return Money{Digits: digits, Currency: code}
	}
	return Money{Digits: formatter.Format(amount), Currency: code}
}

// String is the amount inside a sentence: "1,204.10 USD".
func (m Money) String() string { return strings.TrimSpace(m.Digits + " " + m.Currency) }

var formatter = newFormatter()

func newFormatter() *currency.Formatter {
	f := currency.NewFormatter(currency.NewLocale("en"))
	f.CurrencyDisplay = currency.DisplayNone
	return f
}

// plainMinor words minor units of a currency nobody knows, two decimals assumed.
func plainMinor(minor int64) string {
	sign := ""
	if minor < 0 {
		sign, minor = "-", -minor
	}
	digits := strconv.FormatInt(minor, 10)
	for len(digits) < 3 {
		digits = "0" + digits
	}
	return sign + digits[:len(digits)-2] + "." + digits[len(digits)-2:]
}
