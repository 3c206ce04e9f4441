package jit

import "time"

// Account is what the books know of a holder's money in one currency, in minor units.
type Account struct {
	Holder   string `json:"holder"`
	Currency string `json:"currency"`
	Posted   int64  `json:"posted"`
	Held     int64  `json:"held"`            // the sum of open holds
	Floor    int64  `json:"floor,omitempty"` // how far Available may fall; 0 or less
	Day      Spent  `json:"day"`             // since the UTC day began
	Month    Spent  `json:"month"`           // since the UTC month began
}

// Available is what may be spent before the floor is counted.
func (a Account) Available() int64 { return a.Posted - a.Held }

// Spendable is what an approval may take at most.
func (a Account) Spendable() int64 { return max(a.Available()-a.Floor, 0) }

// Spent counts what was approved and not undone in a span of time.
type Spent struct {
	Amount int64 `json:"amount"`
	Count  int64 `json:"count"`
}

// Verdict is a decision and why it was taken.
type Verdict struct {
	Approved bool    `json:"approved"`
	Amount   int64   `json:"amount"` // minor units: what was approved; of a decline what was asked
	Reason   Reason  `json:"reason,omitempty"`
	Memo     string  `json:"memo,omitempty"`
	Tags     string  `json:"tags,omitempty"`
	Rule     string  `json:"rule,omitempty"`    // the name of the rule that settled it
	Version  int64   `json:"version,omitempty"` // of the rules
	Trace    []Check `json:"trace,omitempty"`
}

// Check is one step of a verdict, with the values it compared.
type Check struct {
	Rule    string  `json:"rule"`
	Kind    string  `json:"kind"`
	Outcome Outcome `json:"outcome"`
	Values  []Value `json:"values,omitempty"`
}

// Value is one thing a check looked at: "available" "12.00 USD".
type Value struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// Outcome is how a check ended.
type Outcome string

// The outcomes of a check.
const (
	Passed   Outcome = "passed"   // nothing against it
	Skipped  Outcome = "skipped"  // it does not concern this request
	Allowed  Outcome = "allowed"  // settled: no rule below was asked
	Reduced  Outcome = "reduced"  // only a part is approved
	Declined Outcome = "declined" // settled
)

// Policy decides on a request for an account at a time. It is pure.
type Policy func(Ask, Account, time.Time) Verdict

// Decline is the verdict that refuses a request for a reason of our own.
func Decline(a Ask, rule string, reason Reason, memo string) Verdict {
	return Verdict{Amount: a.Amount, Reason: reason, Memo: memo, Rule: rule, Trace: []Check{{Rule: rule, Kind: rule, Outcome: Declined}}}
}
