package store

import (
	"carddeck/marqeta"

	"github.com/bojanz/currency"
)

// Digits gives the number of decimals of a currency's minor unit: 2 for USD, 0 for
// JPY, 3 for KWD. A currency ISO 4217 does not list counts as having 2.
func Digits(currencyCode string) uint8 {
	if d, ok := currency.GetDigits(currencyCode); ok {
		return d
	}
	return 2
}

// money turns minor units back into the exact decimal.
func money(minor int64, currencyCode string) marqeta.Amount {
	return marqeta.AmountFromMinor(minor, Digits(currencyCode))
}
