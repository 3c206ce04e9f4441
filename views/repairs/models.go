// Package repairs draws the queue of what does not fit in the ledger of gateway-funded
// purchases, with the evidence for each.
package repairs

import "carddeck/views/ui"

// Region is the part of the list that can be drawn alone.
const Region = "repairs"

// Row is one repair in the list.
type Row struct {
	Number  string
	Mark    ui.Mark
	Title   string
	Href    string
	Amount  ui.Money
	Subject string // token
	About   string // the subject's page
	Opened  ui.Moment
	Closed  string // why; empty while it is open
}

// ListPage is the queue.
type ListPage struct {
	Sub   string
	Tabs  []ui.Tab
	Kinds []ui.Option
	Kind  string
	State string // of the address, kept by the form
	Chips []ui.Chip
	Clear string
	Rows  []Row
	Pager ui.Pager
	Empty ui.Empty
}

// Step is what one transaction of the purchase did.
type Step struct {
	Token    string
	Href     string
	Of       string // what it is, in words
	Told     string // who says so
	Decision string // address of our answer; empty without one
	Held     string // signed changes; empty for none
	Posted   string
	Because  string
}

// Work is the form under which a repair is dealt with.
type Work struct {
	Refusal     ui.Refusal
	Key         string
	Note        ui.Field
	Propose     string // address; empty where no entry is suggested
	Proposing   string // "Propose to release 40.00 USD"
	Why         string // what the entry would be for
	Acknowledge string // address
}

// Asking is the button that asks the platform now.
type Asking struct {
	Action string
	Key    string
	Text   string
	Why    string
}

// ShowPage is one repair.
type ShowPage struct {
	Headline ui.Headline
	Advice   string
	Outcome  string // what became of it, in words; empty while it is open
	Waiting  *Waiting
	Asking   *Asking
	Work     *Work
	Evidence []ui.Fact
	Position []ui.Fact
	Steps    []Step
	Related  []ui.Fact
}

// Waiting is the proposal that waits for a second operator.
type Waiting struct {
	Text string
	Href string
}
