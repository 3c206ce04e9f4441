package simulate

import (
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"carddeck/marqeta/sandbox/engine"
)

// past is what was written down of a decision.
type past struct {
	TransactionToken string      `json:"transaction_token"`
	Checks           []pastCheck `json:"checks"`
	Request          *request    `json:"request"`
}

type pastCheck struct {
	Name   string                    `json:"name"`
	Result string                    `json:"result"`
	Values map[string]jsontext.Value `json:"values"`
}

// to is what the gateway says of an amount: what a trial takes for granted, else what it
// said before, as far as that tells. Nil is nothing.
func (p past) to(asked int64, granted string) *engine.Outside {
	switch granted {
	case Approves:
		return &engine.Outside{Approved: true, Amount: asked, Values: map[string]any{"why": "the trial takes its approval for granted"}}
	case Declines:
		return &engine.Outside{Values: map[string]any{"why": "the trial takes its decline for granted"}}
	}
	for _, c := range p.Checks {
		if c.Name == "gateway" && c.Values["asked_minor_units"] != nil && c.Values["duration"] != nil {
			return p.repeated(c, asked)
		}
	}
	return nil
}

// repeated is an answer given again. An approval tells nothing of more, and a decline or
// a part nothing of less.
func (p past) repeated(c pastCheck, asked int64) *engine.Outside {
	before := minor(c.Values["asked_minor_units"])
	approved, part := minor(c.Values["approved_minor_units"]), c.Values["approved_minor_units"] != nil
	values := map[string]any{"said_of": p.TransactionToken}
	for name, v := range c.Values {
		if name != "asked_minor_units" && name != "approved_minor_units" {
			values[name] = v
		}
	}
	o := &engine.Outside{Approved: c.Result == engine.Passed, Values: values}
	o.Reason, o.Failure = text(c.Values["decline_reason"]), text(c.Values["failure"])
	switch {
	case o.Approved && !part && asked <= before:
		o.Amount = asked
	case o.Approved && part && asked >= approved:
		o.Amount = approved
	case !o.Approved && asked >= before:
	default:
		return nil
	}
	return o
}

// text reads a string of a trace; what is none is empty.
func text(v jsontext.Value) string {
	said, err := jsontext.AppendUnquote(nil, v)
	if err != nil {
		return ""
	}
	return string(said)
}

// minor reads an amount of a trace; what is none is nothing.
func minor(v jsontext.Value) int64 {
	n, _ := strconv.ParseInt(string(v), 10, 64)
	return n
}
