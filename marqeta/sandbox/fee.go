package sandbox

import (
	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

var noFee = rest.NotFound("Fee")

func (s *Server) createFee(c *rest.Call) (rest.Reply, error) {
	in := struct {
		Token *string `json:"token"`
		wire.FeeFields
	}{FeeFields: wire.NewFee().FeeFields}
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	return created(create(s, c, s.book.Fees, in.Token, rest.AlreadyProcessed, func(_ *state.Tx, token string) (wire.Fee, error) {
		return wire.Fee{Token: token, FeeFields: in.FeeFields, Times: wire.Born(s.book.Now())}, checkFee(in.FeeFields)
	}))
}

// checkFee checks a fee against its currency.
func checkFee(f wire.FeeFields) error {
	m, err := book.MoneyIn(f.CurrencyCode)
	if err == nil && f.Type != wire.Percentage {
		_, err = m.Minor("amount", *f.Amount)
	}
	return err
}

func (s *Server) fee(c *rest.Call) (rest.Reply, error) {
	return answered(one(c, s.book.Fees, noFee))
}

func (s *Server) updateFee(c *rest.Call) (rest.Reply, error) {
	return answered(update(s, c, s.book.Fees, noFee, func(_ *state.Tx, v *wire.Fee) error {
		if err := parse(c, &v.FeeFields); err != nil {
			return err
		}
		return checkFee(v.FeeFields)
	}, func(v *wire.Fee, now rest.Time) { v.Modified = now }))
}

func (s *Server) listFees(c *rest.Call) (rest.Reply, error) {
	return list(c, s.book.Fees, newestFirst, state.Query[wire.Fee]{}, asIs)
}
