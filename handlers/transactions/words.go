package transactions

import (
	"strconv"

	"carddeck/marqeta"
	"carddeck/marqeta/dictionary"
	"carddeck/store"
	views "carddeck/views/transactions"
	"carddeck/views/ui"
)

func amount(t store.Transaction) ui.Money {
	return views.Amount(t.Type, t.State, t.AmountMinor, t.Currency)
}

// what words a transaction for a row: the reason of a decline with its code, else the
// kind with what sets it apart from others of its kind.
func what(t store.Transaction) string {
	kind := views.Kind(t.Type)
	switch {
	case t.State == "DECLINED":
		return declined(t)
	case t.ResponseCode == "0002":
		return ui.MoneyOf(t.AmountMinor, t.Currency).Digits + " of " + ui.MoneyOf(t.RequestAmountMinor, t.Currency).Digits + " approved (0002)"
	}
	switch views.ActOf(t.Type) {
	case views.Holds:
		if t.AmountMinor == 0 {
			return "Account verification"
		}
	case views.Releases:
		if t.State == "PENDING" {
			return kind + ", part"
		}
		return kind + ", full"
	case views.Posts:
		return clearing(t, kind)
	}
	return kind
}

// declined is the reason in the fewest words; a code that no source explains keeps
// Marqeta's memo.
func declined(t store.Transaction) string {
	words, ok := dictionary.Words(marqeta.ResponseCode(t.ResponseCode))
	if !ok {
		words = t.ResponseMemo
	}
	if words == "" {
		words = "declined"
	}
	return ui.Capital(words) + code(t)
}

func code(t store.Transaction) string {
	if t.ResponseCode == "" {
		return ""
	}
	return " (" + t.ResponseCode + ")"
}

func clearing(t store.Transaction, kind string) string {
	if t.ClearingNumber > 0 {
		kind += " " + strconv.Itoa(t.ClearingNumber)
		if t.ClearingCount > 0 {
			kind += " of " + strconv.Itoa(t.ClearingCount)
		}
	}
	if t.FinalClearing {
		kind += ", final"
	}
	if t.PrecedingToken == "" {
		kind += ", force post"
	}
	return kind
}

// card is how a card is named where there is little room.
func card(lastFour string) string {
	if lastFour == "" {
		return ""
	}
	return "•• " + lastFour
}
