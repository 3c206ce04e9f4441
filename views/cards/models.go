// Package cards draws the card pages.
package cards

import (
	"carddeck/views/spendcontrols"
	"carddeck/views/ui"
)

// Row is one line of the list.
type Row struct {
	Mark        ui.Mark
	Card        string // "•• 4417"
	Href        string
	User        string // the name, or the token of somebody without one
	UserHref    string
	UserOnly    string // the list with this user's cards alone
	Product     string
	ProductHref string
	Kind        string
	Expires     string // as printed, "03/29"
	Created     ui.Moment
	Token       string
}

// ListPage is the list of cards.
type ListPage struct {
	Tabs      []ui.Tab
	Filter    Filter
	Chips     []ui.Chip
	Clear     string
	Rows      []Row
	Pager     ui.Pager
	Empty     ui.Empty
	MayCreate bool
}

// Filter is the form over the list. State is kept, not asked: the tabs do that.
type Filter struct {
	LastFour string
	User     string
	Product  string
	Products []ui.Option
	State    string
}

// ShowPage is one card.
type ShowPage struct {
	Headline     ui.Headline
	Stale        string // set when Marqeta did not answer and a local copy is shown
	Steps        []ui.Step
	Facts        []ui.Fact
	Metadata     []ui.Fact
	Transactions []Transaction
	AllHref      string // the list of all transactions of the card
	Balances     []ui.Balance
	NoBalances   string
	Life         []ui.Transition
	NoLife       string
	InForce      *spendcontrols.InForce
	Related      []ui.Fact
	Raw          ui.Raw
	History      []ui.Change
}

// Transaction is one line of what the card did last.
type Transaction struct {
	Mark     ui.Mark
	Amount   ui.Money
	Merchant string
	What     string
	Why      string // address of the page of a decline's code
	At       ui.Moment
	Token    string
	Href     string
}

// FormPage is the form that issues a card.
type FormPage struct {
	Key       string
	Refusal   ui.Refusal
	NoUser    bool // nobody is known who could hold the card
	NoProduct bool // no mould is known that it could be made from
	User      ui.Field
	Users     []ui.Option
	Product   ui.Field
	Products  []ui.Option
	Token     ui.Field
	Metadata  ui.Field
	Expedite  ui.Check
	Request   ui.Request
	Foot      ui.Foot
}

// EditPage is the form that changes a card.
type EditPage struct {
	Head     ui.Head
	Action   string
	Key      string
	Refusal  ui.Refusal
	Metadata ui.Field
	Expedite ui.Check
	Request  ui.Request
	Foot     ui.Foot
}
