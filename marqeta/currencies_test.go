package marqeta_test

import (
	"slices"
	"testing"

	"carddeck/marqeta"
)

func TestCurrenciesOfABalance(t *testing.T) {
	for name, x := range map[string]struct {
		balance marqeta.Balance
		want    []string
	}{
		"nothing known":   {marqeta.Balance{}, nil},
		"its own only":    {marqeta.Balance{CurrencyCode: "EUR"}, []string{"EUR"}},
		"several, sorted": {marqeta.Balance{CurrencyCode: "USD", Balances: map[string]marqeta.Balance{"USD": {}, "EUR": {}, "JPY": {}}}, []string{"EUR", "JPY", "USD"}},
	} {
		if got := x.balance.Currencies(); !slices.Equal(got, x.want) {
			t.Errorf("%s: %v, want %v", name, got, x.want)
		}
	}
}
