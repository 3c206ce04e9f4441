package simulate

import (
	"strings"

	"carddeck/marqeta/sandbox/wire"
)

// step is what a message does to a purchase.
type step int

const (
	opening         step = iota // hold money
	capture                     // hold and post in one
	increment                   // hold more
	advice                      // set the total
	reversal                    // release
	clearing                    // post
	refund                      // give money, at once
	promise                     // announce money
	promiseClearing             // give what was announced
	promiseReversal             // take the announcement back
	undoing                     // take a capture or a refund back
	inquiry                     // move nothing
)

// kind is one type of simulated card transaction.
type kind struct {
	name     string // the path's last part and the resulting type
	step     step
	single   bool // travels on the PIN debit network
	atm      bool
	quasi    bool
	cashBack bool
	mcc      string // default
	state    string // where it is not the step's own
}

// kinds are the message types of Simulations 2.0.
var kinds = []kind{
	{name: "authorization", step: opening},
	{name: "authorization.advice", step: advice},
	{name: "authorization.clearing", step: clearing},
	{name: "authorization.reversal", step: reversal},
	{name: "authorization.incremental", step: increment},
	{name: "authorization.cashback", step: opening, cashBack: true},
	{name: "authorization.atm.withdrawal", step: opening, atm: true},
	{name: "authorization.clearing.atm.withdrawal", step: clearing, atm: true},
	{name: "authorization.quasi.cash", step: opening, quasi: true},
	{name: "authorization.clearing.quasi.cash", step: clearing, quasi: true},
	{name: "account.funding.authorization", step: opening, mcc: "4829"},
	{name: "account.funding.authorization.clearing", step: clearing, mcc: "4829"},
	{name: "account.funding.authorization.reversal", step: reversal},
	{name: "account.funding.auth_plus_capture", step: capture, single: true, mcc: "4829"},
	{name: "account.funding.auth_plus_capture.reversal", step: undoing},
	{name: "refund", step: refund},
	{name: "refund.authorization", step: promise},
	{name: "refund.authorization.reversal", step: promiseReversal},
	{name: "refund.authorization.clearing", step: promiseClearing},
	{name: "pindebit", step: capture, single: true},
	{name: "pindebit.authorization", step: opening, single: true, mcc: "5542"},
	{name: "pindebit.authorization.clearing", step: clearing},
	{name: "pindebit.authorization.reversal", step: reversal},
	{name: "pindebit.cashback", step: capture, single: true, cashBack: true},
	{name: "pindebit.refund", step: refund, single: true},
	{name: "pindebit.atm.withdrawal", step: capture, single: true, atm: true},
	{name: "pindebit.balanceinquiry", step: inquiry, single: true},
	{name: "pindebit.quasi.cash", step: capture, single: true, quasi: true},
	{name: "original.credit.authorization", step: promise},
	{name: "original.credit.authorization.clearing", step: promiseClearing, state: wire.Cleared},
	{name: "original.credit.auth_plus_capture", step: refund, single: true},
	{name: "original.credit.auth_plus_capture.reversal", step: undoing},
}

// opens reports whether the message names a card and begins a purchase.
func (k kind) opens() bool {
	switch k.step {
	case opening, capture, refund, promise, inquiry:
		return true
	}
	return false
}

// decided reports whether the message may be declined: the others tell what has
// happened already.
func (k kind) decided() bool {
	switch k.step {
	case opening, capture, increment, promise, inquiry:
		return true
	}
	return false
}

// credit reports whether the message belongs to money towards the card.
func (k kind) credit() bool {
	switch k.step {
	case refund, promise, promiseClearing, promiseReversal:
		return true
	}
	return k.step == undoing && strings.HasPrefix(k.name, "original.credit")
}

// posts reports whether the message clears: nobody can refuse it.
func (k kind) posts() bool { return k.step == clearing || k.step == promiseClearing }

// offline messages come from a file, not from a terminal.
func (k kind) offline() bool { return k.step == refund || k.posts() }

func kindOf(name string) kind {
	for _, k := range kinds {
		if k.name == name {
			return k
		}
	}
	panic("sandbox: no kind " + name)
}
