// Package declines draws the groups of declines: what was refused alike, since when, and
// what cures it.
package declines

import "carddeck/views/ui"

// Region is the part of the list that can be drawn alone.
const Region = "declines"

// Row is one group in the list.
type Row struct {
	Mark    ui.Mark
	Cause   string // in words
	Code    string
	Href    string
	Decider string // "velocity controls: Fuel a day"
	Began   string // what was changed shortly before; empty when nothing was
	MCC     string
	Product string
	Count   string
	Hit     string // "3 cards, 2 users"
	Amounts []ui.Money
	Spark   Chart
	First   ui.Moment
	Last    ui.Moment
}

// ListPage is the list of groups.
type ListPage struct {
	Sub     string
	Tabs    []ui.Tab
	Filters []Filter
	Hidden  []ui.Field // of the address, kept by the form
	Open    bool
	Chips   []ui.Chip
	Rows    []Row
	Pager   ui.Pager
	Empty   ui.Empty
}

// Filter is a field over the list; with options it is a choice.
type Filter struct {
	ui.Field
	Options []ui.Option
}

// Remedy is a way out of a decline, with who can go it.
type Remedy struct {
	Text string
	Who  string
}

// Latest is one of a group's transactions.
type Latest struct {
	At       ui.Moment
	Href     string
	Token    string
	Merchant string
	Amount   ui.Money
	Card     string
	CardHref string
}

// ShowPage is one group.
type ShowPage struct {
	Headline   ui.Headline
	Steps      []ui.Step
	Note       string // what the last who resolved or reopened it wrote
	Noted      string // who, and when
	Meaning    string
	Cardholder string // what support may say
	Causes     []string
	Remedies   []Remedy
	Line       Chart
	LineNote   string
	Before     []ui.Event
	BeforeNote string
	Latest     []Latest
	All        string // address of all its transactions
	Related    []ui.Fact
	History    []ui.Change
}

// MovePage asks before a group is resolved or opened again.
type MovePage struct {
	Title   string
	Where   string
	Back    string
	Action  string
	Key     string
	Effect  string
	Detail  string
	Refusal ui.Refusal
	Note    ui.Field
	Foot    ui.Foot
}
