package cards

import (
	"net/url"

	"carddeck/store"
	"carddeck/views/cards"
	"carddeck/views/transactions"
	"carddeck/views/ui"
)

// recent words what the card did last.
func recent(rows []store.Transaction) []cards.Transaction {
	var out []cards.Transaction
	for _, t := range rows {
		line := cards.Transaction{
			Mark: transactions.Status(t.Type, t.State, t.ResponseCode), Amount: ui.MoneyOf(t.AmountMinor, t.Currency), Merchant: t.Merchant,
			What: transactions.Kind(t.Type), At: ui.MomentOf(t.UserTransactionTime),
			Token: t.Token, Href: "/transactions/" + url.PathEscape(t.Token),
		}
		if line.Merchant == "" {
			line.Merchant = line.What
		}
		if t.Declined() {
			line.Amount.Void = true
			line.What = t.ResponseMemo + " (" + t.ResponseCode + ")"
		}
		out = append(out, line)
	}
	return out
}
