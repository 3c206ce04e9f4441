package simulate

import (
	"cmp"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/wire"
)

// legacyPath is one path of the first generation of simulations.
type legacyPath struct {
	path     string
	kind     string
	withCash string // the kind if cash_back_amount is given
	needsMID bool
}

var legacyPaths = []legacyPath{
	{"/simulate/authorization", "authorization", "authorization.cashback", true},
	{"/simulate/authorization/advice", "authorization.advice", "", false},
	{"/simulate/clearing", "authorization.clearing", "", false},
	{"/simulate/reversal", "authorization.reversal", "", false},
	{"/simulate/financial", "pindebit", "pindebit.cashback", true},
	{"/simulate/financial/balanceinquiry", "pindebit.balanceinquiry", "", true},
	{"/simulate/financial/withdrawal", "pindebit.atm.withdrawal", "", true},
}

// legacy is the body of the first generation over that of the second.
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

// shared gives the body as one of the second generation.
func (in legacy) shared() simulation {
	sim := in.simulation
	sim.legacy, sim.transactionToken, sim.Fees = true, in.Options.Token, in.NetworkFees
	sim.Preceding = cmp.Or(sim.Preceding, sim.Original)
	sim.CardAcceptor.MID = cmp.Or(in.MID, sim.CardAcceptor.MID)
	sim.CardOptions.PIN = cmp.Or(in.PIN, sim.CardOptions.PIN)
	if in.PreAuth != nil {
		sim.Preauth = in.PreAuth
	}
	return sim
}

// firstGeneration answers with the transaction and the network message it would
// have been.
func (s *Simulator) firstGeneration(c *rest.Call, p legacyPath) (rest.Reply, error) {
	var in legacy
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	sim, k := in.shared(), kindOf(p.kind)
	if p.withCash != "" && sim.CashBack != nil && sim.CashBack.Sign() > 0 {
		k = kindOf(p.withCash)
	}
	if p.needsMID {
		var check rest.Check
		check.Required("mid", sim.CardAcceptor.MID, 50)
		if err := check.Err(); err != nil {
			return rest.Reply{}, err
		}
	}
	if k.step == clearing && bool(in.Refund) {
		k = kindOf("refund")
		if err := s.refundTo(c, &sim); err != nil {
			return rest.Reply{}, err
		}
	}
	t, err := s.simulate(c, k, sim)
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

// refundTo turns a clearing that is a refund into one on the card of the
// transaction it names; a refund itself names none.
func (s *Simulator) refundTo(c *rest.Call, sim *simulation) error {
	if sim.CardToken == "" {
		t, ok, err := s.Transactions.Read(c.Context(), sim.Preceding)
		if err != nil {
			return err
		}
		if !ok {
			return rest.NotFound("Transaction " + quoted(sim.Preceding))
		}
		sim.CardToken = t.Card
	}
	sim.Preceding, sim.Original = "", ""
	return nil
}
