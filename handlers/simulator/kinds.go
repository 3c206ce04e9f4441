package simulator

import (
	"strings"

	"carddeck/marqeta"
	"carddeck/views/ui"
)

// kind is a message as the form offers it.
type kind struct {
	value string // a kind of Simulations 2.0, or older/ and the path of the first generation
	label string
	note  string // what it is, for somebody who has never sent one
	group string
	takes takes
}

// takes says what a message takes.
type takes struct {
	card, follows    bool // both: one of them
	amount, cashBack bool
	merchant         bool // with what belongs to a terminal: network, currency, conversion
	presented        bool // somebody presents the card
	hold             bool // it may be marked as a preauthorization
	clears           bool
	fees             bool
	account          bool // checking, savings or credit
	pulls, pushes    bool // money of somebody else's
	refunds, advised bool // older: a clearing that pays back, a reversal that only tells
}

// older is what the values of the first generation begin with.
const older = "older/"

// first reports whether the message is one of the first generation.
func (k kind) first() bool { return strings.HasPrefix(k.value, older) }

// endpoint is where the message is sent.
func (k kind) endpoint() string {
	if path, ok := strings.CutPrefix(k.value, older); ok {
		return "/simulate/" + path
	}
	return "/simulations/cardtransactions/" + k.value
}

var kinds = func() []kind {
	var out []kind
	for _, s := range marqeta.SimulationKinds() {
		w := words[s]
		out = append(out, kind{string(s), w.label, w.note, group(s), taken(s)})
	}
	return append(out, olderKinds...)
}()

// taken reads what a kind of Simulations 2.0 takes from its fields and its name.
func taken(s marqeta.SimulationKind) takes {
	needs, _ := s.Fields()
	name := string(s)
	opens, single := needs.CardToken == marqeta.Required, strings.HasPrefix(name, "pindebit") && s != marqeta.SimulatePINDebitAuthorization
	credit := strings.Contains(name, "refund") || strings.HasPrefix(name, "original.credit")
	return takes{
		card: needs.CardToken != marqeta.Unused, follows: needs.Preceding != marqeta.Unused,
		amount: needs.Amount != marqeta.Unused, cashBack: needs.CashBack != marqeta.Unused,
		merchant: needs.CardToken != marqeta.Unused, presented: opens && !credit, clears: needs.CardToken == marqeta.Optional,
		hold: opens && !credit && !single && !strings.Contains(name, "capture"), fees: needs.Amount != marqeta.Unused,
		account: opens && !credit && strings.HasPrefix(name, "pindebit"),
		pulls:   opens && strings.HasPrefix(name, "account.funding"), pushes: opens && strings.HasPrefix(name, "original.credit"),
	}
}

func group(s marqeta.SimulationKind) string {
	for _, g := range []struct{ prefix, name string }{
		{"authorization", "Authorizations"}, {"account.funding", "Account funding"}, {"refund", "Refunds"}, {"pindebit", "PIN debit"}, {"original.credit", "Original credits"},
	} {
		if strings.HasPrefix(string(s), g.prefix) {
			return g.name
		}
	}
	return "Others"
}

// kindOf finds a kind by its value; the zero kind when it is not offered.
func kindOf(value string) kind {
	for _, k := range kinds {
		if k.value == value {
			return k
		}
	}
	return kind{}
}

func kindOptions() []ui.Option {
	var out []ui.Option
	for _, k := range kinds {
		out = append(out, ui.Option{Value: k.value, Text: k.label, Group: k.group})
	}
	return out
}
