package cards

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
		out = append(out, ui.Balance{
			Currency: code, Ledger: ui.DecimalOf(all[code].LedgerBalance.String(), code),
			Available: ui.DecimalOf(all[code].AvailableBalance.String(), code), Pending: ui.DecimalOf(all[code].PendingCredits.String(), code),
		})
	}
	return out
}
