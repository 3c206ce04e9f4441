package marqeta_test

import (
	"slices"
	"testing"

	"carddeck/marqeta"
)

func TestSimulationKinds(t *testing.T) {
	t.Parallel()
	kinds := marqeta.SimulationKinds()
	if len(kinds) != 32 || len(slices.Compact(slices.Sorted(slices.Values(kinds)))) != 32 {
		t.Errorf("%d kinds, want 32 different ones", len(kinds))
	}
	for kind, want := range map[marqeta.SimulationKind]marqeta.SimulationFields{
		"authorization":           {CardToken: marqeta.Required, Amount: marqeta.Required},
		"authorization.cashback":  {CardToken: marqeta.Required, Amount: marqeta.Required, CashBack: marqeta.Required},
		"authorization.clearing":  {CardToken: marqeta.Optional, Preceding: marqeta.Optional, Amount: marqeta.Required},
		"authorization.reversal":  {Preceding: marqeta.Required, Amount: marqeta.Required},
		"pindebit.balanceinquiry": {CardToken: marqeta.Required},
		"refund":                  {CardToken: marqeta.Required, Amount: marqeta.Required},
	} {
		if got, ok := kind.Fields(); !ok || got != want {
			t.Errorf("%s takes %+v, want %+v", kind, got, want)
		}
	}
}

func TestUnknownSimulationsAreNotSent(t *testing.T) {
	t.Parallel()
	p := newPlatform(t, says(201, recorded(t, "simulation.json")))
	c := p.client(t)
	for _, kind := range []string{"", "../users", "authorization/../../users", "nothing"} {
		if _, err := c.Simulate(t.Context(), marqeta.SimulationKind(kind), marqeta.Simulation{}); err == nil {
			t.Errorf("simulated %q", kind)
		}
		if _, err := c.SimulateLegacy(t.Context(), marqeta.LegacySimulationKind(kind), marqeta.LegacySimulation{}); err == nil {
			t.Errorf("simulated %q the legacy way", kind)
		}
	}
	if n := len(p.requests()); n != 0 {
		t.Errorf("%d requests", n)
	}
}

func TestSimulationWithoutTransaction(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`{}`, `{"transaction":null}`, `{"transaction":7}`, `{"transaction":{"amount":"much"}}`, `[]`} {
		p := newPlatform(t, says(201, body))
		_, err := p.client(t).Simulate(t.Context(), marqeta.SimulateRefund, marqeta.Simulation{})
		if !marqeta.OutcomeUnknown(err) {
			t.Errorf("%s: %v, want an unknown outcome", body, err)
		}
	}
}
