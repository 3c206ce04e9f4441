package explain

import (
	"encoding/json"
	"time"

	"carddeck/marqeta"
)

// Values are what a check compared, under the names that the sandbox's trace has for
// them. Amounts of the sandbox are minor units of the transaction's currency and their
// names end in _minor_units; rebuilt ones are decimals under the name without it.
type Values map[string]json.RawMessage

// put keeps a value; what is empty is not known and not kept.
func (v Values) put(name string, value any) {
	switch value := value.(type) {
	case string:
		if value == "" {
			return
		}
	case *bool:
		if value == nil {
			return
		}
	case marqeta.Time:
		if value.IsZero() {
			return
		}
	}
	if raw, err := json.Marshal(value); err == nil {
		v[name] = raw
	}
}

// Inside gives the values that a value holds; none where it holds none.
func (v Values) Inside(name string) Values { return read[Values](v, name) }

// Text gives a value that is text; empty where it is none or not known.
func (v Values) Text(name string) string { return read[string](v, name) }

// Flag gives a value that is yes or no.
func (v Values) Flag(name string) (on, known bool) {
	p := read[*bool](v, name)
	return p != nil && *p, p != nil
}

// Number gives a value that is a whole number.
func (v Values) Number(name string) (n int64, known bool) {
	p := read[*int64](v, name)
	if p == nil {
		return 0, false
	}
	return *p, true
}

// Amount gives an amount by its name without _minor_units. decimals are the currency's.
func (v Values) Amount(name string, decimals uint8) (a marqeta.Amount, known bool) {
	if n, ok := v.Number(name + "_minor_units"); ok {
		return marqeta.AmountFromMinor(n, decimals), true
	}
	p := read[*marqeta.Amount](v, name)
	if p == nil {
		return a, false
	}
	return *p, true
}

// Time gives a value that is an instant.
func (v Values) Time(name string) time.Time { return read[marqeta.Time](v, name).Time }

// Texts gives a value that is a list of texts.
func (v Values) Texts(name string) []string { return read[[]string](v, name) }

// Control gives a value that names a spend control.
func (v Values) Control(name string) (c Control, known bool) {
	c = read[Control](v, name)
	return c, c.Token != ""
}

// Limits gives the velocity controls that were looked at.
func (v Values) Limits() []Limit { return read[[]Limit](v, "controls") }

func read[T any](v Values, name string) (out T) {
	raw, ok := v[name]
	if !ok || json.Unmarshal(raw, &out) != nil {
		var none T
		return none
	}
	return out
}

// Control is a spend control as a trace names it.
type Control struct {
	Token string               `json:"token"`
	Name  string               `json:"name,omitempty"`
	Level marqeta.ControlLevel `json:"level"`
}

// Limit is a velocity control with what had been used of it. Amounts are minor units of
// the transaction's currency; what is nil is not known.
type Limit struct {
	Control
	Window    marqeta.VelocityWindow `json:"velocity_window"`
	Start     marqeta.Time           `json:"window_start,omitzero"`
	End       marqeta.Time           `json:"window_end,omitzero"` // excluded
	Declined  bool                   `json:"counts_declines,omitempty"`
	Asked     *int64                 `json:"asked_minor_units,omitempty"`
	Limit     *int64                 `json:"limit_minor_units,omitempty"`
	Used      *int64                 `json:"used_minor_units,omitempty"`
	Remaining *int64                 `json:"remaining_minor_units,omitempty"`
	TimesMost *int64                 `json:"usage_limit,omitempty"`
	TimesUsed *int64                 `json:"uses,omitempty"`
	TimesLeft *int64                 `json:"uses_remaining,omitempty"`

	// A rebuilt limit is a decimal, and the one of today: Marqeta keeps no earlier ones.
	LimitNow *marqeta.Amount `json:"limit_now,omitempty"`
}
