package transactions

import "strings"

// act is what a type of transaction does to the money of its purchase.
type act int

const (
	other     act = iota // moves no money of a purchase, or in a way that is not known here
	holds                // an authorization puts money on hold
	raises               // an incremental authorization adds to the hold
	adjusts              // an advice sets the hold to a new total
	releases             // a reversal gives back all or part of the hold
	expires              // the hold ran out of time
	posts                // a clearing turns hold into payment
	pays                 // a single message approves and pays at once
	unpays               // such a payment is taken back
	promises             // a credit is announced and not paid yet
	withdraws            // the announcement is withdrawn
	credits              // money comes back for good
	uncredits            // such a credit is taken back
	inquires             // something is asked and nothing moved
	disputes             // a step of a chargeback
)

// actOf reads a type by its words, since the set of types is open.
func actOf(transactionType string) act {
	w := words(transactionType)
	switch {
	case w.has("chargeback"), w.has("representment"), w.has("dispute"):
		return disputes
	case w.has("balanceinquiry"), w.has("inquiry"), w.has("checkavs"), w.has("pin"):
		return inquires
	case w.has("adjustment"), w.has("transfer"):
		return other
	case w.has("refund"), strings.HasPrefix(transactionType, "original.credit."):
		return creditOf(w)
	case w.first() == "authorization", w.first() == "pindebit", strings.HasPrefix(transactionType, "account.funding."):
		return debitOf(w)
	}
	return other
}

// words is a type as its words, which dots part.
type words string

func (w words) has(word string) bool {
	for part := range strings.SplitSeq(string(w), ".") {
		if part == word {
			return true
		}
	}
	return false
}

func (w words) first() string {
	first, _, _ := strings.Cut(string(w), ".")
	return first
}

func debitOf(w words) act {
	switch dual := w.has("authorization"); {
	case w.has("issuerexpiration"):
		return expires
	case w.has("reversal") && dual:
		return releases
	case w.has("reversal"):
		return unpays
	case w.has("incremental"):
		return raises
	case w.has("advice"):
		return adjusts
	case w.has("clearing"):
		return posts
	case dual:
		return holds
	}
	return pays
}

func creditOf(w words) act {
	switch dual := w.has("authorization"); {
	case w.has("reversal") && dual:
		return withdraws
	case w.has("reversal"):
		return uncredits
	case w.has("clearing"), !dual:
		return credits
	}
	return promises
}
