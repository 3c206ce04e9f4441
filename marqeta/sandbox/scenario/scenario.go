// Package scenario plays named sequences of simulated messages against a sandbox and
// says whether everything came out as it has to: states, amounts, what joins one
// message to another, what the program's gateway was asked, and the notifications.
//
// A scenario is data. Its player makes a card program of its own behind Gateway JIT
// Funding, with an endpoint of its own as gateway and webhook, so that a scenario
// neither needs nor disturbs what is there.
package scenario

import (
	_ "embed"
	"fmt"
	"slices"

	"github.com/go-json-experiment/json"
)

// Scenario is a named sequence of messages.
type Scenario struct {
	Name  string `json:"name"` // unique, in lower case with hyphens
	Title string `json:"title"`
	Steps []Step `json:"steps"`
}

// Step is one simulated message and what must come of it.
type Step struct {
	Name     string   `json:"name"`              // by which later steps refer to it
	Simulate string   `json:"simulate"`          // a type of Simulations 2.0
	Amount   string   `json:"amount"`            // decimal, USD
	Follows  string   `json:"follows,omitzero"`  // the step whose transaction it names; none: it names the card
	Force    bool     `json:"force,omitzero"`    // force_post
	Gateway  string   `json:"gateway,omitzero"`  // approve (the default), decline or delay
	Asked    bool     `json:"asked"`             // whether the gateway is asked
	Expect   Values   `json:"expect"`            // of the transaction, by path
	Joins    Values   `json:"joins,omitempty"`   // path in the transaction -> step and path, equal
	Becomes  Values   `json:"becomes,omitempty"` // earlier step -> the state it is in afterwards
	Absent   []string `json:"absent,omitempty"`  // paths
}

// Values are texts by path: member names joined by dots.
type Values map[string]string

// What a gateway does at a step.
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
	var s []Scenario
	if err := json.Unmarshal(text, &s, json.RejectUnknownMembers(true)); err != nil {
		panic(fmt.Errorf("the preset scenarios: %w", err))
	}
	return s
}
