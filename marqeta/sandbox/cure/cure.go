// Package cure names what would let a declined request pass: from the check that failed
// and the values it compared follow the steps that would have satisfied it. It decides
// nothing and changes nothing; whoever asks tries the steps.
package cure

import (
	"cmp"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/simulate"
)

// Change is one thing that is otherwise in a trial: members of a resource that are set,
// as its PUT takes them, a resource that is made, as its POST takes it, or one that is
// switched off.
type Change struct {
	Resource string         `json:"resource"`
	Token    string         `json:"token,omitzero"`
	Set      jsontext.Value `json:"set,omitzero"`
	Create   jsontext.Value `json:"create,omitzero"`
	Remove   rest.Flag      `json:"remove,omitzero"`
}

// Step is one step towards passing: a change, or something that the cardholder, the
// terminal or the gateway does.
type Step struct {
	Kind    Kind             `json:"kind"`
	What    string           `json:"what,omitzero"` // the member that is set, as a path
	From    string           `json:"from,omitzero"` // amounts in units of the currency
	To      string           `json:"to,omitzero"`
	Change  *Change          `json:"change,omitzero"`
	Enter   simulate.Entered `json:"enter,omitzero"`
	Request jsontext.Value   `json:"request,omitzero"` // members of the request that are otherwise
	Gateway string           `json:"gateway,omitzero"`
}

// Kind says how far a step reaches.
type Kind string

// The kinds, the smallest first: what a cardholder does again, the state of one card, the
// status of one user or business, a limit raised by no more than it takes, a control taken
// out of the way, a rule for all cards of a product, a source for all who draw on it,
// money, and what only somebody else can decide.
const (
	Retry   Kind = "retry"
	Card    Kind = "card"
	User    Kind = "user"
	Limit   Kind = "limit"
	Control Kind = "control"
	Product Kind = "product"
	Source  Kind = "source"
	Money   Kind = "money"
	Gateway Kind = "gateway"
)

var kinds = []Kind{Retry, Card, User, Limit, Control, Product, Source, Money, Gateway}

// Compare orders sequences of steps: fewer first, then by their kinds.
func Compare(a, b []Step) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), slices.CompareFunc(a, b, func(x, y Step) int {
		return cmp.Compare(slices.Index(kinds, x.Kind), slices.Index(kinds, y.Kind))
	}))
}

// check is the check that decided, with whom it was about.
type check struct {
	engine.Check
	simulate.Subject
}

// cures are what each check can be satisfied by.
var cures = map[string]func(check) []Step{
	"card_state": cardState, "expiry": expiry, "account_state": accountState, "card_product": cardProduct,
	"security_code": securityCode, "pin": pin, "avs": avs, "point_of_interaction": point, "country": country, "quasi_cash": quasiCash,
	"authorization_controls": controls, "velocity_controls": limits, "funding": funding, "gateway": gateway, "stand_in": standIn,
}

// For gives the steps that would satisfy the check that declined, the smallest first;
// none where nothing does.
func For(t simulate.Trace, about simulate.Subject) []Step {
	for _, c := range t.Checks {
		handed := c.Name == "gateway" && t.DecidedBy == "stand_in"
		asked := c.Result == engine.Failed && !handed || c.Name == t.DecidedBy && t.ResponseCode == ""
		if cure := cures[c.Name]; cure != nil && asked {
			steps := cure(check{c, about})
			slices.SortStableFunc(steps, func(a, b Step) int { return Compare([]Step{a}, []Step{b}) })
			return steps
		}
	}
	return nil
}

// read gives the values of a check as T has them.
func read[T any](c check) (v T) {
	if body, err := json.Marshal(c.Values); err == nil {
		_ = json.Unmarshal(body, &v) // what cannot be read is not there
	}
	return v
}

// body is an object of ours, which cannot fail to be JSON.
func body(v any) jsontext.Value {
	b, err := json.Marshal(v, json.Deterministic(true))
	if err != nil {
		panic(err)
	}
	return b
}
