package simulate

import (
	"fmt"

	"golang.org/x/text/language"
)

// numericCountry gives the three digits of a country, ISO 3166-1, whichever of its
// codes a terminal sent; empty for what is no country.
func numericCountry(code string) string {
	region, err := language.ParseRegion(code)
	if err != nil || !region.IsCountry() {
		return ""
	}
	return fmt.Sprintf("%03d", region.M49())
}
