package transactions

import "carddeck/views/ui"

// WhatIfPage asks how a request of the past would be decided now.
type WhatIfPage struct {
	Headline ui.Headline
	Steps    []ui.Step
	Missing  []string // what the request was about and is gone
	Rests    []string // what the answer rests on, and what it cannot know
	Changed  *Changed // what came of the changes in the address; nil without any
	Cures    []Way
	NoCure   string // why there is none
	CureNote string // how many were tried
	Compared Compared
	Form     WhatIfForm
}

// Changed is how the request would be decided with the changes.
type Changed struct {
	Tone  ui.Tone
	Title string
	Text  string // the changes, in words
}

// Way is what would let a declined request pass: one step, or as many in a row as it takes.
type Way struct {
	Steps []WayStep
	Try   string // address of this page with it
}

// WayStep is one step, and the page that does it in earnest.
type WayStep struct {
	Text  string
	Reach string  // whom it changes something for
	Do    ui.Step // no text where nobody does it here, or the operator may not
	Ask   string  // who may instead
}

// Compared shows decisions side by side, check by check.
type Compared struct {
	Note    string
	Columns []Column
	Rows    []ComparedCheck
}

// Column is one decision.
type Column struct {
	Title string
	Mark  ui.Mark
	Note  string
}

// ComparedCheck is one check in every decision.
type ComparedCheck struct {
	Name    string
	Differs bool
	Cells   []CheckCell // as many as columns
}

// CheckCell is one check in one decision.
type CheckCell struct {
	Mark ui.Mark
	Text string
}

// WhatIfForm changes something and looks again. It is sent by GET: the address is what
// was changed.
type WhatIfForm struct {
	Action  string
	Clear   string
	Open    bool
	Refusal ui.Refusal
	Request []ui.Field
	Choices []Choice // of the request: what was entered, and the gateway's answer
	Objects []Choice
	Money   ui.Field
	Limits  []LimitFields
	Checks  []ui.Check // controls out of force
	Rules   []Choice   // of the card product
}

// Choice is a select with its answers.
type Choice struct {
	Field   ui.Field
	Options []ui.Option
}

// LimitFields are what can be changed of one velocity control.
type LimitFields struct {
	Amount ui.Field
	Uses   ui.Field
	Off    ui.Check
}
