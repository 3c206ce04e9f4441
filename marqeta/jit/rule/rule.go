// Package rule is what a program decides funding requests by: an ordered list of named
// rules, each with a decline reason and a memo, kept as JSON in versions. Rules are
// asked from the top; the first that settles the request is the last that is asked.
package rule

import (
	"carddeck/marqeta"
	"carddeck/marqeta/jit"
)

// Set is one version of a program's rules.
type Set struct {
	Version int64  `json:"version,omitzero"` // set by whoever keeps it
	Rules   []Rule `json:"rules"`
	Partial bool   `json:"partial,omitzero"` // approve what there is, where the terminal takes a part
	Memo    string `json:"memo,omitzero"`    // of approvals, a template
	Tags    string `json:"tags,omitzero"`    // of every answer, a template
}

// Rule is one of them. Kind says which of the members below it are read.
type Rule struct {
	Name   string     `json:"name"`
	Kind   Kind       `json:"kind"`
	Then   Then       `json:"then,omitzero"`   // of kinds that match
	Reason jit.Reason `json:"reason,omitzero"` // empty is the kind's own
	Memo   string     `json:"memo,omitzero"`   // of its decline, a template

	Amount   marqeta.Amount `json:"amount,omitzero"`   // of limits on amounts
	Currency string         `json:"currency,omitzero"` // of Amount; requests in others pass
	Count    int64          `json:"count,omitzero"`    // of limits on counts

	Values  []string `json:"values,omitzero"`  // what matches; of MCCs also spans as in 3000-3350
	Present bool     `json:"present,omitzero"` // of card presence
	From    string   `json:"from,omitzero"`    // 22:00, of the time of day
	Until   string   `json:"until,omitzero"`   // 06:00, no longer part of it; before From it is the next day's
	Zone    string   `json:"zone,omitzero"`    // Europe/Berlin
	Of      string   `json:"of,omitzero"`      // of metadata: card or user
	Key     string   `json:"key,omitzero"`     // of metadata
}

// Kind is what a rule looks at.
type Kind string

// The kinds of rules. Limits and the balance concern money that leaves; what comes in
// passes them.
const (
	Balance     Kind = "balance"      // what can be spent
	Amount      Kind = "amount"       // of one transaction
	DayAmount   Kind = "day.amount"   // since the UTC day began, this one included
	MonthAmount Kind = "month.amount" // since the UTC month began
	DayCount    Kind = "day.count"
	MonthCount  Kind = "month.count"
	MCC         Kind = "mcc"
	Merchant    Kind = "merchant" // a merchant identifier
	Country     Kind = "country"  // ISO 3166-1 alpha-3
	Channel     Kind = "channel"  // ECOMMERCE, ATM, MOTO, …
	Presence    Kind = "presence" // of the card
	TimeOfDay   Kind = "time"     // at which the request came
	Metadata    Kind = "metadata" // of the card or its user
)

// Kinds are all of them, in the order in which people are offered them.
func Kinds() []Kind {
	return []Kind{Balance, Amount, DayAmount, DayCount, MonthAmount, MonthCount, MCC, Merchant, Country, Channel, Presence, TimeOfDay, Metadata}
}

// Matches tells a kind that matches, and has a Then, from a limit.
func (k Kind) Matches() bool {
	switch k {
	case MCC, Merchant, Country, Channel, Presence, TimeOfDay, Metadata:
		return true
	}
	return false
}

// Reason is what a rule of the kind declines with when it names no reason itself.
func (k Kind) Reason() jit.Reason {
	switch k {
	case Balance:
		return jit.InsufficientFunds
	case Amount, DayAmount, MonthAmount:
		return jit.AmountLimit
	case DayCount, MonthCount:
		return jit.CountLimit
	}
	return jit.NotPermitted
}

// Then is what a rule that matches does.
type Then string

// What a match does.
const (
	Deny    Then = "deny"    // what matches is declined
	Require Then = "require" // what does not match is declined
	Allow   Then = "allow"   // what matches is approved, as far as the balance goes; no rule below is asked
)

// First are the rules of a gateway that nobody has given any: what can be spent may be
// spent.
func First() Set {
	return Set{Rules: []Rule{{Name: "Balance", Kind: Balance, Memo: "available {available} {currency}"}}}
}
