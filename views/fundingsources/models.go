// Package fundingsources draws the funding source pages.
package fundingsources

import "carddeck/views/ui"

// Region is the part of the list that can be drawn alone.
const Region = "funding-sources"

// Row is one line of the list.
type Row struct {
	Mark    ui.Mark
	Name    string
	Href    string
	Kind    string // in words
	URL     string // of a gateway; empty for a program funding source
	Used    string // by how many card products, in words
	Created ui.Moment
	Token   string
}

// ListPage is the list of funding sources.
type ListPage struct {
	Tabs     []ui.Tab
	Rows     []Row
	Pager    ui.Pager
	Empty    ui.Empty
	MayWrite bool
}

// Product is a card product that draws from the funding source.
type Product struct {
	Mark    ui.Mark
	Name    string
	Href    string
	Created ui.Moment
	Token   string
}

// ShowPage is one funding source.
type ShowPage struct {
	Headline ui.Headline
	Stale    string // set when Marqeta did not answer and a local copy is shown
	Steps    []ui.Step
	Gateway  []ui.Fact // empty for a program funding source
	Used     string
	Products []Product
	Related  []ui.Fact
	Raw      *ui.Raw // nil when Marqeta did not answer
	History  []ui.Change
}

// FormPage is the form that makes or changes a funding source.
type FormPage struct {
	Title   string
	Sub     string
	Action  string // address that the form is sent to
	Preview string // address that draws the request again
	Key     string
	Kind    string
	Editing bool
	Refusal ui.Refusal

	Name    ui.Field
	Token   ui.Field
	Active  ui.Check
	Gateway *GatewayFields // nil for a program funding source

	Request ui.Request
	Foot    ui.Foot
}

// GatewayFields are the questions that only a program gateway is asked.
type GatewayFields struct {
	URL      ui.Field
	Timeout  ui.Field
	Username ui.Field
	Password ui.Field
	UseMTLS  ui.Check
	Headers  []HeaderFields

	WasURL      string
	WasUsername string
}

// HeaderFields are the two fields of one custom header.
type HeaderFields struct {
	Name    ui.Field
	Value   ui.Field
	Was     string // the name it had
	WasName string // the hidden field that carries it
}

// secrets names the fields that the preview never asks for, so that no password
// travels in an address.
func (p FormPage) secrets() string {
	if p.Gateway == nil {
		return "*"
	}
	out := "not " + p.Gateway.Password.Name
	for _, h := range p.Gateway.Headers {
		out += "," + h.Value.Name
	}
	return out
}

// Kind is one answer to the question where the money comes from.
type Kind struct {
	Value   string
	Icon    string
	Title   string
	Summary string
	Facts   []ui.Fact
}

// Kinds compares the two kinds where the choice is made.
func Kinds() []Kind {
	return []Kind{
		{"program", "bank", "Program funding source", "Marqeta draws the money", []ui.Fact{
			{Label: "Used by", Value: ui.Text("Managed JIT Funding, and loads of a user's account")},
			{Label: "Who decides", Value: ui.Text("Marqeta, by its own checks and your spend controls")},
			{Label: "What you run", Value: ui.Text("Nothing")},
		}},
		{"programgateway", "webhook", "Program gateway", "Your gateway says yes or no", []ui.Fact{
			{Label: "Used by", Value: ui.Text("Gateway JIT Funding")},
			{Label: "Who decides", Value: ui.Text("Your gateway, last, after Marqeta's checks")},
			{Label: "What you run", Value: ui.Text("An https service that answers within seconds, day and night")},
		}},
	}
}
