package book

import (
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// Chargeback is a chargeback with what is not shown of it.
type Chargeback struct {
	wire.Chargeback
	Dispute   engine.Dispute `json:"stored_dispute"`
	Family    string         `json:"stored_family"` // its transactions' types begin with this
	Purchase  string         `json:"stored_purchase"`
	Currency  string         `json:"stored_currency"`
	Reference string         `json:"stored_reference"` // network_reference_id of the purchase
	ToSource  bool           `json:"stored_to_source"` // a funding source gets the money
}

// Acknowledgement says that a program has seen how a network allocated liability.
type Acknowledgement struct {
	Token           string `json:"token"`
	ChargebackToken string `json:"chargeback_token"`
}

// disputes are the chargebacks and how they go.
type disputes struct {
	Chargebacks           *state.Journal[Chargeback] // of a transaction
	ChargebackTransitions *state.Journal[wire.ChargebackTransition]
	Acknowledgements      *state.Journal[Acknowledgement]
}

func newDisputes(s *state.Store) disputes {
	return disputes{
		Chargebacks: state.NewJournal(s, "chargeback", func(c Chargeback) string { return c.TransactionToken }).
			Sorted("last_modified_time").Sorted("created_time"),
		ChargebackTransitions: state.NewJournal(s, "chargeback_transition", func(t wire.ChargebackTransition) string { return t.ChargebackToken }),
		Acknowledgements:      state.NewJournal(s, "chargeback_acknowledgement", func(a Acknowledgement) string { return a.ChargebackToken }),
	}
}
