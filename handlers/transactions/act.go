package transactions

import (
	"slices"
	"strings"
)

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
	words := strings.Split(transactionType, ".")
	has := func(any ...string) bool {
		return slices.ContainsFunc(any, func(word string) bool { return slices.Contains(words, word) })
	}
	switch {
	case has("chargeback", "representment", "dispute"):
		return disputes
	case has("balanceinquiry", "inquiry", "checkavs", "pin"):
		return inquires
	case has("adjustment", "transfer"):
		return other
	case has("refund"), words[0] == "original":
		return creditOf(has)
	case words[0] == "authorization", words[0] == "pindebit", strings.HasPrefix(transactionType, "account.funding."):
		return debitOf(has)
	}
	return other
}

func debitOf(has func(...string) bool) act {
	switch dual := has("authorization"); {
	case has("issuerexpiration"):
		return expires
	case has("reversal") && dual:
		return releases
	case has("reversal"):
		return unpays
	case has("incremental"):
		return raises
	case has("advice"):
		return adjusts
	case has("clearing"):
		return posts
	case dual:
		return holds
	}
	return pays
}

func creditOf(has func(...string) bool) act {
	switch dual := has("authorization"); {
	case has("reversal") && dual:
		return withdraws
	case has("reversal"):
		return uncredits
	case has("clearing"), !dual:
		return credits
	}
	return promises
}
