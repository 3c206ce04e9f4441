package simulate

import (
	"slices"
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
	transfer bool   // to or from another account of somebody's
	mcc      string // default
	state    string // where it is not the step's own
	clears   string // an opening's clearing
	reverses string // an opening's reversal
	own      bool   // no network sends it
}

// kinds are the message types of Simulations 2.0.
var kinds = []kind{
	{name: "authorization", step: opening, clears: "authorization.clearing", reverses: "authorization.reversal"},
	{name: "authorization.advice", step: advice},
	{name: "authorization.clearing", step: clearing},
	{name: "authorization.reversal", step: reversal},
	{name: "authorization.incremental", step: increment},
	{name: "authorization.cashback", step: opening, cashBack: true, clears: "authorization.clearing", reverses: "authorization.reversal"},
	{name: "authorization.atm.withdrawal", step: opening, atm: true, clears: "authorization.clearing.atm.withdrawal", reverses: "authorization.reversal"},
	{name: "authorization.clearing.atm.withdrawal", step: clearing, atm: true},
	{name: "authorization.quasi.cash", step: opening, quasi: true, clears: "authorization.clearing.quasi.cash", reverses: "authorization.reversal"},
	{name: "authorization.clearing.quasi.cash", step: clearing, quasi: true},
	{name: "account.funding.authorization", step: opening, transfer: true, mcc: "4829",
		clears: "account.funding.authorization.clearing", reverses: "account.funding.authorization.reversal"},
	{name: "account.funding.authorization.clearing", step: clearing, transfer: true, mcc: "4829"},
	{name: "account.funding.authorization.reversal", step: reversal, transfer: true},
	{name: "account.funding.auth_plus_capture", step: capture, single: true, transfer: true, mcc: "4829", reverses: "account.funding.auth_plus_capture.reversal"},
	{name: "account.funding.auth_plus_capture.reversal", step: undoing, transfer: true},
	{name: "refund", step: refund},
	{name: "refund.authorization", step: promise, clears: "refund.authorization.clearing", reverses: "refund.authorization.reversal"},
	{name: "refund.authorization.reversal", step: promiseReversal},
	{name: "refund.authorization.clearing", step: promiseClearing},
	{name: "pindebit", step: capture, single: true, reverses: "pindebit.reversal"},
	{name: "pindebit.authorization", step: opening, single: true, mcc: "5542", clears: "pindebit.authorization.clearing", reverses: "pindebit.authorization.reversal"},
	{name: "pindebit.authorization.clearing", step: clearing},
	{name: "pindebit.authorization.reversal", step: reversal},
	{name: "pindebit.cashback", step: capture, single: true, cashBack: true, reverses: "pindebit.reversal"},
	{name: "pindebit.refund", step: refund, single: true, reverses: "pindebit.refund.reversal"},
	{name: "pindebit.atm.withdrawal", step: capture, single: true, atm: true, reverses: "pindebit.reversal"},
	{name: "pindebit.balanceinquiry", step: inquiry, single: true},
	{name: "pindebit.quasi.cash", step: capture, single: true, quasi: true, reverses: "pindebit.reversal"},
	{name: "original.credit.authorization", step: promise, transfer: true,
		clears: "original.credit.authorization.clearing", reverses: "original.credit.authorization.reversal"},
	{name: "original.credit.authorization.clearing", step: promiseClearing, transfer: true, state: wire.Cleared},
	{name: "original.credit.auth_plus_capture", step: refund, single: true, transfer: true, reverses: "original.credit.auth_plus_capture.reversal"},
	{name: "original.credit.auth_plus_capture.reversal", step: undoing, transfer: true},
}

// others are types that no path of Simulations 2.0 makes: legacy ones do, and time.
var others = []kind{
	{name: "pindebit.reversal", step: undoing, single: true},
	{name: "pindebit.refund.reversal", step: undoing, single: true},
	{name: "original.credit.authorization.reversal", step: promiseReversal, transfer: true},
	{name: "authorization.reversal.issuerexpiration", step: reversal, own: true},
	{name: "pindebit.authorization.reversal.issuerexpiration", step: reversal, single: true, own: true},
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
	return k.step == refund && k.transfer
}

// credit reports whether the message belongs to money towards the card.
func (k kind) credit() bool {
	switch k.step {
	case refund, promise, promiseClearing, promiseReversal:
		return true
	case undoing:
		return strings.HasPrefix(k.name, "original.credit") || strings.HasPrefix(k.name, "pindebit.refund")
	}
	return false
}

// needsAmount reports whether a message of zero is pointless. A purchase of zero
// verifies the account.
func (k kind) needsAmount() bool {
	return k.decided() && k.step != inquiry && (k.atm || k.quasi || k.cashBack || k.transfer || k.step == increment || k.step == promise)
}

// posts reports whether the message clears: nobody can refuse it.
func (k kind) posts() bool { return k.step == clearing || k.step == promiseClearing }

// offline messages come from a file, not from a terminal.
func (k kind) offline() bool { return k.step == refund || k.posts() }

// kindOf finds a type of the tables above.
func kindOf(name string) kind { return byName[name] }

var byName = func() map[string]kind {
	m := map[string]kind{}
	for _, k := range slices.Concat(kinds, others) {
		m[k.name] = k
	}
	return m
}()
