package transactions

import (
	"strings"

	"carddeck/marqeta"
	"carddeck/store"
	views "carddeck/views/transactions"
	"carddeck/views/ui"
)

// verb names a next step in addresses: /transactions/{token}/{verb}.
type verb string

// The next steps, in the order in which they are offered.
const (
	clear       verb = "clearing"
	incremental verb = "incremental"
	advise      verb = "advice"
	reverse     verb = "reversal"
	refund      verb = "refund"
)

var verbs = []verb{clear, incremental, advise, reverse, refund}

// next is one step that may or may not follow now.
type next struct {
	verb    verb
	kind    marqeta.SimulationKind
	subject store.Transaction // what the step is about: its page, its amount
	names   string            // the preceding transaction that the simulation names; empty for a refund
	whyNot  string            // a clause; the step is not legal now
}

// nextSteps says for each verb what would follow from a purchase as it stands. From
// whichever member one looks, further messages are about the opener, and a refund is
// about what was paid.
func nextSteps(current store.Transaction, life []store.Transaction) []next {
	opener := root(current, life)
	legal := kindsAfter(opener)
	var out []next
	for _, v := range verbs {
		n := next{verb: v, subject: opener, names: opener.Token}
		switch kind, ok := legal[v]; {
		case v == refund:
			n.names = ""
			n.subject, n.kind, n.whyNot = refundable(current, opener, life)
		case ok:
			n.kind = kind
			if v == clear {
				n.names = lastRaise(opener, life)
			}
		default:
			n.whyNot = whyNot(v, opener)
		}
		out = append(out, n)
	}
	return out
}

// kindsAfter gives the simulations that may follow a transaction, by verb.
func kindsAfter(t store.Transaction) map[verb]marqeta.SimulationKind {
	out := map[verb]marqeta.SimulationKind{}
	seen := marqeta.Transaction{
		Type: t.Type, State: marqeta.TransactionState(t.State),
		Response: marqeta.Response{Code: marqeta.ResponseCode(t.ResponseCode)},
	}
	for _, kind := range seen.NextSteps() {
		for _, v := range verbs {
			if strings.Contains("."+string(kind)+".", "."+string(v)+".") && !(v == refund && strings.HasPrefix(string(kind), "refund.")) {
				out[v] = kind
			}
		}
	}
	return out
}

// root walks back to the transaction that began the purchase, as far as it is known.
func root(t store.Transaction, life []store.Transaction) store.Transaction {
	known := map[string]store.Transaction{}
	for _, m := range life {
		known[m.Token] = m
	}
	for range life {
		before, ok := known[t.PrecedingToken]
		if !ok {
			break
		}
		t = before
	}
	return t
}

// lastRaise gives the token that a clearing names: the last incremental or advice on
// the opener, or the opener itself.
func lastRaise(opener store.Transaction, life []store.Transaction) string {
	token := opener.Token
	for _, m := range life {
		if a := views.ActOf(m.Type); (a == views.Raises || a == views.Adjusts) && m.PrecedingToken == opener.Token && m.State == "PENDING" {
			token = m.Token
		}
	}
	return token
}

// refundable finds what a refund would pay back: this transaction, or the latest
// payment of the purchase.
func refundable(current, opener store.Transaction, life []store.Transaction) (store.Transaction, marqeta.SimulationKind, string) {
	if kind, ok := kindsAfter(current)[refund]; ok {
		return current, kind, ""
	}
	for i := len(life) - 1; i >= 0; i-- {
		if kind, ok := kindsAfter(life[i])[refund]; ok {
			return life[i], kind, ""
		}
	}
	return opener, "", whyNot(refund, opener)
}

// whyNot says in a clause why a step cannot follow an opener.
func whyNot(v verb, opener store.Transaction) string {
	a := views.ActOf(opener.Type)
	switch {
	case opener.State == "DECLINED", opener.State == "ERROR":
		return "nothing follows a transaction that moved no money"
	case a == views.Credits, a == views.Promises && opener.State != "PENDING":
		return "money that came back is final"
	case a == views.Promises:
		return "Marqeta has no such step after an announced credit"
	case a == views.Inquires, a == views.Other, a == views.Disputes, opener.FundingRecord:
		return "this kind of transaction has no next step"
	case v == refund:
		return "nothing has been paid yet; a reversal releases the hold instead"
	case a == views.Pays:
		return "it was paid in one message, so there is no hold"
	case opener.State != "PENDING":
		return "the hold has ended"
	}
	return "Marqeta has no such step after this kind of authorization"
}

// notes words what cannot follow, steps with the same reason together.
func notes(steps []next) []string {
	var reasons []string
	by := map[string][]string{}
	legal := false
	for _, s := range steps {
		if s.whyNot == "" {
			legal = true
			continue
		}
		if by[s.whyNot] == nil {
			reasons = append(reasons, s.whyNot)
		}
		by[s.whyNot] = append(by[s.whyNot], wording(s).name)
	}
	var out []string
	for _, why := range reasons {
		if !legal && len(reasons) == 1 {
			out = append(out, "No next step: "+why+".")
			continue
		}
		out = append(out, ui.Capital(strings.ToLower(strings.Join(by[why], ", ")))+" not possible: "+why+".")
	}
	return out
}
