package engine

import (
	"slices"
	"strings"
)

// UnitedStatesOnly is the list of countries of a card product that names none.
const UnitedStatesOnly = "accept_us_only"

// CountryList names the countries where cards work, or do not.
type CountryList struct {
	Token, Name string
	Allow       bool     // cards work in these countries alone, else everywhere but there
	Countries   []string // ISO 3166-1, three digits
}

// CountryLists are those every program has. Which countries the second holds is a
// guess: those under a comprehensive embargo of the United States.
var CountryLists = []CountryList{
	{UnitedStatesOnly, "Accept US only", true, []string{"840"}},
	{"decline_ofac_countries", "Decline OFAC countries", false, []string{"192", "364", "408", "760"}},
}

// CountriesOf finds a list.
func CountriesOf(token string) (CountryList, bool) {
	i := slices.IndexFunc(CountryLists, func(l CountryList) bool { return l.Token == token })
	if i < 0 {
		return CountryList{}, false
	}
	return CountryLists[i], true
}

// digits are the three-digit codes of the listed countries by their letters.
var digits = map[string]string{
	"US": "840", "USA": "840", "CU": "192", "CUB": "192", "IR": "364", "IRN": "364", "KP": "408", "PRK": "408", "SY": "760", "SYR": "760",
}

// accepts takes the country as a terminal sends it, by letters or digits.
func (l CountryList) accepts(country string) bool {
	code := strings.ToUpper(strings.TrimSpace(country))
	if d, ok := digits[code]; ok {
		code = d
	}
	return slices.Contains(l.Countries, code) == l.Allow
}

func checkCountry(a *Attempt, _ *Verdict) finding {
	f := finding{values: map[string]any{"country_code": a.Message.Country, "accepted_countries_token": a.Product.Countries}}
	list, ok := CountriesOf(a.Product.Countries)
	if !ok {
		return f
	}
	f.values["is_whitelist"], f.values["country_codes"] = list.Allow, list.Countries
	f.guess = !list.Allow
	if !list.accepts(a.Message.Country) {
		f.code = "1864"
	}
	return f
}
