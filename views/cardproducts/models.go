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
	Headline ui.Headline
	Stale    string // set when Marqeta did not answer and a local copy is shown
	Steps    []ui.Step
	Funding  []ui.Fact
	Use      []ui.Fact
	Card     []ui.Fact
	InForce  *spendcontrols.InForce
	Related  []ui.Fact
	Raw      ui.Raw
	History  []ui.Change
}

// FormPage is the form that makes or changes a card product, in the order of the
// questions a product manager would ask.
type FormPage struct {
	Title   string
	Sub     string
	Action  string // address that the form is sent to
	Preview string // address that draws the request again
	Key     string
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
	Refunds      ui.Field
	RefundsTo    []ui.Option
	AlwaysFund   ui.Check

	Shops       ui.Check
	Online      ui.Check
	Machines    ui.Check
	Countries   ui.Field
	CountryList []ui.Option

	PIN       ui.Check
	Code      ui.Check
	Partial   ui.Check
	Suspended ui.Check

	Instrument  ui.Field
	Instruments []ui.Option
	Years       ui.Field
	Active      ui.Check
	ActiveCards ui.Check

	Request ui.Request
	Foot    ui.Foot
}

// FundingChoice is one answer to who says yes and who pays.
type FundingChoice struct {
	Value   string
	Title   string
	Summary string
	Facts   []ui.Fact
}

// FundingChoices compares the three funding models where the choice is made.
func FundingChoices() []FundingChoice {
	return []FundingChoice{
		{"managed", "Managed JIT Funding", "Marqeta decides and draws the money", []ui.Fact{
			{Label: "Who decides", Value: ui.Text("Marqeta, by its own checks and your spend controls")},
			{Label: "What you run", Value: ui.Text("Nothing")},
			{Label: "Where money sits", Value: ui.Text("In the program funding source, until the moment of purchase")},
		}},
		{"gateway", "Gateway JIT Funding", "Your gateway decides, each time", []ui.Fact{
			{Label: "Who decides", Value: ui.Text("Your gateway, last, after Marqeta's checks")},
			{Label: "What you run", Value: ui.Text("An https service that answers within three seconds, day and night")},
			{Label: "Where money sits", Value: ui.Text("On your side, in your own ledger")},
		}},
		{"standard", "Standard funding", "You load the account beforehand", []ui.Fact{
			{Label: "Who decides", Value: ui.Text("Marqeta, by the balance that was loaded")},
			{Label: "What you run", Value: ui.Text("Loads, ahead of time")},
			{Label: "Where money sits", Value: ui.Text("On each user's account (GPA)")},
		}},
	}
}
