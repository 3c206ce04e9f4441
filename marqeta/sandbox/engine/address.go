package engine

import (
	"strings"
	"unicode"
)

// AddressResult is what address verification found: two digits for the street
// number, two for the postal code (00 match, 01 no match, 02 not present, 03 not
// validated).
type AddressResult struct {
	Code string
	Memo string
}

func checkAddress(a *Attempt, v *Verdict) finding {
	if a.Message.Address == nil {
		return finding{}
	}
	if !a.Product.ValidateAddress {
		v.Address = &AddressResult{"0303", "Address and postal code not validated"}
		return finding{values: map[string]any{"validate": false}}
	}
	street := compare(number(a.Message.Address.Street), number(a.User.Address.Street))
	postal := compare(postal(a.Message.Address.PostalCode), postal(a.User.Address.PostalCode))
	v.Address = &AddressResult{street + postal, "Address " + words[street] + ", postal code " + words[postal]}
	f := finding{values: map[string]any{
		"response": v.Address.Code, "decline_on_address_number_mismatch": a.Product.NeedStreet,
		"decline_on_postal_code_mismatch": a.Product.NeedPostalCode,
	}}
	if (a.Product.NeedStreet && street == "01") || (a.Product.NeedPostalCode && postal == "01") {
		f.code, f.why, f.guess = "1025", "the address does not match", true
	}
	return f
}

var words = map[string]string{"00": "matches", "01": "does not match", "02": "not present"}

func compare(given, stored string) string {
	switch {
	case given == "":
		return "02"
	case given == stored:
		return "00"
	}
	return "01"
}

// number is the house number: only that is compared.
func number(street string) string {
	for field := range strings.FieldsSeq(street) {
		if strings.ContainsFunc(field, unicode.IsDigit) {
			return strings.ToUpper(field)
		}
	}
	return compact(street)
}

// postal is a postal code without what separates its parts.
func postal(code string) string { return strings.ReplaceAll(compact(code), "-", "") }

func compact(s string) string {
	return strings.ToUpper(strings.Join(strings.Fields(s), ""))
}
