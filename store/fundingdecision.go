package store

import (
	"encoding/json"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/jit"
	"carddeck/marqeta/ledger"
)

// FundingDecision is our answer to one funding request, kept for ever. Amounts are minor
// units of Currency. Only the outcome changes, and only forward.
type FundingDecision struct {
	Token            string `bun:",pk"` // of the funding message
	Digest           []byte // what a repetition must equal
	TransactionToken string
	OriginalToken    string // the purchase's first funding message; empty on the first
	PrecedingToken   string // the transaction that this one follows
	AccountID        int64

	Effect   jit.Effect
	Binding  bool // the answer was ours to give, and moved the ledger
	Approved bool
	Granted  int64 // what was approved; 0 of a decline
	Currency string
	Amount   int64 // what was asked

	Method           string
	Type             string // the transaction's
	ActingUserToken  string
	CardToken        string
	CardProductToken string
	Source           string // funding source, masked
	Gateway          string // whose settings were used; empty for the default
	Mode             jit.Mode
	MID              string `bun:"mid"`
	MCC              string `bun:"mcc"`
	Merchant         string
	Country          string
	Channel          string

	Reason  jit.Reason
	Memo    string
	Tags    string
	Rule    string
	Version int64 // of the rules
	Status  int   // 200 or 402

	CreatedTime  time.Time // the platform's clock
	ReceivedAt   time.Time
	DecidedAt    time.Time
	WaitedMicros int64 // until the database transaction began
	Day          int64 // the UTC day since 1970 in which it counts

	Outcome   DecisionOutcome
	OutcomeAt time.Time `bun:",nullzero"`

	Trace   []byte // JSON of []jit.Check; empty in lists, as the three below
	Answer  []byte // the body, byte for byte
	Request []byte // the body, byte for byte
	Facing  []byte // JSON of the jit.Account that it was taken on; nil of the first decisions
}

// Before gives the account as it was when the decision was taken; false when that was not
// kept.
func (d FundingDecision) Before() (a jit.Account, known bool) {
	return a, len(d.Facing) > 0 && json.Unmarshal(d.Facing, &a) == nil
}

// Checks gives the rules that were asked, in their order.
func (d FundingDecision) Checks() (all []jit.Check) {
	_ = json.Unmarshal(d.Trace, &all) // written by judge
	return all
}

// DecisionOutcome is what the platform made of an answer.
type DecisionOutcome string

// The outcomes. Unreported means that no notification has told yet.
const (
	Unreported    DecisionOutcome = ""
	Confirmed     DecisionOutcome = "confirmed"
	DeclinedLater DecisionOutcome = "declined"   // by the platform, after we approved
	TimedOut      DecisionOutcome = "timed out"  // our answer came too late for the platform
	Overridden    DecisionOutcome = "overridden" // approved by somebody else, after we declined
)

// Money writes minor units of the decision's currency as the exact decimal.
func (d FundingDecision) Money(minor int64) marqeta.Amount { return money(minor, d.Currency) }

// counts reports whether the decision counts among what was approved in a day.
func (d FundingDecision) counts() bool {
	return d.Approved && d.Binding && (d.Effect == jit.Hold || d.Effect == jit.Post)
}

// undone reports whether an outcome took an approval back.
func (o DecisionOutcome) undone() bool { return o == DeclinedLater || o == TimedOut }

// fact is what the ledger knows of a decision.
func (d FundingDecision) fact(h ledger.Holder) ledger.Decision {
	return ledger.Decision{
		Token: d.Token, Transaction: d.TransactionToken, Preceding: d.PrecedingToken, Type: d.Type, Created: d.CreatedTime,
		Holder: h, Currency: d.Currency, Effect: d.Effect, Approved: d.Approved, Binding: d.Binding, Amount: d.Granted,
	}
}

// outcome says what a transaction, as the platform told it, makes of the decision about
// it.
func (d FundingDecision) outcome(t Transaction) DecisionOutcome {
	refused := t.ReportedState == "DECLINED" || t.ReportedState == "ERROR"
	switch {
	case refused && t.GatewayTimedOut:
		return TimedOut
	case refused && d.Approved:
		return DeclinedLater
	case !refused && !d.Approved:
		return Overridden
	}
	return Confirmed
}
