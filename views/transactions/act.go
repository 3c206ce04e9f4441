package transactions

import "strings"

// Act is what a type of transaction does to the money of its purchase.
type Act int

const (
	Other     Act = iota // moves no money of a purchase, or in a way that is not known here
	Holds                // an authorization puts money on hold
	Raises               // an incremental authorization adds to the hold
	Adjusts              // an advice sets the hold to a new total
	Releases             // a reversal gives back all or part of the hold
	Expires              // the hold ran out of time
	Posts                // a clearing turns hold into payment
	Pays                 // a single message approves and pays at once
	Unpays               // such a payment is taken back
	Promises             // a credit is announced and not paid yet
	Withdraws            // the announcement is withdrawn
	Credits              // money comes back for good
	Uncredits            // such a credit is taken back
	Inquires             // something is asked and nothing moved
	Disputes             // a step of a chargeback
)

// ActOf reads a type by its words, since the set of types is open.
func ActOf(transactionType string) Act {
	w := words(transactionType)
	switch {
	case w.has("chargeback"), w.has("representment"), w.has("dispute"):
		return Disputes
	case w.has("balanceinquiry"), w.has("inquiry"), w.has("checkavs"), w.has("pin"):
		return Inquires
	case w.has("adjustment"), w.has("transfer"):
		return Other
	case w.has("refund"), strings.HasPrefix(transactionType, "original.credit."):
		return creditOf(w)
	case w.first() == "authorization", w.first() == "pindebit", strings.HasPrefix(transactionType, "account.funding."):
		return debitOf(w)
	}
	return Other
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

func debitOf(w words) Act {
	switch dual := w.has("authorization"); {
	case w.has("issuerexpiration"):
		return Expires
	case w.has("reversal") && dual:
		return Releases
	case w.has("reversal"):
		return Unpays
	case w.has("incremental"):
		return Raises
	case w.has("advice"):
		return Adjusts
	case w.has("clearing"):
		return Posts
	case dual:
		return Holds
	}
	return Pays
}

func creditOf(w words) Act {
	switch dual := w.has("authorization"); {
	case w.has("reversal") && dual:
		return Withdraws
	case w.has("reversal"):
		return Uncredits
	case w.has("clearing"), !dual:
		return Credits
	}
	return Promises
}
