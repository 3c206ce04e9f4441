package wire

import (
	"errors"
	"fmt"
	"math/big"
	"regexp"
	"strings"
)

// Rate is how much of one currency a unit of another gives, as plain decimal
// digits: more of them than an amount has. Empty is not said.
type Rate string

var rateDigits = regexp.MustCompile(`^[0-9]{1,12}(\.[0-9]{1,24})?$`)

// MarshalJSON writes a number.
func (r Rate) MarshalJSON() ([]byte, error) { return []byte(r), nil }

// UnmarshalJSON reads a number, or a string holding one.
func (r *Rate) UnmarshalJSON(b []byte) error {
	digits := strings.Trim(string(b), `"`)
	if !rateDigits.MatchString(digits) {
		return fmt.Errorf("%.40q is not a rate of exchange", digits)
	}
	*r = Rate(digits)
	return nil
}

// Value gives the rate exactly; an empty one is 1.
func (r Rate) Value() *big.Rat {
	v, ok := new(big.Rat).SetString(string(r))
	if !ok {
		return big.NewRat(1, 1)
	}
	return v
}

// RateOf writes a quotient with as many decimals as it needs, up to ten.
func RateOf(v *big.Rat) (Rate, error) {
	digits := strings.TrimRight(strings.TrimRight(v.FloatString(10), "0"), ".")
	if r := Rate(digits); rateDigits.MatchString(digits) && r.Value().Sign() > 0 {
		return r, nil
	}
	return "", errors.New("the rate is too large or too small")
}
