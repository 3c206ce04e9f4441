// Package accounts draws the ledger's accounts: what is posted, on hold and available,
// every entry with the event that caused it, and what is still on hold.
package accounts

import (
	"carddeck/views/ledger"
	"carddeck/views/ui"
)

// Region is the part of a list that can be drawn alone.
const Region = "accounts"

// ListPage is the list of accounts.
type ListPage struct {
	MayPropose bool
	Holder     string // what is looked for
	Chips      []ui.Chip
	Rows       []Row
	Pager      ui.Pager
	Empty      ui.Empty
	Own        []Own
}

// Row is one account in the list.
type Row struct {
	Kind      string
	Holder    string
	Href      string
	Currency  string
	Posted    string
	Held      string
	Available ui.Money
	Below     bool // available is less than nothing
	Opened    ui.Moment
}

// Own is one of the program's own accounts.
type Own struct {
	Name    string
	Means   string
	Balance ui.Money
}

// ShowPage is one holder's accounts, one of them in full.
type ShowPage struct {
	Headline ui.Headline
	Steps    []ui.Step
	Tabs     []ui.Tab
	Usage    []ui.Fact
	Holds    []Hold
	HoldNote string
	MoreHeld string // address of the rest
	Entries  []ledger.Entry
	Pager    ui.Pager
	Open     []Proposal
	Related  []ui.Fact
	History  []ui.Change
}

// Hold is what is set aside for one purchase.
type Hold struct {
	Purchase string
	Href     string
	Amount   ui.Money
	State    ui.Mark
	Origin   string
	Opened   ui.Moment
	Age      string
}

// Proposal waits for a second person.
type Proposal struct {
	Text string
	Href string
	Who  string
	At   ui.Moment
}
