package cards

import (
	"carddeck/marqeta"
	"carddeck/views/ui"
)

// balances words an account's money, one line a currency.
func balances(b marqeta.Balances) []ui.Balance {
	var out []ui.Balance
	for _, code := range b.GPA.Currencies() {
		of, _ := b.GPA.In(code)
		out = append(out, ui.BalanceOf(code, of.LedgerBalance.String(), of.AvailableBalance.String(), of.PendingCredits.String()))
	}
	return out
}
