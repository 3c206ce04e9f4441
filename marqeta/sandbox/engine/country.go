package engine

import "strings"

// The two lists of countries every program has.
const (
	UnitedStatesOnly = "accept_us_only"
	DeclineSanctions = "decline_ofac_countries"
)

// sanctioned are the countries under a comprehensive embargo, in the three forms
// ISO 3166-1 has. Which ones Marqeta refuses is a guess.
var sanctioned = map[string]bool{
	"CUB": true, "CU": true, "192": true,
	"IRN": true, "IR": true, "364": true,
	"PRK": true, "KP": true, "408": true,
	"SYR": true, "SY": true, "760": true,
}

func checkCountry(a *Attempt, _ *Verdict) finding {
	country := strings.ToUpper(strings.TrimSpace(a.Message.Country))
	f := finding{values: map[string]any{"country_code": a.Message.Country, "accepted_countries_token": a.Product.Countries}}
	switch a.Product.Countries {
	case UnitedStatesOnly:
		if country != "USA" && country != "US" && country != "840" {
			f.code = "1864"
		}
	case DeclineSanctions:
		f.guess = true
		if sanctioned[country] {
			f.code = "1864"
		}
	}
	return f
}
