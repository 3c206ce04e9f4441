// Package proposals draws the movements that one operator proposes and another approves.
package proposals

import "carddeck/views/ui"

// Region is the part of the list that can be drawn alone.
const Region = "proposals"

// ListPage is the list of proposals.
type ListPage struct {
	MayPropose bool
	Tabs       []ui.Tab
	Chips      []ui.Chip
	Clear      string
	Rows       []Row
	Pager      ui.Pager
	Empty      ui.Empty
}

// Row is one proposal in the list.
type Row struct {
	Mark ui.Mark
	Text string
	Href string
	Memo string
	Who  string
	At   ui.Moment
	By   string
}

// ShowPage is one proposal.
type ShowPage struct {
	Headline ui.Headline
	Steps    []ui.Step
	Before   []ui.Fact
	Answer   string
	Answered string
	Related  []ui.Fact
	History  []ui.Change
}

// FormPage is the form of a new proposal.
type FormPage struct {
	Key      string
	Refusal  ui.Refusal
	Holder   ui.Field
	Holders  []ui.Option
	Kind     ui.Field
	Kinds    []ui.Option
	Amount   ui.Field
	Currency ui.Field
	Contra   ui.Field
	Contras  []ui.Option
	Memo     ui.Field
	About    ui.Field
	Test     bool // money may be put there at once, as none of it is real
	Shell    string
	Foot     ui.Foot
}

// MovePage asks before a proposal is settled.
type MovePage struct {
	Title   string
	Back    string
	Action  string
	Key     string
	Tone    ui.Tone
	Effect  string
	Detail  string
	Refusal ui.Refusal
	Asks    bool // for an answer
	Answer  ui.Field
	Facts   []ui.Fact
	Foot    ui.Foot
}
