// Package engine decides card transactions and moves their money. It is pure: it
// reads no clock, no store and no network, so every rule is a line in a table of
// tests.
//
// Decide walks the checks in the order of our call (Marqeta publishes only that
// its own checks come before funding) and records each one. The functions on
// Purchase say what a message does to a hold, an account and a funding source.
//
// Amounts are minor units of the transaction's currency.
package engine

import "time"

// Attempt is everything a decision looks at.
type Attempt struct {
	Now     time.Time
	Message Message
	Card    Card
	User    Holder // who holds the card
	Owner   Holder // whose account pays; the user, or its parent
	Product Product
	Rules   Rules
	Limits  []Limit
	Spends  []Spend // what the message would count as
	Funding Funding
	Outside *Outside // nil until the gateway was asked
	StandIn *StandIn // nil where nobody decides in the gateway's place
}

// Message is what came from the terminal.
type Message struct {
	Amount         int64
	Currency       string
	Negative       bool // the amount was below zero
	NeedsAmount    bool // nothing would happen without one
	Network        string
	Subnetwork     string
	Channel        Channel
	CashBack       int64
	QuasiCash      bool
	Credit         bool // money towards the card
	Inquiry        bool // no money at all
	Added          bool // to an amount that was approved before
	MID            string
	Country        string // as sent
	EntryMode      string // pos.pan_entry_mode
	CardPresent    bool
	HolderPresent  bool
	PartialCapable bool
	CVV            string // as entered, empty if not
	Expiration     string // MMYY as entered
	PIN            string
	Address        *Address
}

// Channel is where a card is used.
type Channel string

// The channels a card product can close.
const (
	Store     Channel = "other"
	ECommerce Channel = "ecommerce"
	ATM       Channel = "atm"
)

// Address is what address verification compares.
type Address struct{ Street, PostalCode string }

// Card is the card as stored.
type Card struct {
	Token      string
	State      string
	ReasonCode string // of the transition that gave the state
	Expires    time.Time
	Expiration string // MMYY
	CVV        string
	PIN        string // empty if not set
}

// Holder is a user or its parent.
type Holder struct {
	Who     string // token
	Status  string
	Address Address
	Unknown *Unknown // nil once KYC was passed, or where it is not required
}

// Unknown is what a holder may do that has yet to pass KYC.
type Unknown struct{ Cash, Abroad bool }

// Product is what a card product allows.
type Product struct {
	Active           bool
	Starts           time.Time
	Ends             time.Time // zero: never
	AllowATM         bool
	AllowECommerce   bool
	AllowOther       bool
	NeedCard         bool
	NeedHolder       bool
	NeedPIN          bool
	NeedChip         bool
	NeedSecurityCode bool // when the card is not present
	AllowZeroCode    bool // 000 passes for the security code
	IgnoreSuspended  bool
	AllowFallback    bool
	AllowQuasiCash   bool
	QuasiCashExempt  []string // merchant ids
	Countries        string   // accepted_countries_token
	ValidateAddress  bool
	NeedStreet       bool // decline on a mismatch
	NeedPostalCode   bool
	AllowPartial     bool
	AllowGPA         bool
}

// Model is who pays.
type Model string

// The funding models.
const (
	Standard Model = "gpa"            // the account's own money
	Managed  Model = "program"        // a program funding source, at the moment of purchase
	Gateway  Model = "programgateway" // as Managed, after asking the program's own gateway
)

// Funding is how the card product is funded and what there is.
type Funding struct {
	Model        Model
	SourceActive bool
	Dry          func() bool // asked when the source is to be drawn on: it cannot be; nil is never
	AlwaysFund   bool        // do not spend the account's own money first
	NoAccount    bool        // none in this currency
	Available    int64       // the account's own money
}

// Verdict is a decision. Amount is what was approved, at most what was asked.
type Verdict struct {
	Approved  bool
	Code      string
	Memo      string
	Amount    int64
	Model     Model // who pays, if approved
	Asked     bool  // a funding source was asked, whatever it said
	Asking    int64 // what it was asked for
	Undecided bool  // only the gateway can tell; it has to be asked
	Address   *AddressResult
	CVV       string // 0000 matched, 0001 did not, empty if none was entered
	DecidedBy string
	Limit     string // name of the velocity control that refused
	StandIn   string // who decided in the gateway's place, empty for nobody
	Checks    []Check
}

// Check is one line of a decision's trace.
type Check struct {
	Name         string         `json:"name"`
	Result       string         `json:"result"`
	Code         string         `json:"code,omitzero"`
	ControlToken string         `json:"control_token,omitzero"`
	Values       map[string]any `json:"values,omitempty"`
	Guess        bool           `json:"guess"`
}

// The results of a check.
const (
	Passed     = "passed"
	Failed     = "failed"
	NotReached = "not_reached"
)
