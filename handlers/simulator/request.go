package simulator

import (
	"strings"

	"carddeck/marqeta"
)

// request is what the answers mean for Simulations 2.0. Only what the kind takes is
// sent.
func (f simulationForm) request() marqeta.Simulation {
	k := kindOf(f.Kind)
	needs, _ := k.value.Fields()
	out := marqeta.Simulation{
		CardToken: f.Card, CurrencyCode: f.Currency, Network: f.Network, CardOptions: f.options(),
	}
	if needs.Amount != marqeta.Unused {
		out.Amount = amount(f.Amount)
	}
	if needs.CashBack != marqeta.Unused {
		out.CashBackAmount = amount(f.CashBack)
	}
	acceptor := marqeta.SimulationCardAcceptor{
		MID: f.MID, MCC: f.MCC, Name: f.Name, City: f.City, State: f.State, PostalCode: f.PostalCode, CountryCode: f.Country,
	}
	if acceptor != (marqeta.SimulationCardAcceptor{}) {
		out.CardAcceptor = &acceptor
	}
	if f.Partial {
		out.POS = &marqeta.SimulationPOS{PartialApprovalCapable: &f.Partial}
	}
	switch {
	case k.value == marqeta.SimulateAuthorizationClearing:
		force := true
		out.ForcePost = &force
	case k.funding():
		out.AccountFunding = &marqeta.AccountFunding{
			FirstName: f.Sender, FundingSource: f.Source, ReceiverAccountType: f.Account, TransactionType: f.TransferKind,
		}
	case k.credits() && f.Sender != "":
		out.OriginalCredit = &marqeta.OriginalCredit{
			SenderName: f.Sender, FundingSource: f.Source, SenderAccountType: f.Account, TransactionType: strings.ToLower(f.TransferKind),
		}
	}
	return out
}

// older is what the answers mean for /simulate/authorization, which knows neither
// currency nor network.
func (f simulationForm) older() marqeta.LegacySimulation {
	out := marqeta.LegacySimulation{
		CardToken: f.Card, Amount: amount(f.Amount), MID: f.MID, CardOptions: f.options(),
	}
	acceptor := marqeta.LegacyCardAcceptor{
		Name: f.Name, City: f.City, State: f.State, Zip: f.PostalCode, Country: f.Country, MCC: f.MCC,
	}
	if f.Partial {
		acceptor.PartialApprovalCapable = &f.Partial
	}
	if acceptor != (marqeta.LegacyCardAcceptor{}) {
		out.CardAcceptor = &acceptor
	}
	return out
}

func (f simulationForm) options() *marqeta.SimulationCardOptions {
	if f.CVV == "" && f.PIN == "" && f.Expiration == "" && f.Presence == "" {
		return nil
	}
	out := &marqeta.SimulationCardOptions{CVV: f.CVV, PIN: f.PIN, Expiration: f.Expiration}
	if f.Presence != "" {
		present := f.Presence == "true"
		out.CardPresent = &present
	}
	return out
}

// amount reads a decimal; nil when it is none, which is the form's error.
func amount(text string) *marqeta.Amount {
	a, err := marqeta.ParseAmount(text)
	if err != nil {
		return nil
	}
	return &a
}

// shown is a request as people and the audit trail may see it: the card options that
// its own JSON leaves out, with PIN and CVV hidden.
func (f simulationForm) shown() any {
	options := shownOptions(f.options())
	if f.Generation == legacy {
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
	PIN         marqeta.Secret `json:"pin,omitempty"`
	CVV         marqeta.Secret `json:"cvv,omitempty"`
	Expiration  string         `json:"expiration,omitempty"`
	CardPresent *bool          `json:"card_present,omitempty"`
}

func shownOptions(o *marqeta.SimulationCardOptions) *cardOptions {
	if o == nil {
		return nil
	}
	return &cardOptions{o.PIN, o.CVV, o.Expiration, o.CardPresent}
}

// endpoint is where the request goes.
func (f simulationForm) endpoint() string {
	if f.Generation == legacy {
		return "/simulate/" + string(marqeta.LegacyAuthorization)
	}
	return "/simulations/cardtransactions/" + string(kindOf(f.Kind).value)
}
