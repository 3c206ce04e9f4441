// Package cases draws the cases that people work on, and the bundle that is handed over to
// the platform's support.
package cases

import "carddeck/views/ui"

// Region is the part of the list that can be drawn alone.
const Region = "cases"

// Row is one case in the list.
type Row struct {
	Number   string
	Mark     ui.Mark
	Title    string
	Href     string
	Kind     string // "Transaction", "Group of declines"
	Subject  string
	About    string // the subject's page
	Assignee string // empty for nobody
	Opened   ui.Moment
	Changed  ui.Moment
}

// ListPage is the list of cases.
type ListPage struct {
	Sub       string
	Tabs      []ui.Tab
	Assignees []ui.Option
	Assignee  string
	State     string // of the address, kept by the form
	Chips     []ui.Chip
	Clear     string
	Rows      []Row
	Pager     ui.Pager
	Empty     ui.Empty
}

// Post is a form of one button.
type Post struct {
	Action  string
	Key     string
	Version string
	Text    string
	Icon    string
}

// Link leads from a case to a page elsewhere.
type Link struct {
	URL    string
	Label  string
	Host   string
	By     string
	Remove *Post // nil for who may not
}

// Line is one line of the log.
type Line struct {
	At   ui.Moment
	Icon string
	Tone ui.Tone
	Who  string
	What string
	Href string // what the line speaks of; empty for nothing
	Note string // several lines, as somebody wrote them
}

// Work is the form under which notes are written and the state is moved.
type Work struct {
	Refusal ui.Refusal
	Key     string
	Version string
	Note    ui.Field
	Add     string // address that adds the note
	Moves   []Move
}

// Move brings a case into another state by the same form.
type Move struct {
	Action string
	Text   string
	Icon   string
}

// Linking is the form of a new link.
type Linking struct {
	Refusal ui.Refusal
	Action  string
	Key     string
	URL     ui.Field
	Label   ui.Field
}

// Assigning is the form that gives a case to somebody.
type Assigning struct {
	Action  string
	Key     string
	Version string
	To      ui.Field
	Options []ui.Option
	Mine    bool // it is the operator's own already
	Me      string
}

// ShowPage is one case.
type ShowPage struct {
	Headline ui.Headline
	Steps    []ui.Step
	Stale    string // somebody else was faster; says what is so by now
	Subject  []ui.Fact
	Gone     string // why nothing is known of the subject
	Expected string
	Edit     string // empty for who may not
	Work     *Work
	Links    []Link
	Linking  *Linking
	Assign   *Assigning
	Log      []Line
	Pager    ui.Pager
	Related  []ui.Fact
}

// EditPage changes title and expectation.
type EditPage struct {
	Head     ui.Head
	Action   string
	Key      string
	Version  string
	Stale    string
	Refusal  ui.Refusal
	Title    ui.Field
	Expected ui.Field
	Foot     ui.Foot
}

// BundlePage is a bundle to be read, printed and sent.
type BundlePage struct {
	Headline     ui.Headline
	Back         string
	Where        string
	Download     string
	Expected     string
	Program      []ui.Fact
	Group        []ui.Fact // none for a case about one transaction
	Transactions []Transaction
	NotIncluded  []string
	Redaction    []string
	Removed      string
}

// Transaction is one transaction of a bundle.
type Transaction struct {
	ID       string // of its sections
	Title    string
	Of       string // before the titles of its sections, where there are several: "1 of 5: "
	Facts    []ui.Fact
	Words    string
	Decided  string
	Checks   []Check
	Gateway  string // indented JSON; empty without
	Then     []ui.Fact
	Config   string // indented JSON of what stood then; empty where nothing was captured
	Life     []Step
	Content  string // indented JSON of the notification, redacted
	Received string
	Missing  []string
}

// Check is one line of a trace.
type Check struct {
	Name   string
	Mark   ui.Mark
	Values string
	Rests  string
}

// Step is one transaction of a purchase.
type Step struct {
	At     string
	Type   string
	State  string
	Amount string
	Code   string
	Token  string
}
