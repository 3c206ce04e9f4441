package cure

import (
	"carddeck/marqeta/sandbox/simulate"
	"carddeck/marqeta/sandbox/wire"
)

func funding(c check) []Step {
	v := read[struct {
		Asked     int64  `json:"asked_minor_units"`
		Available *int64 `json:"available_minor_units"`
		Active    *bool  `json:"funding_source_active"`
		GPA       *bool  `json:"allow_gpa_auth"`
	}](c)
	switch {
	case v.Active != nil && !*v.Active:
		return []Step{c.source("fundingsources/program")}
	case v.GPA != nil && !*v.GPA:
		return []Step{c.rule(true, "transaction_controls", "allow_gpa_auth")}
	case v.Available != nil:
		return []Step{c.load(v.Asked - *v.Available)}
	}
	return nil // a source that fails on purpose
}

func (c check) source(resource string) Step {
	return Step{Kind: Source, What: "active", From: "false", To: "true", Change: &Change{Resource: resource, Token: c.Source, Set: body(map[string]any{"active": true})}}
}

// load brings exactly what is missing.
func (c check) load(missing int64) Step {
	amount := c.Money.Amount(missing)
	return Step{Kind: Money, What: "load", To: amount.String(), Change: &Change{Resource: "gpaorders", Create: body(struct {
		wire.Party
		Amount   any    `json:"amount"`
		Currency string `json:"currency_code"`
		Source   string `json:"funding_source_token"`
	}{c.Owner, amount, c.Money.Code, wire.PublicFunding})}}
}

// gateway is somebody else's: a trial can only say what would be if it approved.
func gateway(c check) []Step {
	if c.Values["funding_source_active"] != nil {
		return []Step{c.source("fundingsources/programgateway")}
	}
	if c.Values["asked_minor_units"] == nil {
		return nil
	}
	return []Step{{Kind: Gateway, What: "answer", To: simulate.Approves, Gateway: simulate.Approves}}
}

// standIn is for a decline in the gateway's place: a control refused, or the source that
// pays meanwhile.
func standIn(c check) []Step {
	v := read[struct {
		Source string         `json:"program_funding_source"`
		Active *bool          `json:"funding_source_active"`
		Rules  map[string]any `json:"auth_controls"`
		Limits map[string]any `json:"velocity_controls"`
	}](c)
	switch {
	case v.Active != nil && !*v.Active:
		c.Source = v.Source
		return []Step{c.source("fundingsources/program")}
	case v.Active != nil:
		return nil // a source that fails on purpose
	case v.Limits != nil:
		c.Values = v.Limits
		return limits(c)
	}
	c.Values = v.Rules
	return controls(c)
}
