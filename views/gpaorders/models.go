// Package gpaorders draws the pages of the orders that load accounts and unload them.
package gpaorders

import "carddeck/views/ui"

// Row is one line of the list.
type Row struct {
	Mark       ui.Mark
	Amount     ui.Money
	User       string
	UserHref   string
	Source     string
	SourceHref string // empty when the masked token may mean several
	By         string // what made the order
	ByHref     string // its transaction; empty when it was ordered here
	Created    ui.Moment
	Token      string
	Href       string
}

// ListPage is the list of orders.
type ListPage struct {
	Tabs    []ui.Tab
	Chips   []ui.Chip
	User    ui.Field // the one filter that no tab covers
	State   string   // kept when the filter form is sent
	Rows    []Row
	Pager   ui.Pager
	Empty   ui.Empty
	MayLoad bool
}

// ShowPage is one order with the transactions that it funded.
type ShowPage struct {
	Headline    ui.Headline
	Stale       string
	Steps       []ui.Step
	SourceTitle string // where the money came from, or went
	Source      []ui.Fact
	Funded      []Funded
	Unloads     []Unload
	Related     []ui.Fact
	Raw         ui.Raw
	History     []ui.Change
}

// Funded is a transaction that the order paid.
type Funded struct {
	Mark     ui.Mark
	Amount   ui.Money
	Merchant string
	What     string
	At       ui.Moment
	Token    string
	Href     string
}

// Unload is money that went back from a load.
type Unload struct {
	Mark   ui.Mark
	Amount ui.Money
	At     ui.Moment
	Token  string
	Href   string
}

// LoadPage is the form that loads an account.
type LoadPage struct {
	Key      string
	Refusal  ui.Refusal
	User     ui.Field
	Users    []ui.Option
	Amount   ui.Field
	Currency ui.Field
	Source   ui.Field
	Sources  []ui.Option
	NoSource bool
	Memo     ui.Field
	Token    ui.Field
	Warning  string // why a balance is not what this user should have
	Request  ui.Request
	Foot     ui.Foot
}

// UnloadPage is the form that returns money of a load.
type UnloadPage struct {
	Back    string
	Action  string
	Key     string
	Refusal ui.Refusal
	Amount  ui.Field
	Memo    ui.Field
	Token   ui.Field
	Now     []ui.Fact
	Request ui.Request
	Foot    ui.Foot
}
