// Package ledger says where a purchase stands: what of it is on hold, what has been
// posted and what is promised. It never applies a message as a step. A position is a
// function of the set of what is known, so that neither the order in which messages
// come nor how often they come can matter. Amounts are minor units of a currency.
//
// https://www.marqeta.com/docs/developer-guides/ledger-management-with-jit-funding
package ledger

import (
	"time"

	"carddeck/marqeta/jit"
)

// Holder is whose money a purchase spends.
type Holder struct {
	Kind  string // User or Business
	Token string
}

// The kinds of holders.
const (
	User     = "user"
	Business = "business"
)

// Transaction is what the platform told of one message of a purchase, in the furthest
// state it told.
type Transaction struct {
	Token      string
	Preceding  string // the transaction that it follows; empty on the first
	Type       string // "authorization", "authorization.clearing", …; an open set
	State      string // PENDING, CLEARED, COMPLETION, DECLINED or ERROR
	Created    time.Time
	Identifier int64 // the program's running number; 0 when not told

	Holder   Holder
	Currency string // ISO 4217
	Amount   int64

	JIT    string // token of its funding message; empty without one
	Method string // of its funding message
	Funded int64  // the funding message's own amount, which of an advice is the difference

	Final         bool // is_final_clearing
	Number, Count int  // which of how many clearings; 0 when not told

	Gateway bool   // a program gateway funds it
	Record  bool   // the gpa.* transaction that JIT Funding keeps beside a card transaction
	StandIn string // standin_approved_by
}

// Decision is an answer of ours to a funding request.
type Decision struct {
	Token       string // of the funding message
	Transaction string // the transaction it was about
	Preceding   string
	Type        string
	Created     time.Time
	Holder      Holder
	Currency    string

	Effect   jit.Effect
	Approved bool
	Binding  bool  // the answer was ours to give; not under jit.Observe
	Amount   int64 // what was approved
	Void     bool  // the platform was asked until hours later and knows no such transaction
}

// Release is an operator's word that money of a purchase is no longer set aside.
type Release struct {
	Proposal    int64
	Transaction string // any of the purchase
	Amount      int64
	Created     time.Time // when it was approved, by our clock
}

// Facts are everything known of one purchase, in any order, and repeated if need be.
type Facts struct {
	Transactions []Transaction
	Decisions    []Decision
	Releases     []Release
}

// Position is where a purchase stands.
type Position struct {
	Purchase string // token of its first transaction
	Holder   Holder
	Currency string
	Ours     bool // a program gateway funds it, so that it moves this ledger

	Hold     int64 // set aside at present; never negative
	Promised int64 // announced to the holder and not theirs yet; never negative
	Postings []Posting

	State   State
	Origin  Origin
	Opened  time.Time // when money was first set aside, by the platform's clock; zero if never
	Steps   []Step    // one for each transaction, known or only asked about, as they happened
	Misfits []Misfit
}

// Posted is what the purchase has given the holder; negative when it was spent.
func (p Position) Posted() (sum int64) {
	for _, e := range p.Postings {
		sum += e.Amount
	}
	return sum
}

// Posting is the money that one transaction moved.
type Posting struct {
	Transaction string
	Kind        string // "capture", "purchase", "refund", …
	Amount      int64  // to the holder; negative from the holder
}

// Step is what one transaction did to the position.
type Step struct {
	Transaction string   // empty of an operator's release
	Decisions   []string // JIT tokens of our answers about it
	Told        bool     // by the platform; else only we have spoken

	Held, Posted, Promised int64 // the changes

	Because string // a sentence: why it moves the ledger, or why not
}

// Moves reports whether the transaction moves the ledger.
func (s Step) Moves() bool { return s.Held != 0 || s.Posted != 0 || s.Promised != 0 }

// State is what has become of a purchase's hold.
type State string

// The states of a hold.
const (
	None           State = ""
	Open           State = "open"
	Increased      State = "increased"
	Reduced        State = "reduced"
	CapturedInPart State = "captured in part"
	Captured       State = "captured"
	Released       State = "released"
	Expired        State = "expired"
	Refused        State = "refused" // by the platform, after we approved
)

// Origin is on whose word money was set aside.
type Origin string

// The origins of a hold.
const (
	Decided Origin = "decision" // our approval
	StandIn Origin = "stand-in" // somebody approved in the gateway's place
	Unasked Origin = "unasked"  // approved, and this gateway has no record of being asked
)

// Misfit is something that does not fit the rest of the purchase. The position stands
// all the same: nothing that has happened is refused.
type Misfit struct {
	Transaction string
	Kind        MisfitKind
	Expected    int64
	Found       int64
}

// MisfitKind names a misfit.
type MisfitKind string

// The kinds of misfits.
const (
	ClearingWithoutHold MisfitKind = "clearing without hold"
	ClearingOverHold    MisfitKind = "clearing over hold"
	ReversalWithoutHold MisfitKind = "reversal without hold"
	UndoWithoutOriginal MisfitKind = "reversal without original"
	AdviceDiffers       MisfitKind = "advice differs"
	EndedUnseen         MisfitKind = "ended unseen" // the platform calls it over, and what ended it is unknown
	DeclineOverridden   MisfitKind = "decline overridden"
	OtherCurrency       MisfitKind = "other currency"
	OtherHolder         MisfitKind = "other holder"
	NoHolder            MisfitKind = "no holder"
	UnknownType         MisfitKind = "unknown type"
	NegativeAmount      MisfitKind = "negative amount"
)
