// Package codes draws the dictionary of codes: the list of each family, and a page for
// every code.
package codes

import "carddeck/views/ui"

// Region is the list as htmx asks for it while somebody types.
const Region = "codes"

// ListPage is a family's codes.
type ListPage struct {
	Tabs   []ui.Tab
	Family string
	About  string
	Query  string
	Rows   []Row
	Empty  ui.Empty
}

// Row is one code of a list.
type Row struct {
	Code    string
	Href    string
	Words   string
	Meaning string
	Guess   bool // the meaning is inferred
	Check   string
}

// ShowPage is one code with all that is known of it.
type ShowPage struct {
	Back, Where string
	Headline    ui.Headline
	Cardholder  string
	Causes      []string
	Look        []Look
	Remedies    []Remedy
	Cases       []Case
	Related     []ui.Fact
	Unknown     *ui.Empty // instead of everything but the headline
	Steps       []ui.Step
}

// Look is an object to look at.
type Look struct{ Object, Text string }

// Remedy is a way out and who can take it.
type Remedy struct{ Text, Who, Action string }

// Case is one meaning of an ambiguous code.
type Case struct {
	If, Check         string
	Words, Cardholder string
	Meaning           string
	Remedies          []Remedy
	Guess             bool // the meaning is inferred
}
