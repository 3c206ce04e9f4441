// Package transactions draws the transaction pages, and has the words that every page
// uses for a transaction's kind and state.
package transactions

import (
	"carddeck/views/ledger"
	"carddeck/views/ui"
)

// Row is one line of the list. Everything in it is ready to be written, since lists of
// transactions are what operators look at all day.
type Row struct {
	Mark   ui.Mark
	Amount ui.Money

	Merchant     string
	OnlyMerchant string // address of the list narrowed to this merchant; empty without a mid
	MCC          string
	Card         string // "•• 1234"
	CardHref     string
	OnlyCard     string // address of the list narrowed to this card

	What  string // what happened, in words; the code behind a decline
	Why   string // address of the code's page; empty where nothing was declined
	At    ui.Moment
	Href  string
	Token string
	Short string
}

// ListPage is the list of transactions.
type ListPage struct {
	Sub      string // how many match, in words
	Export   string
	Simulate string // address of the simulator; empty for whoever may not simulate
	Tabs     []ui.Tab
	Filters  Filters
	Chips    []ui.Chip
	Fresh    string // address that tells how many are newer; empty on later pages
	Rows     []Row
	Pager    ui.Pager
	Empty    ui.Empty
}

// Filters is the form over the list; its fields keep what was typed.
type Filters struct {
	Open   bool
	State  ui.Field
	States []ui.Option
	Type   ui.Field
	Types  []ui.Option
	Fields []ui.Field
}

// ShowPage is one transaction with the purchase that it belongs to.
type ShowPage struct {
	Poll     string // address of this page while its notification has not come; empty after
	Stale    string // set when Marqeta did not answer
	Headline ui.Headline
	Steps    []ui.Step
	WhyNot   []string // what cannot follow now, each with its reason
	Again    Again
	Why      Why
	Life     []ui.Event
	LifeNote string
	Effects  Effects
	Then     *Then // nil where no card was used

	Funding      []ui.Fact
	FundingTitle string // where the money came from, or went
	FundingNote  string // why there is no gpa_order, when there is none

	Received []ui.Fact // the notification that brought the copy; none when read from Marqeta
	Raw      ui.Raw
	Related  []ui.Fact
	History  []ui.Change

	Books     []ledger.Step // of every message of the purchase, whether it moves our ledger
	BooksNote string
	BooksHref string // the account
}

// Effects is what a purchase did to the money, step by step.
type Effects struct {
	Note string // the currencies, and whose the balances are
	Rows []Effect
}

// Effect is one step. Hold and Posted are the purchase's own, as they stand after it;
// Ledger and Available are the account's, as the notification told, or empty.
type Effect struct {
	Text      string
	Href      string // empty for the page's own transaction
	Amount    string
	Hold      string
	Posted    string
	Ledger    string
	Available string
}

// StepPage is the form behind a next step.
type StepPage struct {
	Title   string
	Sub     string
	Back    string
	Where   string
	Action  string
	Preview string
	Key     string
	Then    string // what a preset means to come after it
	Refusal ui.Refusal
	Note    string // what the step is, for somebody who does it for the first time
	Now     []ui.Fact
	Amount  ui.Field
	Effect  StepEffect
	Request ui.Request
	Foot    ui.Foot
}

// StepEffect says beforehand what a step would do; Why is empty while the amount
// cannot be read.
type StepEffect struct {
	Why    string
	Before []ui.Fact
	After  []ui.Fact
}
