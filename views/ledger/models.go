// Package ledger draws what moves an account: its entries, and of every message of a
// purchase whether it moves the ledger and why.
package ledger

import "carddeck/views/ui"

// Entry is one movement on a holder's account, with the balances after it.
type Entry struct {
	Number    string
	At        ui.Moment
	Cause     string
	Href      string // the event that caused it
	What      string
	Against   string // the other side
	Debit     string
	Credit    string
	Posted    string
	Held      string
	Available string
}

// Step says whether one message of a purchase moves the ledger.
type Step struct {
	Text    string
	Href    string
	Moves   ui.Mark
	Because string
	Changes []string
}
