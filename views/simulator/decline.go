package simulator

import "carddeck/views/ui"

// DeclinePage is the form on which a decline to see is chosen.
type DeclinePage struct {
	Key     string
	Refusal ui.Refusal
	Left    []Left // what earlier ones left
	Plan    ui.Field
	Plans   []ui.Option
	Kept    string // how many more there are, and why they are not offered
	Card    ui.Field
	Cards   []ui.Option
	Code    Coded
	Steps   []DeclineStep // what will be done; none while that is not known
	Foot    ui.Foot
}

// Coded is a response code with its words.
type Coded struct{ Code, Words string }

// DeclineStep is one thing that will be done.
type DeclineStep struct {
	Text string
	Href string // what it is done to; empty for what has no page yet
}

// Left is something that was changed for a decline and could not be put back yet.
type Left struct {
	Back    string
	Problem string // why it could not; empty when nobody tried
	ByHand  string
	Href    string
	Who     string
	At      ui.Moment
}
