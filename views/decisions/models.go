// Package decisions draws how funding requests were decided: the verdict, where the time
// went, the rules that were asked, the bytes both ways, and what the ledger made of it.
package decisions

import (
	"carddeck/views/ledger"
	"carddeck/views/ui"
)

// Region is the part of the list that can be drawn alone.
const Region = "decisions"

// ListPage is the list of decisions.
type ListPage struct {
	Sub   string
	Tabs  []ui.Tab
	Chips []ui.Chip
	Clear string
	Rows  []Row
	Pager ui.Pager
	Empty ui.Empty
}

// Row is one decision in a list.
type Row struct {
	At       ui.Moment
	Verdict  ui.Mark
	Outcome  ui.Mark
	Href     string
	Merchant string
	Amount   ui.Money
	Why      string
	Holder   string
	Account  string // address of the holder's accounts
}

// ShowPage is one decision.
type ShowPage struct {
	Headline ui.Headline
	Steps    []ui.Step

	Budget     Budget
	BudgetNote string
	NoBudget   string // why nothing is known of the time
	Stages     []Stage
	Measured   string // what the platform measured; empty when it has not told
	OnTheWay   string

	Checks     []Check
	ChecksNote string
	Rules      string // address of the rules that were asked
	RulesText  string
	Answer     string // what the rules came to, in a sentence

	Asked    Bytes
	Answered Bytes
	Theirs   *Bytes // what the customer's gateway said
	Made     Made

	Effect  Effect
	Others  []Other
	Related []ui.Fact
}

// Stage is a part of the time.
type Stage struct {
	Span
	Note  string
	Start string
	Text  string // how long it took
	Hot   bool   // where most of the time went, when it was slow
}

// Check is one rule that was asked.
type Check struct {
	Name   string
	Kind   string
	Mark   ui.Mark
	Values string
}

// Bytes is one side of the exchange.
type Bytes struct {
	Title string
	Icon  string
	Raw   ui.Raw
}

// Made says what the platform made of the decision.
type Made struct {
	Tone  ui.Tone
	Title string
	Text  []string
	Href  string
	Link  string
}

// Effect is what the decision did to the ledger.
type Effect struct {
	Note    string
	Account string // address of the account
	Facts   []ui.Fact
	Entries []ledger.Entry
	None    string // why there are no entries
	Steps   []ledger.Step
	Next    string
}

// Other is a request that came under the same token and said something else.
type Other struct {
	At    ui.Moment
	Times string
	Raw   ui.Raw
}
