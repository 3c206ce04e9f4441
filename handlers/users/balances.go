package users

import (
	"maps"
	"slices"

	"carddeck/marqeta"
	"carddeck/views/ui"
)

// balances words an account's money, one line a currency.
func balances(b marqeta.Balances) []ui.Balance {
	all := maps.Clone(b.GPA.Balances)
	if len(all) == 0 && b.GPA.CurrencyCode != "" {
		all = map[string]marqeta.Balance{b.GPA.CurrencyCode: b.GPA}
	}
	var out []ui.Balance
	for _, code := range slices.Sorted(maps.Keys(all)) {
		of := all[code]
		out = append(out, ui.BalanceOf(code, of.LedgerBalance.String(), of.AvailableBalance.String(), of.PendingCredits.String()))
	}
	return out
}
