// Package users draws the user pages, and has the words for a user's status.
package users

import (
	"carddeck/views/cards"
	"carddeck/views/spendcontrols"
	"carddeck/views/ui"
)

// Row is one line of the list.
type Row struct {
	Mark    ui.Mark
	Name    string // empty for a user without one
	Email   string
	Phone   string
	Created ui.Moment
	Token   string
	Href    string
}

// ListPage is the list of users.
type ListPage struct {
	Tabs     []ui.Tab
	Email    string // the filter over the list, as typed
	Status   string // kept by the filter, chosen by the tabs
	Chips    []ui.Chip
	Clear    string
	Rows     []Row
	Pager    ui.Pager
	Empty    ui.Empty
	MayWrite bool
}

// ShowPage is one user.
type ShowPage struct {
	Headline   ui.Headline
	Stale      string // set when Marqeta did not answer and a local copy is shown
	Steps      []ui.Step
	Cards      []cards.Row // without holders, created told to the day
	CardsNote  string      // set when the cards are this console's own copies
	CardsHref  string      // the list of all cards of the user
	Balances   []ui.Balance
	NoBalances string
	Life       []ui.Transition
	NoLife     string
	InForce    *spendcontrols.InForce
	Facts      []ui.Fact
	Metadata   []ui.Fact
	Related    []ui.Fact
	Raw        ui.Raw
	History    []ui.Change
}

// FormPage is the form that makes or changes a user.
type FormPage struct {
	Head    ui.Head
	Action  string // address that the form is sent to
	Preview string // address that draws the request again
	Key     string
	Filled  string // names of the fields that the user has already
	Refusal ui.Refusal

	FirstName  ui.Field
	MiddleName ui.Field
	LastName   ui.Field
	Email      ui.Field
	Phone      ui.Field
	Address1   ui.Field
	Address2   ui.Field
	City       ui.Field
	State      ui.Field
	PostalCode ui.Field
	Country    ui.Field
	Token      ui.Field

	Request ui.Request
	Foot    ui.Foot
}
