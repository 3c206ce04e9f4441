package cards

import (
	"cmp"
	"net/url"

	"carddeck/marqeta"
	"carddeck/marqeta/dictionary"
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
			Mark: transactions.Status(t.Type, t.State, t.ResponseCode), Amount: transactions.Amount(t.Type, t.State, t.AmountMinor, t.Currency), Merchant: ui.Name(t.Merchant),
			What: transactions.Kind(t.Type), At: ui.MomentOf(t.UserTransactionTime),
			Token: t.Token, Href: "/transactions/" + url.PathEscape(t.Token),
		}
		if line.Merchant == "" {
			line.Merchant = line.What
		}
		if t.Declined() {
			line.What = declined(t)
			if t.ResponseCode != "" {
				line.Why = ui.CodePath(ui.ResponseCodes, t.ResponseCode)
			}
		}
		out = append(out, line)
	}
	return out
}

// declined is the reason in the words of every list, and Marqeta's memo where it has
// none.
func declined(t store.Transaction) string {
	words, ok := dictionary.Words(marqeta.ResponseCode(t.ResponseCode))
	if !ok {
		words = cmp.Or(ui.Name(t.ResponseMemo), "declined")
	}
	if t.ResponseCode == "" {
		return ui.Capital(words)
	}
	return ui.Capital(words) + " (" + t.ResponseCode + ")"
}
