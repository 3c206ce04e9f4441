// Package gateways draws how funding requests are treated: the mode of each gateway, how
// fast and how kindly it answers, and the rules it answers by.
package gateways

import "carddeck/views/ui"

// ListPage is all gateways.
type ListPage struct {
	Rows   []Row
	Alarms []Alarm
}

// Row is one gateway.
type Row struct {
	Name, Href    string
	Mode          ui.Mark
	Rules         string
	Answers       string
	Rate          string
	P50, P95, P99 string
}

// Alarm is something that somebody has to look at.
type Alarm struct {
	What, About, Detail, Times string
	Last                       ui.Moment
	Href                       string
	Close                      ui.Step
}

// ShowPage is one gateway.
type ShowPage struct {
	Headline ui.Headline
	Warning  string // why nothing passes it, or may come too late
	Steps    []ui.Step
	Speed    []Speed
	Slowest  []Answer
	Latest   []Answer
	Alarms   []Alarm
	Rules    []string
	Versions []Version
	Endpoint []ui.Fact
	Upstream []ui.Fact
	History  []ui.Change
	EditHref string
}

// Speed is how a gateway answered for a while.
type Speed struct {
	Span, Answers, Rate, P50, P95, P99, Max string
}

// Answer is one answer of the endpoint.
type Answer struct {
	At     ui.Moment
	Mark   ui.Mark
	Text   string
	Method string
	Took   string
	Href   string
}

// Version is one version of the rules.
type Version struct {
	Name, Href, Note, Who string
	At                    ui.Moment
	InForce               bool
}

// ModePage asks how requests are to be treated.
type ModePage struct {
	Title, Back, Action, Key, Version string
	Refusal                           ui.Refusal
	Warning                           string
	Mode                              ui.Field
	Modes                             []ui.Option
	URL, Username, Password           ui.Field
	Close                             bool
	Foot                              ui.Foot
}

// RulesPage is the editor of rules.
type RulesPage struct {
	Title, Back, Action, Key, Version, Next string
	Refusal                                 ui.Refusal
	Rules                                   []Rule
	Partial                                 ui.Check
	Memo, Tags, Note                        ui.Field
	Preview                                 *Preview
	Foot                                    ui.Foot
}

// Rule is one rule in the editor.
type Rule struct {
	Number      int
	Title       string
	Name, Kind  ui.Field
	Kinds       []ui.Option
	Then        ui.Field
	Thens       []ui.Option
	Reason      ui.Field
	Reasons     []ui.Option
	Fields      []ui.Field
	Present     *ui.Check
	First, Last bool
}

// Preview is what the latest decisions would have come to.
type Preview struct {
	Looked  string
	Flipped string
	Rows    []Flip
	Note    string
	Rest    string // from where to go on; empty when nothing is older
}

// Flip is a decision that would have gone another way.
type Flip struct {
	At       ui.Moment
	Amount   ui.Money
	Merchant string
	Href     string
	Was, Is  ui.Mark
	Why      string
}

// VersionPage is one version of the rules, against the one before.
type VersionPage struct {
	Title, Sub, Back string
	Rules            []string
	Removed, Added   []string
	Previous         string
	Raw              ui.Raw
}

// SetUpPage leads from a funding source to a decision.
type SetUpPage struct {
	Gateways []ui.Tab // where there are several
	Another  string   // makes one more; empty for who may not
	Done     int
	Steps    []SetUpStep
	Endpoint []ui.Fact
}

// SetUpStep is one step of the set-up.
type SetUpStep struct {
	Mark        ui.Mark
	Title, Text string
	Href, Label string
	Now         bool
}

// SourcePage makes a program gateway that asks this console.
type SourcePage struct {
	Key         string
	Refusal     ui.Refusal
	Facts       []ui.Fact
	Name, Token ui.Field
	Foot        ui.Foot
}
