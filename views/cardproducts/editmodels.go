package cardproducts

import "carddeck/views/ui"

// EditPage is the editor of every field.
type EditPage struct {
	Head        ui.Head
	Review      string // address that compares
	Cancel      string
	Seen        string // version of the card product that the editor was drawn from
	Refusal     ui.Refusal
	Search      string
	Groups      []EditGroup
	Kept        []Hidden // changed fields that the search leaves out
	Count       string   // how many fields differ, in words
	Differences []Difference
	Request     ui.Request
}

// EditGroup is the fields that answer one question.
type EditGroup struct {
	Title string
	Note  string
	Open  bool
	Rows  []EditRow
}

// EditRow is one field: a choice where it has options, several lines where it says so.
type EditRow struct {
	Field   ui.Field
	Options []ui.Option
	Lines   bool
}

// Hidden is an answer that a form carries without showing it.
type Hidden struct{ Name, Value string }

// Difference is one field before and after, in words.
type Difference struct {
	Label  string
	Name   string // Marqeta's
	Before string
	After  string
}

// ReviewPage compares before with after, ahead of saving.
type ReviewPage struct {
	Head        ui.Head
	Action      string
	Again       string // address that leads back to the fields with everything typed
	Key         string
	Kept        []Hidden
	Refusal     ui.Refusal
	Warning     string // somebody else changed it meanwhile
	Differences []Difference
	Sentences   []string
	Request     ui.Request
	Foot        ui.Foot
}
