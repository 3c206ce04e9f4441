// Package reconciliations draws how whole days compare with the platform's own list.
package reconciliations

import "carddeck/views/ui"

// Row is one day in the list.
type Row struct {
	Day       string
	Href      string
	Mark      ui.Mark
	Ours      string
	Theirs    string
	Matched   string
	Explained string
	Open      string
	Ran       ui.Moment
	By        string
}

// Running is the form that compares a day.
type Running struct {
	Key     string
	Refusal ui.Refusal
	Day     ui.Field
}

// ListPage is the days that were compared.
type ListPage struct {
	Complete string // up to when nothing is missing
	Running  *Running
	Rows     []Row
	Pager    ui.Pager
	Empty    ui.Empty
}

// Total is what a day sums to in a currency.
type Total struct {
	Ours, Theirs ui.Money
	Same         bool
}

// Item is one difference.
type Item struct {
	Mark        ui.Mark
	Class       string
	Token       string
	Href        string
	Of          string
	Ours        Side
	Theirs      Side
	Explanation string
	By          string
	Explain     *Explaining // nil for who may not, and for what is explained
}

// Side is a transaction as one of the two knows it; not there when State is empty.
type Side struct {
	State  string
	Amount ui.Money
}

// Explaining is the form that explains a difference.
type Explaining struct {
	Action string
	Key    string
	Token  string
	Class  string
	ID     string // of the field
	Error  string
	Value  string
}

// DayRegion is what is drawn again while a day is being compared.
const DayRegion = "day"

// Progress is a comparison that has not come to a result.
type Progress struct {
	Title  string
	Day    string
	Here   string // the page's own address
	Text   string
	Began  ui.Moment
	By     string
	Failed string // why it never will; empty while it goes on
}

// ShowPage is one day. Without a headline there is no result yet.
type ShowPage struct {
	Progress *Progress // nil when nobody compares it
	Headline ui.Headline
	CSV      string
	JSON     string
	Again    *Again
	Totals   []Total
	Items    []Item
	Cut      string // how many differences are left out; empty for none
}

// Again compares the day once more.
type Again struct{ Day, Key string }
