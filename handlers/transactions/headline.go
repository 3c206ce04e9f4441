package transactions

import (
	"carddeck/marqeta/dictionary"
	"carddeck/store"
	views "carddeck/views/transactions"
	"carddeck/views/ui"
)

// sentence is a transaction in one sentence: what became of it, how much, where, and
// how the money stands. At is what the purchase stood at right after this message, now
// what it stands at after the last; v explains a decline.
func sentence(t store.Transaction, at, now effect, v dictionary.Verdict) string {
	switch {
	case t.State == "DECLINED":
		return "Declined: " + subject(t) + ", " + because(v)
	case t.State == "ERROR":
		return "Failed: " + subject(t) + ", the platform could not process it"
	}
	kind := views.Kind(t.Type)
	switch views.ActOf(t.Type) {
	case views.Holds:
		return approved(t, now)
	case views.Raises:
		return "Raised: " + money(t) + " more held" + place(t, "at")
	case views.Adjusts:
		return "Adjusted: " + money(t) + " held in all" + place(t, "at")
	case views.Releases:
		if at.hold > 0 {
			return "Reversed in part: " + subject(t) + ", " + ui.MoneyOf(at.hold, t.Currency).String() + " stays held"
		}
		return "Reversed: " + subject(t) + ", the hold is released"
	case views.Expires:
		return "Expired: " + subject(t) + ", the hold is released"
	case views.Posts:
		return cleared(t, at)
	case views.Pays:
		return "Paid: " + subject(t)
	case views.Unpays:
		return "Reversed: " + subject(t) + ", the payment is taken back"
	case views.Promises:
		return kind + ": " + money(t) + place(t, "from") + ", not paid yet"
	case views.Withdraws:
		return kind + ": " + money(t) + place(t, "from") + " will not come"
	case views.Credits:
		return "Credited: " + money(t) + place(t, "from") + ", paid to the account"
	case views.Uncredits:
		return "Taken back: " + money(t) + place(t, "from")
	case views.Inquires:
		return kind + place(t, "at") + ", no money moved"
	}
	return kind + ": " + subject(t)
}

func approved(t store.Transaction, now effect) string {
	start := "Approved: " + subject(t)
	if t.ResponseCode == "0002" {
		start = "Approved in part: " + ui.MoneyOf(t.AmountMinor, t.Currency).Digits + " of " +
			ui.MoneyOf(t.RequestAmountMinor, t.Currency).String() + place(t, "at")
	}
	switch {
	case t.AmountMinor == 0:
		return start + ", the card was checked"
	case t.State == "PENDING" && now.posted > 0:
		return start + ", cleared in part"
	case t.State == "PENDING":
		return start + ", money held"
	case now.posted > 0:
		return start + ", cleared since"
	}
	return start + ", released since"
}

func cleared(t store.Transaction, at effect) string {
	switch {
	case t.PrecedingToken == "":
		return "Cleared without an authorization: " + subject(t)
	case at.hold > 0:
		return "Cleared in part: " + subject(t) + ", " + ui.MoneyOf(at.hold, t.Currency).String() + " stays held"
	}
	if at.over > 0 {
		return "Cleared: " + subject(t) + ", " + ui.MoneyOf(at.over, t.Currency).String() + " more than was held"
	}
	return "Cleared: " + subject(t) + ", money moved"
}

func subject(t store.Transaction) string { return money(t) + place(t, "at") }

func money(t store.Transaction) string { return ui.MoneyOf(t.AmountMinor, t.Currency).String() }

func place(t store.Transaction, preposition string) string {
	if t.Merchant == "" {
		return ""
	}
	return " " + preposition + " " + ui.Name(t.Merchant)
}

// why is the line under the sentence: what decided it, and what to look at next.
func why(t store.Transaction, v dictionary.Verdict) string {
	switch {
	case t.State == "DECLINED":
		return then(v)
	case t.State == "ERROR":
		return "This is for Marqeta's support: quote the token, the time and what should have happened."
	case t.FundingRecord:
		return "JIT Funding keeps this record beside the card transaction. Lists hide it, and no sum counts it."
	}
	switch views.ActOf(t.Type) {
	case views.Holds, views.Pays:
		return decider(t)
	case views.Raises:
		return "The merchant asked to hold more, and it was decided anew. The amount is the addition, not the total."
	case views.Adjusts:
		return "The merchant told the final amount after the fact. The amount is the new total, not the difference."
	case views.Releases:
		return "The merchant let go of the hold. A part keeps the rest on hold; a full reversal ends it."
	case views.Expires:
		return "No clearing came in time, so Marqeta let go of the hold. The merchant may still clear later."
	case views.Posts:
		return "The merchant asked for its money. A clearing may be less or more than the hold, and cannot be refused."
	case views.Credits:
		return "Money came back. Marqeta links a refund to no purchase: merchant, card and amount are how one finds it."
	case views.Promises:
		return "The merchant announced a credit. It may still be withdrawn; it is paid when it clears."
	case views.Unpays, views.Uncredits, views.Withdraws:
		return "The earlier message is undone."
	case views.Inquires:
		return "Nothing was bought."
	}
	return ""
}

// decider says who approved, by where the money came from.
func decider(t store.Transaction) string {
	switch t.FundingType {
	case "program":
		return "Marqeta decided by its own checks and drew the money from the program funding source at that moment."
	case "programgateway":
		return "Your gateway was asked after Marqeta's own checks, and said yes."
	case "paymentcard":
		return "The money was drawn from the user's own payment card at that moment."
	case "":
		return "The balance on the user's account covered it; no funding source was asked."
	}
	return "The money was drawn from a funding source of type " + t.FundingType + "."
}
