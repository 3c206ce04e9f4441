package simulate

import (
	"cmp"
	"math/big"
	"strings"

	"github.com/bojanz/currency"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/wire"
)

// conversion is what the merchant charged in a currency other than the card's. The
// message's amount stays in the card's: it is the original amount times the rate.
type conversion struct {
	OriginalAmount *marqeta.Amount `json:"original_amount"`
	ConversionRate wire.Rate       `json:"conversion_rate"`
	Original       numericCode     `json:"original_currency_code"`
}

// numericCode is an ISO 4217 code of three digits, also where it was sent as a
// number. The letters of a currency are read too.
type numericCode string

// UnmarshalJSON reads a code from a string or a number.
func (n *numericCode) UnmarshalJSON(b []byte) error {
	*n = numericCode(strings.Trim(string(b), `"`))
	if numeric, ok := currency.GetNumericCode(string(*n)); ok {
		*n = numericCode(numeric)
	}
	return nil
}

// alphabetic gives the letters of each currency's number.
var alphabetic = func() map[numericCode]string {
	m := map[numericCode]string{}
	for _, code := range currency.GetCurrencyCodes() {
		if n, ok := currency.GetNumericCode(code); ok {
			m[numericCode(n)] = code
		}
	}
	return m
}()

func (v conversion) check(c *rest.Check) {
	c.That(v.Original == "" || alphabetic[v.Original] != "", "currency_conversion.original_currency_code", "must be an ISO 4217 code of three digits")
	c.That(v.OriginalAmount == nil || v.OriginalAmount.Sign() >= 0, "currency_conversion.original_amount", "must not be negative")
}

// foreign keeps what the opening message said of the conversion, for those that
// follow it. A rate of 0 says that the currencies are the same.
func (m *message) foreign() (err error) {
	v, p := m.in.Conversion, &m.purchase
	if v == nil {
		return nil
	}
	p.Foreign = cmp.Or(string(v.Original), p.Foreign)
	amount := m.money.Amount(m.asked)
	switch {
	case v.ConversionRate != "" && v.ConversionRate.Value().Sign() > 0:
		p.Rate = v.ConversionRate
	case v.ConversionRate == "" && v.OriginalAmount != nil && v.OriginalAmount.Sign() > 0 && amount.Sign() > 0:
		if p.Rate, err = wire.RateOf(new(big.Rat).Quo(exact(amount), exact(*v.OriginalAmount))); err != nil {
			return rest.Invalid("currency_conversion.original_amount is too far from the amount")
		}
	}
	return nil
}

// converted shows an amount in the merchant's currency. Where the request does not
// say it, it is the amount by the rate.
func (m *message) converted(amount marqeta.Amount) (*wire.CurrencyConversion, error) {
	p, shown := m.purchase, &wire.CurrencyConversion{}
	n := &shown.Network
	n.ConversionRate, n.OriginalCurrencyCode = cmp.Or(p.Rate, "1"), p.Foreign
	if p.Foreign == "" {
		n.OriginalCurrencyCode, _ = currency.GetNumericCode(p.Currency)
	}
	if v := m.in.Conversion; v != nil && v.OriginalAmount != nil {
		n.OriginalAmount = *v.OriginalAmount
		return shown, nil
	}
	in, err := book.MoneyIn(alphabetic[numericCode(n.OriginalCurrencyCode)])
	if err != nil {
		return nil, err
	}
	original := new(big.Rat).Quo(exact(amount), p.Rate.Value())
	if n.OriginalAmount, err = marqeta.ParseAmount(original.FloatString(int(in.Decimals()))); err != nil {
		return nil, rest.Invalid("currency_conversion.conversion_rate makes the original amount too large")
	}
	return shown, nil
}

func exact(a marqeta.Amount) *big.Rat {
	v, _ := new(big.Rat).SetString(a.String())
	return v
}
