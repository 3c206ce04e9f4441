package marqeta

import (
	"context"
	"encoding/json"
)

// Trial asks Carddeck's own sandbox how a card transaction would be decided, now or were
// something changed. Nothing is written, nobody is notified, and a gateway is not asked.
type Trial struct {
	TransactionToken string           `json:"transaction_token,omitempty"` // whose request is made again; empty: Simulation is the request
	Simulation       *TrialSimulation `json:"simulation,omitempty"`
	Request          *Simulation      `json:"request,omitempty"` // what is otherwise in the transaction's request
	Enter            TrialEntry       `json:"enter,omitzero"`
	Gateway          TrialAnswer      `json:"gateway,omitempty"`
	Changes          []TrialChange    `json:"changes,omitempty"` // made in order before the request
	Search           bool             `json:"search,omitempty"`  // for what would let a decline pass
}

// TrialSimulation is a request that no transaction was made by.
type TrialSimulation struct {
	Kind   SimulationKind `json:"kind"`
	Fields Simulation     `json:"fields"`
}

// TrialEntry is how what the cardholder enters compares with the card: right, wrong or
// none. Empty is as it was.
type TrialEntry struct {
	PIN        string `json:"pin,omitempty"`
	CVV        string `json:"cvv,omitempty"`
	Expiration string `json:"expiration,omitempty"`
	Address    string `json:"address,omitempty"` // only right
}

// TrialAnswer is what a gateway is taken to say; empty is what it said of the
// transaction.
type TrialAnswer string

// The answers that a trial can take for granted.
const (
	GatewayApproves TrialAnswer = "approves"
	GatewayDeclines TrialAnswer = "declines"
)

// TrialChange is one thing that is otherwise in a trial: members of a resource that are
// set, as its PUT takes them, a resource that is made, as its POST takes it, or one that
// is switched off. Resource is a path of the Core API, such as velocitycontrols.
type TrialChange struct {
	Resource string          `json:"resource"`
	Token    string          `json:"token,omitempty"`
	Set      json.RawMessage `json:"set,omitempty"`
	Create   json.RawMessage `json:"create,omitempty"`
	Remove   bool            `json:"remove,omitempty"`
}

// TrialOutcome is how a trial ended.
type TrialOutcome string

// The outcomes. A trial is undecided where only a gateway could tell.
const (
	TrialApproved  TrialOutcome = "approved"
	TrialDeclined  TrialOutcome = "declined"
	TrialUndecided TrialOutcome = "undecided"
)

// TrialResult is what would come of a trial.
type TrialResult struct {
	Outcome     TrialOutcome      `json:"outcome"`
	Request     TriedRequest      `json:"request"`
	RequestKept bool              `json:"request_kept"` // else put together from the transaction
	Transaction *Transaction      `json:"transaction"`  // as it would be; nil of one that is undecided
	Trace       Trace             `json:"trace"`
	Suggestions []TrialSuggestion `json:"suggestions"` // the smallest first
	Tried       int               `json:"tried"`       // how many changes the search tried

	Raw json.RawMessage `json:"-"`
}

func (r *TrialResult) keep(raw json.RawMessage) { r.Raw = raw }

// TriedRequest is the request that was decided, without what a cardholder keeps secret.
type TriedRequest struct {
	Kind    SimulationKind `json:"kind"`
	Fields  Simulation     `json:"fields"`
	Entered TrialEntry     `json:"entered"`
}

// TrialSuggestion is what would let a request pass: one step, or as many in a row as it
// takes.
type TrialSuggestion struct {
	Steps []TrialStep `json:"steps"`
}

// TrialStep is a change, or something that the cardholder, the terminal or the gateway
// does. From and To are what What is and would be, amounts in units of the currency.
type TrialStep struct {
	Kind    string          `json:"kind"` // retry, card, user, limit, control, product, source, money, gateway
	What    string          `json:"what"` // the member that is set, as a path
	From    string          `json:"from"`
	To      string          `json:"to"`
	Change  *TrialChange    `json:"change"`
	Enter   TrialEntry      `json:"enter"`
	Request json.RawMessage `json:"request"`
	Gateway TrialAnswer     `json:"gateway"`
}

// Try tries a request in Carddeck's own sandbox; the platform answers IsNotFound. It may
// be repeated, since it leaves nothing behind.
func (c *Client) Try(ctx context.Context, in Trial) (TrialResult, error) {
	r := post("/_sandbox/trials", in.wire(), "")
	r.repeat = true
	return one[TrialResult](ctx, c, r)
}

// wire adds what a simulation does not show of itself.
func (t Trial) wire() any {
	out := struct {
		Trial
		Simulation any `json:"simulation,omitempty"`
		Request    any `json:"request,omitempty"`
	}{Trial: t}
	if s := t.Simulation; s != nil {
		out.Simulation = map[string]any{"kind": s.Kind, "fields": s.Fields.wire()}
	}
	if t.Request != nil {
		out.Request = t.Request.wire()
	}
	return out
}
