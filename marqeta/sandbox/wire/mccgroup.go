package wire

import (
	"slices"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/rest"
)

// MCCGroup is a set of merchant category codes that controls can name.
type MCCGroup struct {
	Token string `json:"token"`
	MCCGroupFields
}

// MCCGroupFields are the ones a caller sets. A code is four digits, or a range of
// them such as 2224-2230.
type MCCGroupFields struct {
	Name   string     `json:"name"`
	MCCs   []string   `json:"mccs"`
	Active rest.Flag  `json:"active"`
	Config *MCCConfig `json:"config,omitzero"`
}

// MCCConfig is what a group changes about authorizations.
type MCCConfig struct {
	AuthorizationControls *MCCControls `json:"authorization_controls,omitzero"`
}

// MCCControls say how much is held at the group's merchants, and for how long.
type MCCControls struct {
	HoldIncrease       *HoldIncrease `json:"hold_increase,omitzero"`
	HoldExpirationDays *int          `json:"hold_expiration_days,omitzero"` // 7 if absent
}

// HoldIncrease raises the hold: by Value, by Value percent, or to Value.
type HoldIncrease struct {
	Type  string          `json:"type"`
	Value *marqeta.Amount `json:"value"`
}

// The types of a hold increase.
const (
	ByAmount  = "AMOUNT"
	ByPercent = "PERCENT"
	UpToLimit = "UP_TO_LIMIT"
)

// MaxMCCs is the most codes and ranges a group has.
const MaxMCCs = 500

// Has reports whether the group applies to a code; an inactive one applies to none.
func (f MCCGroupFields) Has(mcc string) bool { return bool(f.Active) && f.Lists(mcc) }

// Lists reports whether a code is among the group's, or in one of its ranges.
func (f MCCGroupFields) Lists(mcc string) bool {
	return len(mcc) == 4 && slices.ContainsFunc(f.MCCs, func(e string) bool { return e[:4] <= mcc && mcc <= e[len(e)-4:] })
}

// Holds gives what the group changes about holds, false for nothing.
func (f MCCGroupFields) Holds() (MCCControls, bool) {
	if f.Config == nil || f.Config.AuthorizationControls == nil {
		return MCCControls{}, false
	}
	return *f.Config.AuthorizationControls, true
}

// Days is for how many days the group's merchants hold.
func (c MCCControls) Days() int {
	if c.HoldExpirationDays == nil {
		return 7
	}
	return *c.HoldExpirationDays
}

// Check refuses what Marqeta would.
func (f MCCGroupFields) Check() error {
	var c rest.Check
	c.Required("name", f.Name, 255)
	c.That(f.MCCs != nil, "mccs", "may not be null")
	c.Distinct("mccs", f.MCCs, MaxMCCs)
	for _, e := range f.MCCs {
		c.That(isMCC(e) || len(e) == 9 && isMCC(e[:4]) && e[4] == '-' && isMCC(e[5:]) && e[:4] <= e[5:], "mccs", "must be four digits or a range such as 2224-2230")
	}
	holds, _ := f.Holds()
	if d := holds.HoldExpirationDays; d != nil {
		c.That(*d >= 1 && *d <= 100, "hold_expiration_days", "must be between 1 and 100")
	}
	if up := holds.HoldIncrease; up != nil {
		c.Required("hold_increase.type", up.Type, 36)
		c.OneOf("type", up.Type, ByAmount, ByPercent, UpToLimit)
		c.That(up.Value != nil && up.Value.Sign() >= 0, "hold_increase.value", "must be zero or more")
	}
	return c.Err()
}

func isMCC(s string) bool {
	return len(s) == 4 && !slices.ContainsFunc([]byte(s), func(b byte) bool { return b < '0' || b > '9' })
}
