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

	Kind        ui.Field
	Kinds       []ui.Option
	Generation  ui.Field
	Generations []ui.Option

	Card     ui.Field
	Cards    []ui.Option
	Amount   ui.Field
	CashBack ui.Field
	Currency ui.Field

	Merchant []ui.Field
	Network  ui.Field
	Networks []ui.Option

	Terminal  Fold // how the card is presented
	Presence  ui.Field
	Presences []ui.Option
	Partial   ui.Check

	Transfer     Fold // who sends the money, for account funding and original credits
	Source       ui.Field
	Sources      []ui.Option
	Account      ui.Field
	Accounts     []ui.Option
	TransferKind ui.Field

	Foretold Foretold
	Request  ui.Request
	Foot     ui.Foot
	Recent   []Recent
}

// Preset is a link that fills the form.
type Preset struct{ Text, Icon, Href string }

// Fold is a group of fields that are rarely needed.
type Fold struct {
	Open   bool
	Fields []ui.Field
}

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
