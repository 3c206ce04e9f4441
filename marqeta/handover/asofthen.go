package handover

import (
	"encoding/json"

	"carddeck/marqeta"
	"carddeck/marqeta/control"
)

// AsOfThen is how everything stood when a transaction was decided, as far as it was
// captured. What was not is nil, and named by the transaction's Missing.
type AsOfThen struct {
	At          marqeta.Time `json:"at"`
	Card        *Standing    `json:"card,omitempty"`
	User        *Standing    `json:"user,omitempty"`
	CardProduct *Product     `json:"card_product,omitempty"`
	Controls    *Controls    `json:"spend_controls,omitempty"`
}

// Standing is the state of a card or the status of a user, and since when.
type Standing struct {
	State string       `json:"state"`
	Since marqeta.Time `json:"since_time"`

	// SameSecond says that it came to stand so within the second of the transaction. The
	// platform tells whole seconds, so nobody knows which was first.
	SameSecond bool `json:"same_second,omitempty"`
}

// Product is a card product without what says how its cards are made and sent.
type Product struct {
	Active             bool                       `json:"active"`
	Funding            string                     `json:"funding,omitempty"`
	FundingSourceToken string                     `json:"funding_source_token,omitempty"`
	Config             map[string]json.RawMessage `json:"config,omitempty"`
}

// deciding are the parts of a card product's config that decide what is approved.
var deciding = []string{"poi", "transaction_controls", "selective_auth", "special", "card_life_cycle", "jit_funding"}

// ConfigOf picks what decides out of a card product, or out of its config alone.
func ConfigOf(product []byte) map[string]json.RawMessage {
	var whole map[string]json.RawMessage
	if json.Unmarshal(product, &whole) != nil {
		return nil
	}
	if config, ok := whole["config"]; ok {
		return ConfigOf(config)
	}
	out := map[string]json.RawMessage{}
	for _, name := range deciding {
		if part, ok := whole[name]; ok {
			out[name] = part
		}
	}
	return out
}

// Controls are the spend controls that reached the user and the card product.
type Controls struct {
	Velocity      []marqeta.VelocityControl `json:"velocity_controls"`
	Authorization []marqeta.AuthControl     `json:"authorization_controls"`
	Exempt        []marqeta.ExemptMID       `json:"exempt_mids"`
	Cut           bool                      `json:"cut,omitempty"` // the program has more than were read
}

// ControlsOf gives the controls of a set in the words of the API.
func ControlsOf(s control.Set, cut bool) *Controls {
	return &Controls{Velocity: list(s.Velocity), Authorization: list(s.Auth), Exempt: list(s.Exempt), Cut: cut}
}

// list writes none as [], not as null.
func list[T any](of []T) []T {
	if of == nil {
		return []T{}
	}
	return of
}
