// Package cardproducts draws the card product pages.
package cardproducts

import (
	"carddeck/views/spendcontrols"
	"carddeck/views/ui"
)

// Row is one line of the list.
type Row struct {
	Mark       ui.Mark
	Name       string
	Href       string
	Funding    string // in words
	Source     string // token of the funding source; empty for standard funding
	SourceHref string
	Instrument string
	Starts     ui.Moment
	Created    ui.Moment
	Token      string
}

// ListPage is the list of card products.
type ListPage struct {
	Tabs     []ui.Tab
	Rows     []Row
	Pager    ui.Pager
	Empty    ui.Empty
	MayWrite bool
}

// ShowPage is one card product.
type ShowPage struct {
	Headline  ui.Headline
	Stale     string // set when Marqeta did not answer and a local copy is shown
	Steps     []ui.Step
	Sentences []string // what its cards are like, in words
	Funding   []ui.Fact
	Use       []ui.Fact
	Card      []ui.Fact
	InForce   *spendcontrols.InForce
	Related   []ui.Fact
	Raw       ui.Raw
	History   []ui.Change
}

// FormPage is the form that makes or changes a card product, in the order of the
// questions a product manager would ask.
type FormPage struct {
	Title   string
	Sub     string
	Action  string // address that the form is sent to
	Preview string // address that draws the request again
	Key     string
	Like    string // token of the card product that this one starts from
	Refusal ui.Refusal

	Token     ui.Field
	Name      ui.Field
	StartDate ui.Field
	EndDate   ui.Field

	Funding      string // "standard", "managed" or "gateway"
	FundingError string
	Source       ui.Field
	Sources      []ui.Option
	Gateway      ui.Field
	Gateways     []ui.Option
	SourceStep   string // address that makes a funding source first; empty for who may not
	Refunds      ui.Field
	RefundsTo    []ui.Option
	AlwaysFund   ui.Check

	Shops       ui.Check
	Online      ui.Check
	Machines    ui.Check
	Countries   ui.Field
	CountryList []ui.Option
	QuasiCash   ui.Check

	PIN       ui.Check
	Code      ui.Check
	Partial   ui.Check
	Suspended ui.Check
	Address   ui.Field
	Addresses []ui.Option

	Instrument  ui.Field
	Instruments []ui.Option
	Years       ui.Field
	Unit        ui.Field
	Units       []ui.Option
	Active      ui.Check
	ActiveCards ui.Check

	Sentences []string // what the answers mean
	Request   ui.Request
	Rest      string // what becomes of the other fields
	Foot      ui.Foot
}
