package simulate

import (
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/wire"
)

// legacy is the body of the first generation of simulations, /simulate/*, over the
// shared one.
type legacy struct {
	simulation
	MID         string            `json:"mid"`
	PIN         string            `json:"pin"`
	PreAuth     *rest.Flag        `json:"is_pre_auth"`
	Refund      rest.Flag         `json:"is_refund"`
	NetworkFees []wire.NetworkFee `json:"network_fees"`
	Options     struct {
		Token *string `json:"transaction_token"`
	} `json:"transaction_options"`
}

func decodeLegacy(c *rest.Call) (simulation, legacy, error) {
	var in legacy
	if err := c.Decode(&in); err != nil {
		return simulation{}, in, err
	}
	sim := in.simulation
	sim.legacy, sim.transactionToken, sim.Fees = true, in.Options.Token, in.NetworkFees
	if sim.Preceding == "" {
		sim.Preceding = sim.Original
	}
	if in.MID != "" {
		sim.CardAcceptor.MID = in.MID
	}
	if in.PIN != "" {
		sim.CardOptions.PIN = in.PIN
	}
	if in.PreAuth != nil {
		sim.Preauth = in.PreAuth
	}
	return sim, in, nil
}

func (s *Simulator) legacyAuthorization(c *rest.Call) (rest.Reply, error) {
	in, body, err := decodeLegacy(c)
	if err != nil {
		return rest.Reply{}, err
	}
	k := kindOf("authorization")
	if in.CashBack != nil && in.CashBack.Sign() > 0 {
		k = kindOf("authorization.cashback")
	}
	return s.answerLegacy(c, k, in, body.requireMID)
}

func (s *Simulator) legacyFinancial(c *rest.Call) (rest.Reply, error) {
	in, body, err := decodeLegacy(c)
	if err != nil {
		return rest.Reply{}, err
	}
	k := kindOf("pindebit")
	if in.CashBack != nil && in.CashBack.Sign() > 0 {
		k = kindOf("pindebit.cashback")
	}
	return s.answerLegacy(c, k, in, body.requireMID)
}

func (s *Simulator) legacyAdvice(c *rest.Call) (rest.Reply, error) {
	in, _, err := decodeLegacy(c)
	if err != nil {
		return rest.Reply{}, err
	}
	return s.answerLegacy(c, kindOf("authorization.advice"), in, nil)
}

func (s *Simulator) legacyReversal(c *rest.Call) (rest.Reply, error) {
	in, _, err := decodeLegacy(c)
	if err != nil {
		return rest.Reply{}, err
	}
	return s.answerLegacy(c, kindOf("authorization.reversal"), in, nil)
}

// clearing clears, or with is_refund gives money back on the card of the
// transaction it names.
func (s *Simulator) legacyClearing(c *rest.Call) (rest.Reply, error) {
	in, body, err := decodeLegacy(c)
	if err != nil {
		return rest.Reply{}, err
	}
	if !body.Refund {
		return s.answerLegacy(c, kindOf("authorization.clearing"), in, nil)
	}
	if in.CardToken == "" {
		if in.CardToken, err = s.cardOf(c, in.Original); err != nil {
			return rest.Reply{}, err
		}
	}
	in.Preceding, in.Original = "", ""
	return s.answerLegacy(c, kindOf("refund"), in, nil)
}

func (s *Simulator) cardOf(c *rest.Call, transaction string) (string, error) {
	t, ok, err := s.Transactions.Read(c.Context(), transaction)
	if err != nil {
		return "", err
	}
	if !ok {
		return "", rest.NotFound("Transaction " + quoted(transaction))
	}
	return t.Card, nil
}

func (in legacy) requireMID() error {
	var c rest.Check
	c.Required("mid", in.CardAcceptor.MID+in.MID, 50)
	return c.Err()
}

func (s *Simulator) answerLegacy(c *rest.Call, k kind, in simulation, require func() error) (rest.Reply, error) {
	if require != nil {
		if err := require(); err != nil {
			return rest.Reply{}, err
		}
	}
	t, err := s.simulate(c, k, in)
	if err != nil {
		return rest.Reply{}, err
	}
	raw, err := s.iso8583(t)
	if err != nil {
		return rest.Reply{}, err
	}
	return rest.Created(struct {
		Transaction *wire.Transaction `json:"transaction"`
		Raw         map[string]any    `json:"raw_iso8583"`
	}{t, raw})
}
