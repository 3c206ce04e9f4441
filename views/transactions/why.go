package transactions

import "carddeck/views/ui"

// Why says how a transaction was decided, and what would change it.
type Why struct {
	Badge  ui.Mark // who decided
	Note   string  // how that is known
	Open   bool    // a decline's stands open, an approval's is folded
	Checks []Check
	Cures  []Cure
	NoCure string // why nothing is offered, where nothing is
}

// Check is one check of the decision, in order.
type Check struct {
	Mark  ui.Mark
	Name  string
	Text  string // what was compared
	Href  string // the object that it was about; empty for none
	Place string // what that is
	Rests string // what the line rests on
	Guess bool   // Marqeta does not publish the rule or its code
}

// Cure is one way out.
type Cure struct {
	Text string
	Who  string  // who can
	Step ui.Step // does it; empty where it is nothing that this console does

	Aside bool // the step shows, or asks again, and mends nothing
}

// Again tells what a transaction repeats.
type Again struct {
	Mark ui.Mark
	Text string // the first one, in a sentence
	Href string // its page; empty where the transaction repeats none
}
