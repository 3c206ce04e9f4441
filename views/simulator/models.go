// Package simulator draws the page on which card transactions are simulated.
package simulator

import "carddeck/views/ui"

// Page is the simulator's form with what it would send.
type Page struct {
	Decline string // where a decline is chosen; empty where none can be
	Key     string
	Refusal ui.Refusal
	Presets []Preset
	NoCard  bool // the console knows no card yet

	Kind  ui.Field
	Kinds []ui.Option
	Card  string // that another kind is chosen for
	Then  string // what a preset means to come next

	Questions []Question

	Foretold Foretold
	Request  ui.Request
	Foot     ui.Foot
	Recent   []Recent
}

// FormRegion is everything that another kind of message changes.
const FormRegion = "simulation"

// Question is one group of fields. A fold is rarely needed.
type Question struct {
	Title, Note string
	Fold, Open  bool
	Controls    []Control
}

// Control is one field: a box to tick, a choice, or a line with suggestions or without.
type Control struct {
	Field   ui.Field
	Options []ui.Option
	Suggest bool // options are suggestions
	Check   *ui.Check
}

// Preset is a link that fills the form.
type Preset struct{ Text, Icon, Href string }

// Foretold says what the chosen message is, and about which card.
type Foretold struct {
	Title   string
	Note    string
	Card    []ui.Fact
	Warning string // what will make it fail, or who will not be asked
}

// Recent is a simulation that was made here.
type Recent struct {
	At      ui.Moment
	Who     string
	What    string
	Href    string // the transaction; empty when there is none
	Amount  ui.Money
	Outcome ui.Mark
}
