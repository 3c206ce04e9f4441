// Package certifications draws the rehearsals of a gateway's certification: their form,
// their progress, the evidence of every scenario, and the report that is printed.
package certifications

import (
	"strconv"

	"carddeck/views/ui"
)

// RunRegion is what is drawn again while a certification goes on.
const RunRegion = "run"

// ListPage is the certifications that were run.
type ListPage struct {
	Rows  []Run
	Empty ui.Empty
	Pager ui.Pager
}

// Run is one of them.
type Run struct {
	Mark    ui.Mark
	Href    string
	Gateway string
	Passed  string
	Who     string
	At      ui.Moment
}

// NewPage is the form that starts one.
type NewPage struct {
	Key       string
	Refusal   ui.Refusal
	Gateway   []ui.Field
	Headers   ui.Field
	Webhook   []ui.Field
	SHA256    ui.Check
	Limits    []ui.Field
	Holders   []ui.Field
	Skip      ui.Field
	Scenarios []Scenario
	Foot      ui.Foot
}

// Scenario is one that is played.
type Scenario struct {
	Number int
	Title  string
	About  string
	Needs  string
}

// RunPage follows a certification, and shows what came of it.
type RunPage struct {
	Mark    ui.Mark
	Title   string
	Facts   []ui.Fact
	Done    int
	Of      int
	Failed  string // why it did not come to its end
	Poll    string // empty when it has ended
	Cancel  string // empty when it cannot be stopped from here
	Key     string
	Report  string
	JSON    string
	Again   string
	Summary string
	Rows    []Result
}

// ResultPage is the evidence of one scenario.
type ResultPage struct {
	Back   string
	Where  string
	Result Result
}

// ReportPage is the report that is printed.
type ReportPage struct {
	Back   string // empty in a file
	Report Report
}

// Report is what came of a run.
type Report struct {
	Mark    ui.Mark
	Summary string
	Facts   []ui.Fact
	Rows    []Result
}

// Result is what came of a scenario. Without evidence it is a row of the table alone.
type Result struct {
	Number    int
	Title     string
	About     string
	Needs     string
	Mark      ui.Mark
	Verdict   string
	Slowest   string // of the gateway's answers, empty if there was none
	Share     int    // of the limit, in percent
	Href      string
	Notes     []string
	Checks    []Check
	Times     []ui.Fact
	Exchanges []Exchange
}

func (r Result) number() string { return strconv.Itoa(r.Number) }

// Check is one thing that was looked at.
type Check struct {
	What  string
	Want  string
	Got   string
	Fault string // empty: as it must be
}

// Exchange is one thing sent and what came back.
type Exchange struct {
	ID       string
	Kind     string
	Title    string
	Status   string
	Took     string
	Limit    string
	Share    int // of the limit, in percent, at most 100
	Late     bool
	Sent     ui.Raw
	Received ui.Raw
}
