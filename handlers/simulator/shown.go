package simulator

import (
	"github.com/bojanz/currency"

	"carddeck/marqeta"
)

// shown is a request as people and the audit trail may see it: the card options that
// its own JSON leaves out, with PIN and CVV hidden.
func (f simulationForm) shown() any {
	k := kindOf(f.Kind)
	var options *cardOptions
	if k.takes.presented {
		options = shownOptions(f.options())
	}
	if k.first() {
		return struct {
			marqeta.LegacySimulation
			CardOptions *cardOptions `json:"card_options,omitempty"`
		}{f.older(), options}
	}
	return struct {
		marqeta.Simulation
		CardOptions *cardOptions `json:"card_options,omitempty"`
	}{f.request(), options}
}

type cardOptions struct {
	PIN            marqeta.Secret                    `json:"pin,omitempty"`
	CVV            marqeta.Secret                    `json:"cvv,omitempty"`
	Expiration     string                            `json:"expiration,omitempty"`
	CardPresent    *bool                             `json:"card_present,omitempty"`
	BillingAddress *marqeta.SimulationBillingAddress `json:"billing_address,omitempty"`
}

func shownOptions(o *marqeta.SimulationCardOptions) *cardOptions {
	if o == nil {
		return nil
	}
	return &cardOptions{o.PIN, o.CVV, o.Expiration, o.CardPresent, o.BillingAddress}
}

// numeric is the number of a currency, as a conversion names it; empty for none.
func numeric(code string) string {
	n, ok := currency.GetNumericCode(code)
	if !ok {
		return ""
	}
	return n
}
