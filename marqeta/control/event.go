package control

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/engine"
)

// Event is what a stored transaction tells a replay. Amounts are minor units of Currency.
type Event struct {
	Token       string
	Type        string
	Preceding   string // the transaction that it follows; empty for the first of a purchase
	User        string // who used the card
	Card        string
	CardProduct string
	Currency    string // ISO 4217
	Amount      int64
	Asked       int64 // by the merchant; Amount may be less, or more by a raised hold
	MID, MCC    string
	Declined    bool
	Code        marqeta.ResponseCode
	Final       bool      // the last clearing of its purchase
	Number      int64     // the program's running number; 0 when not told
	Early       bool      // before the ones in question
	At          time.Time // when it was decided
}

// InOrder puts events in the order in which they were decided. The platform tells whole
// seconds; within one its running number decides.
func InOrder(events []Event) {
	slices.SortFunc(events, func(a, b Event) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Number, b.Number), cmp.Compare(a.Token, b.Token))
	})
}

// asked is what the controls were asked about.
func (e Event) asked() int64 { return max(e.Amount, e.Asked) }

// step is what a message does to its purchase.
type step int

const (
	other     step = iota // nothing that a control looks at
	opening               // hold money
	capture               // hold and post in one
	increment             // hold more
	advice                // set the total
	reversal              // release
	clearing              // post
	refund                // give money, at once
	promise               // announce money
	paying                // give what was announced
	giving                // take the announcement back
	undoing               // take a capture or a refund back
)

// kind is what a type of transaction is to a control.
type kind struct {
	step  step
	class engine.Class
}

// openings are the types that begin a purchase, with what limits count them as (Marqeta,
// core-api/event-types). Types that are not known count as nothing.
var openings = map[string]kind{
	"authorization":                              {opening, engine.Purchases},
	"authorization.standin":                      {opening, engine.Purchases},
	"authorization.cashback":                     {opening, engine.Purchases},
	"authorization.quasi.cash":                   {opening, engine.Purchases},
	"authorization.atm.withdrawal":               {opening, engine.Withdrawals},
	"account.funding.authorization":              {opening, engine.Purchases},
	"account.funding.auth_plus_capture":          {capture, engine.Purchases},
	"pindebit":                                   {capture, engine.Purchases},
	"pindebit.cashback":                          {capture, engine.Purchases},
	"pindebit.quasi.cash":                        {capture, engine.Purchases},
	"pindebit.atm.withdrawal":                    {capture, engine.Withdrawals},
	"pindebit.authorization":                     {opening, engine.Purchases},
	"refund":                                     {refund, engine.Purchases},
	"refund.authorization":                       {promise, engine.Purchases},
	"pindebit.refund":                            {refund, engine.Purchases},
	"original.credit.authorization":              {promise, engine.Credits},
	"original.credit.auth_plus_capture":          {refund, engine.Credits},
	"authorization.incremental":                  {increment, engine.Purchases},
	"authorization.advice":                       {advice, engine.Purchases},
	"pindebit.reversal":                          {undoing, engine.Purchases},
	"pindebit.refund.reversal":                   {undoing, engine.Purchases},
	"account.funding.auth_plus_capture.reversal": {undoing, engine.Purchases},
	"original.credit.auth_plus_capture.reversal": {undoing, engine.Credits},
	"refund.authorization.reversal":              {giving, engine.Purchases},
	"original.credit.authorization.reversal":     {giving, engine.Credits},
	"refund.authorization.clearing":              {paying, engine.Purchases},
	"original.credit.authorization.clearing":     {paying, engine.Credits},
}

func kindOf(name string) kind {
	if k, known := openings[name]; known {
		return k
	}
	switch {
	case strings.Contains(name, ".clearing.atm.withdrawal"):
		return kind{clearing, engine.Withdrawals}
	case strings.Contains(name, ".clearing"):
		return kind{clearing, engine.Purchases}
	case strings.Contains(name, ".reversal"):
		return kind{reversal, engine.Purchases}
	}
	return kind{}
}

// opens reports whether the message begins a purchase.
func (k kind) opens() bool {
	switch k.step {
	case opening, capture, refund, promise:
		return true
	}
	return false
}

// decided reports whether a control could refuse the message: what tells of something
// that has happened already cannot be.
func (k kind) decided() bool {
	switch k.step {
	case opening, capture, increment:
		return true
	case refund, promise:
		return k.class == engine.Credits
	}
	return false
}

// spends is what a limit is asked about: an increment belongs to the use of the card that
// it adds to. What of a purchase was paid out in cash is not kept with transactions, so it
// counts with the goods.
func (k kind) spends(amount int64) engine.Spend {
	if k.step == increment {
		return engine.Spend{Class: k.class, Amount: amount}
	}
	return engine.Spend{Class: k.class, Amount: amount, Times: 1}
}
