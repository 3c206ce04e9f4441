// Package spendcontrols draws the pages about spend controls: velocity controls,
// authorization controls, exempt merchants, MCC groups and merchant groups. They are one
// section with one look; what tells them apart comes in the models.
package spendcontrols

import (
	"github.com/a-h/templ"

	"carddeck/views/ui"
)

// ListPage is a list of one kind.
type ListPage struct {
	Title    string
	Sub      string
	Tabs     []ui.Tab
	New      string // address of the form; empty when the operator may not
	NewText  string
	Level    Level
	Columns  []string
	Filters  []Filter
	Path     string // of the list without filters
	Chips    []ui.Chip
	Rows     []Row
	Note     string // said under the rows
	Empty    ui.Empty
	Problems string // set when something could not be read
}

// Level is how many of the platform's controls are in use; it is left out when Most is 0.
type Level struct {
	Used, Most int
	Text       string
}

// Filter is one field of the filter bar. With options it is a choice.
type Filter struct {
	Name    string
	Label   string
	Value   string
	Options []ui.Option
}

// Row is one line of a list: its cells belong to the list's columns after the name.
type Row struct {
	Mark  ui.Mark
	Name  string
	Href  string
	Cells []templ.Component
	Token string
}

// ShowPage is one control or group.
type ShowPage struct {
	Section  string // name of the list
	Back     string
	Stale    string
	Headline ui.Headline
	Steps    []ui.Step
	Warnings []Warning
	Facts    []Facts
	Usage    *Usage
	Related  []ui.Fact
	Raw      ui.Raw
	History  []ui.Change
}

// Warning is something about the object that is easily misread.
type Warning struct {
	Tone  ui.Tone
	Title string
	Text  string
}

// Facts is a panel of facts.
type Facts struct {
	ID, Title, Note string
	Facts           []ui.Fact
	List            []string // long lists: codes or merchants of a group
}

// Usage is what a user has used of a velocity control.
type Usage struct {
	Path    string // of the page
	Fixed   bool   // the control names its user, so nobody is asked for
	Asked   string // what was typed
	Error   string
	User    string
	Href    string
	Left    *Left
	NoUsage string // why there is nothing to show
}

// Left is a limit with what was used of it.
type Left struct {
	Parts  []Part
	Window string // in words
	From   ui.Moment
	To     ui.Moment // when it begins anew
	Days   string
}

// Part is one measure of a limit: money or uses.
type Part struct {
	Name    string
	Used    string
	Limit   string
	Left    string
	Unit    string // what is counted, where the numbers do not say
	Percent int    // of the limit, for the bar; at most 100
}

// Spent reports whether nothing of the part is left.
func (p Part) Spent() bool { return p.Percent >= 100 }
