package store

import (
	"slices"
	"strings"
)

// effectiveStates says what each member of a lifecycle counts as. The platform does
// not notify an authorization again when it is over, so a pending opener counts as
// CLEARED once its followers have cleared it in full, cleared it finally, reversed it
// in full or let it expire. Everything else counts as reported.
//
// members are in the order of inOrder; the answer has the same places.
func effectiveStates(members []Transaction) []string {
	behind := make(map[string][]int, len(members))
	for i, m := range members {
		behind[m.PrecedingToken] = append(behind[m.PrecedingToken], i)
	}
	states := make([]string, len(members))
	for i, m := range members {
		states[i] = m.ReportedState
		if m.ReportedState == "PENDING" && opens(m.Type) && over(m, followers(members, behind, m.Token)) {
			states[i] = "CLEARED"
		}
	}
	return states
}

// opens reports whether a type starts a lifecycle that something else ends.
func opens(typ string) bool {
	switch typ {
	case "authorization", "authorization.standin", "authorization.cashback", "authorization.atm.withdrawal",
		"authorization.quasi.cash", "pindebit.authorization", "refund.authorization",
		"original.credit.authorization", "account.funding.authorization":
		return true
	}
	return false
}

// followers gives the members behind one, through however many links, in their order.
// Those that were refused have no effect and are left out.
func followers(members []Transaction, behind map[string][]int, token string) []Transaction {
	var places []int
	seen := map[string]bool{token: true}
	for todo := []string{token}; len(todo) > 0; todo = todo[1:] {
		for _, i := range behind[todo[0]] {
			if m := members[i]; !seen[m.Token] {
				seen[m.Token] = true
				places, todo = append(places, i), append(todo, m.Token)
			}
		}
	}
	slices.Sort(places)
	var out []Transaction
	for _, i := range places {
		if m := members[i]; !m.FundingRecord && m.ReportedState != "DECLINED" && m.ReportedState != "ERROR" {
			out = append(out, m)
		}
	}
	return out
}

// over adds up what is on hold and what has cleared, in the opener's currency.
func over(opener Transaction, followers []Transaction) bool {
	hold, cleared := opener.AmountMinor, int64(0)
	clearings := map[int]bool{}
	for _, f := range followers {
		same := f.Currency == opener.Currency
		switch kind(f.Type) {
		case "issuerexpiration":
			return true
		case "reversal":
			if f.ReportedState != "PENDING" {
				return true
			}
			if same {
				hold -= f.AmountMinor
			}
		case "incremental":
			if same {
				hold += f.AmountMinor
			}
		case "advice":
			if same {
				hold = f.AmountMinor
			}
		case "clearing":
			if f.FinalClearing {
				return true
			}
			if same {
				cleared += f.AmountMinor
			}
			clearings[f.ClearingNumber] = true
			delete(clearings, 0)
			if f.ClearingCount > 1 && len(clearings) >= f.ClearingCount {
				return true
			}
		}
	}
	return cleared > 0 && cleared >= hold || hold <= 0 && len(followers) > 0 && opener.AmountMinor > 0
}

// kind gives the word that says what a follower does. "authorization.clearing.cashback"
// clears; a chargeback of a clearing does not.
func kind(typ string) string {
	words := strings.Split(typ, ".")
	for _, word := range []string{"chargeback", "representment", "issuerexpiration", "reversal", "incremental", "advice", "clearing"} {
		if slices.Contains(words, word) {
			return word
		}
	}
	return ""
}
