// Package scenario holds ordered steps with what must come of each, as one JSON file:
// the file format, and a runner over a Core API.
//
// A scenario is data. It may bring a card program of its own, so that it neither needs
// nor disturbs what is there, or work with the objects that its parameters name. Values
// may refer to parameters and to the answers of earlier steps: {merchant}, {card.token}.
package scenario

import (
	_ "embed"
	"fmt"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Scenario is a named sequence of steps.
type Scenario struct {
	Name        string   `json:"name"` // in lower case with hyphens
	Title       string   `json:"title"`
	Description string   `json:"description,omitzero"`
	Parameters  Values   `json:"parameters,omitempty"` // with what they are when nobody says otherwise; empty ones must be given
	Program     *Program `json:"program,omitzero"`     // none: the steps make or name what they need
	Steps       []Step   `json:"steps"`
}

// Program is the card program that a run makes for itself: a card product, a user and a
// card, which steps call {program.card_product}, {program.user} and {program.card}.
type Program struct {
	Funding string         `json:"funding"`          // standard, managed or gateway
	Source  string         `json:"source,omitzero"`  // program funding source of a managed one and of loads; a sandbox's own when empty
	Config  jsontext.Value `json:"config,omitempty"` // of the card product, beside its funding
	User    jsontext.Value `json:"user,omitempty"`   // more of the user
	Card    jsontext.Value `json:"card,omitempty"`   // more of the card
}

// Step is one call and what must come of it. Exactly one of Simulate, Create, Update,
// Move, Load, Read and Advance says which.
type Step struct {
	Name string `json:"name"` // by which later steps refer to it

	Simulate string `json:"simulate,omitzero"` // a kind of Simulations 2.0
	Create   string `json:"create,omitzero"`   // what kind of object
	Update   string `json:"update,omitzero"`
	Move     string `json:"move,omitzero"`    // card or user, to another state
	Load     string `json:"load,omitzero"`    // the user whose account gets Amount
	Read     string `json:"read,omitzero"`    // what kind of object
	Advance  string `json:"advance,omitzero"` // how far the sandbox's clock goes: 36h, P7D

	Token   string         `json:"token,omitzero"`   // of what is updated, moved or read
	Card    string         `json:"card,omitzero"`    // whose card a simulation uses; the program's when empty
	Amount  string         `json:"amount,omitzero"`  // decimal
	Follows string         `json:"follows,omitzero"` // the step whose transaction it names; none: it names the card
	Force   bool           `json:"force,omitzero"`   // force_post
	With    jsontext.Value `json:"with,omitempty"`   // more of the call's body, as the Core API spells it
	Gateway string         `json:"gateway,omitzero"` // approve (the default), decline, delay, or a decline reason

	Status    int      `json:"status,omitzero"`   // of the answer; a success when it is left out
	Asked     *bool    `json:"asked,omitzero"`    // whether the gateway is asked
	Notified  bool     `json:"notified,omitzero"` // the transaction is notified as it was answered
	DecidedBy string   `json:"decided_by,omitzero"`
	Expect    Values   `json:"expect,omitempty"`  // of the answer, by path
	Becomes   Values   `json:"becomes,omitempty"` // earlier step -> the state its transaction is in afterwards
	Absent    []string `json:"absent,omitempty"`  // paths
}

// Values are texts by name, or by path: member names joined by dots.
type Values map[string]string

// What pays for the purchases of a run's own program.
const (
	Standard = "standard"
	Managed  = "managed"
	Gateway  = "gateway"
)

// What a gateway does at a step, beside giving a reason to decline.
const (
	Approve = "approve"
	Decline = "decline"
	Delay   = "delay"
)

//go:embed presets.json
var presets []byte

// All gives the presets: the scenarios that Marqeta's reference application plays.
func All() []Scenario { return slices.Clone(all) }

// Find gives a preset by its name.
func Find(name string) (Scenario, bool) {
	i := slices.IndexFunc(all, func(s Scenario) bool { return s.Name == name })
	if i < 0 {
		return Scenario{}, false
	}
	return all[i], true
}

var all = mustParse(presets)

func mustParse(text []byte) []Scenario {
	var files []jsontext.Value
	if err := json.Unmarshal(text, &files); err != nil {
		panic(fmt.Errorf("the preset scenarios: %w", err))
	}
	var out []Scenario
	for _, f := range files {
		s, err := Parse(f)
		if err != nil {
			panic(fmt.Errorf("the preset scenarios: %w", err))
		}
		out = append(out, s)
	}
	return out
}

// Format writes the file of a scenario, always the same way.
func (s Scenario) Format() []byte {
	text, err := json.Marshal(s, json.Deterministic(true), jsontext.WithIndent("  "))
	if err != nil {
		panic(fmt.Errorf("write scenario %s: %w", s.Name, err)) // it holds nothing but texts and checked JSON
	}
	return append(text, '\n')
}
