package simulate

import (
	"cmp"
	"slices"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/wire"
)

// legacyPath is one path of the first generation of simulations.
type legacyPath struct {
	path    string
	kind    func(in legacy, opened kind) kind // opened is what the message follows, if it follows
	follows bool
	needs   []string // beside card_token or original_transaction_token, and amount
	pin     int      // the most characters of one
}

const financialAdvice = "/simulate/financial/advice"

var legacyPaths = []legacyPath{
	{"/simulate/authorization", opens("authorization", "authorization", "authorization.cashback"), false, []string{"mid"}, 50},
	{"/simulate/authorization/advice", only("authorization.advice"), true, nil, 15},
	{"/simulate/clearing", clears, true, nil, 15},
	{"/simulate/reversal", reverses, true, nil, 15},
	{"/simulate/financial", opens("pindebit", "pindebit.authorization", "pindebit.cashback"), false, []string{"mid", "card_acceptor"}, 15},
	{financialAdvice, clears, true, nil, 15},
	{"/simulate/financial/balanceinquiry", only("pindebit.balanceinquiry"), false, []string{"mid", "card_acceptor", "account_type"}, 15},
	{"/simulate/financial/withdrawal", only("pindebit.atm.withdrawal"), false, []string{"mid"}, 15},
	{"/simulate/financial/originalcredit", only("original.credit.auth_plus_capture"), false, []string{"mid", "type"}, 15},
}

func only(name string) func(legacy, kind) kind {
	return func(legacy, kind) kind { return kindOf(name) }
}

func opens(plain, preauth, cashBack string) func(legacy, kind) kind {
	return func(in legacy, _ kind) kind {
		switch {
		case in.CashBack != nil && in.CashBack.Sign() > 0:
			return kindOf(cashBack)
		case flagOr(in.PreAuth, false):
			return kindOf(preauth)
		}
		return kindOf(plain)
	}
}

func clears(in legacy, opened kind) kind {
	if in.Refund {
		return kindOf("refund")
	}
	return kindOf(cmp.Or(opened.clears, "authorization.clearing"))
}

func reverses(_ legacy, opened kind) kind {
	return kindOf(cmp.Or(opened.reverses, "authorization.reversal"))
}

// firstGeneration answers with the transaction and the network message it would
// have been.
func (s *Simulator) firstGeneration(c *rest.Call, p legacyPath) (rest.Reply, error) {
	var in legacy
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	if err := in.check(p); err != nil {
		return rest.Reply{}, err
	}
	sim := in.shared()
	sim.older.financialAdvice = p.path == financialAdvice
	var before book.Purchase
	if p.follows {
		var err error
		if before, err = s.followed(c, in.Original); err != nil {
			return rest.Reply{}, err
		}
	}
	k := p.kind(in, kindOf(before.Kind))
	if k.opens() && p.follows { // a refund names what it pays back, and does not follow it
		sim.CardToken, sim.Preceding, sim.Original = before.CardToken, "", ""
		sim.CurrencyCode, sim.Network, sim.older.merchant = before.Currency, before.Network, before.Acceptor
	}
	t, err := s.simulate(c, k, sim)
	if err != nil {
		return rest.Reply{}, err
	}
	raw, err := s.iso8583(t, sim)
	if err != nil {
		return rest.Reply{}, err
	}
	return rest.Created(struct {
		Transaction *wire.Transaction `json:"transaction"`
		Raw         map[string]any    `json:"raw_iso8583"`
	}{t, raw})
}

// followed finds the purchase of the transaction that a body names.
func (s *Simulator) followed(c *rest.Call, original string) (p book.Purchase, err error) {
	t, ok, err := s.Transactions.Read(c.Context(), original)
	if err == nil && !ok {
		err = rest.NotFound("Transaction '" + original + "'")
	}
	if err != nil {
		return p, err
	}
	if p, ok, err = s.Purchases.Read(c.Context(), t.Purchase); err == nil && !ok {
		err = rest.Invalid("original_transaction_token must name a card transaction")
	}
	return p, err
}

func (in legacy) check(p legacyPath) error {
	var c rest.Check
	if p.follows {
		c.Size("original_transaction_token", in.Original, 1, 36)
	}
	for field, given := range map[string]bool{
		"mid": in.MID != "" || in.Acceptor != nil && in.Acceptor.MID != "", "card_acceptor": in.Acceptor != nil, "account_type": in.AccountType != "", "type": in.Type != "",
	} {
		c.That(given || !slices.Contains(p.needs, field), field, "may not be null")
	}
	c.Size("mid", in.MID, 0, 50)
	c.Size("pin", in.PIN, 0, p.pin)
	c.That(in.WindowDays >= 0, "find_original_window_days", "must not be negative")
	in.Options.check(&c)
	in.checkCredit(&c)
	return c.Err()
}
