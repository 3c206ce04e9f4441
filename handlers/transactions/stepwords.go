package transactions

import (
	"net/url"

	"carddeck/marqeta"
	"carddeck/store"
	views "carddeck/views/transactions"
	"carddeck/views/ui"
)

// stepWord is how a step is named and explained.
type stepWord struct {
	name   string
	icon   string
	button string
	note   string // what it is, for somebody who does it for the first time
	help   string // what the amount means
}

var stepWords = map[verb]stepWord{
	clear: {
		name: "Clearing", icon: "clearing", button: "Simulate the clearing",
		note: "The merchant asks for its money. Less than the hold is a partial clearing, and the rest stays on hold; " +
			"more than the hold is paid in full, since a clearing cannot be refused.",
		help: "What the merchant is paid.",
	},
	incremental: {
		name: "Incremental authorization", icon: "plus", button: "Simulate the incremental",
		note: "The merchant asks to hold more, as a hotel does for another night. It is decided anew and can be declined; the hold so far stays.",
		help: "The addition, not the new total.",
	},
	advise: {
		name: "Advice", icon: "edit", button: "Simulate the advice",
		note: "The merchant tells the final amount after the fact, as a fuel pump does. Nobody is asked: the hold is set to it.",
		help: "The new total, not the difference.",
	},
	reverse: {
		name: "Reversal", icon: "undo", button: "Simulate the reversal",
		note: "The merchant lets go of the hold. Less than the hold is a partial reversal, and the rest stays on hold.",
		help: "What is released.",
	},
	refund: {
		name: "Refund", icon: "refund", button: "Simulate the refund",
		note: "The merchant pays back. A refund names only the card: Marqeta never links it to the purchase, so it begins a life of its own, " +
			"and nobody checks that it fits what was paid.",
		help: "What is paid back.",
	},
}

// creditWords replace what is said of a purchase where money comes back.
var creditWords = map[verb]stepWord{
	clear:   {note: "What was announced is paid to the account. A credit is always accepted.", help: "What is paid to the account."},
	reverse: {note: "The merchant takes the credit back, and the account does not get it or loses it again.", help: "What is taken back."},
}

// wording names and explains a step for the transaction that it follows.
func wording(n next) stepWord {
	w := stepWords[n.verb]
	switch a := views.ActOf(n.subject.Type); {
	case a == views.Promises, a == views.Credits:
		if c, ok := creditWords[n.verb]; ok {
			w.note, w.help = c.note, c.help
		}
	case a == views.Pays && n.verb == reverse:
		w.note, w.help = "The payment is taken back, as if the purchase had not happened.", "What is taken back."
	}
	return w
}

// proposed gives the amount that a step's form begins with, in minor units: what is
// still on hold, or for an addition a fifth of the purchase, as a tip would be.
func proposed(n next, now effect) int64 {
	switch n.verb {
	case refund:
		return n.subject.AmountMinor
	case incremental:
		return max(1, n.subject.AmountMinor/5)
	}
	if now.hold > 0 {
		return now.hold
	}
	return n.subject.AmountMinor
}

// foretold is the message that a step would bring, for adding up beforehand. A full
// reversal is born CLEARED, a partial one PENDING.
func foretold(n next, amountMinor int64, now effect) store.Transaction {
	t := store.Transaction{
		Type: string(n.kind), State: "COMPLETION", AmountMinor: amountMinor, Currency: n.subject.Currency, PrecedingToken: n.names,
	}
	switch n.verb {
	case incremental, advise:
		t.State = "PENDING"
	case reverse:
		t.State = "CLEARED"
		if amountMinor < now.hold {
			t.State = "PENDING"
		}
	}
	return t
}

// offers are the steps that may follow now, as buttons.
func offers(steps []next) []ui.Step {
	var out []ui.Step
	for _, n := range steps {
		if n.whyNot == "" {
			w := wording(n)
			out = append(out, ui.Step{Text: w.name, Icon: w.icon, Href: stepPath(n)})
		}
	}
	return out
}

// againPath leads to the simulator filled in with a declined message, to see whether it
// would pass now; empty for what the simulator does not send.
func againPath(t store.Transaction) string {
	needs, ok := marqeta.SimulationKind(t.Type).Fields()
	if t.State != "DECLINED" || !ok {
		return ""
	}
	return simulatorPath(t, t.Type, needs.Preceding == marqeta.Required)
}

// refundPath leads to the simulator filled in with a refund of what a message was about.
func refundPath(t store.Transaction) string {
	return simulatorPath(t, string(marqeta.SimulateRefund), false)
}

func simulatorPath(t store.Transaction, kind string, follows bool) string {
	q := url.Values{"kind": {kind}, "card_token": {t.CardToken}, "currency_code": {t.Currency}, "amount": {amountOf(t.RequestAmountMinor, t.Currency)}}
	if follows {
		q.Set("follows", t.PrecedingToken)
	}
	for key, value := range map[string]string{
		"name": t.Merchant, "mid": t.MID, "mcc": t.MCC, "city": t.City, "country_code": t.Country, "network": t.Network,
	} {
		if value != "" {
			q.Set(key, value)
		}
	}
	return "/simulator?" + q.Encode()
}

func stepPath(n next) string { return path(n.subject.Token) + "/" + string(n.verb) }
