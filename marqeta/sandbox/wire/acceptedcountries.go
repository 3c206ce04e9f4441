package wire

import (
	"time"

	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
)

// AcceptedCountries is a list of countries that a card product can name.
type AcceptedCountries struct {
	Token        string    `json:"token"`
	Name         string    `json:"name"`
	IsWhitelist  rest.Flag `json:"is_whitelist"`
	CountryCodes []string  `json:"country_codes"`
	Times
}

// AllAcceptedCountries are the lists that there are; nobody can add one.
func AllAcceptedCountries() []AcceptedCountries {
	since := rest.At(time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC))
	lists := make([]AcceptedCountries, len(engine.CountryLists))
	for i, l := range engine.CountryLists {
		lists[i] = AcceptedCountries{l.Token, l.Name, rest.Flag(l.Allow), l.Countries, Born(since)}
	}
	return lists
}
