package sandbox

import (
	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// chargebackRequest is the body of POST /chargebacks.
type chargebackRequest struct {
	Token             *string         `json:"token"`
	TransactionToken  string          `json:"transaction_token"`
	Amount            *marqeta.Amount `json:"amount"`
	ReasonDescription string          `json:"reason_description"`
	ReasonCode        string          `json:"reason_code"`
	Memo              string          `json:"memo"`
	Status            string          `json:"status"`
	Channel           string          `json:"channel"`
	CreditUser        *rest.Flag      `json:"credit_user"`
	PreInitiated      rest.Flag       `json:"pre_initiated"`
}

func (in chargebackRequest) Check() error {
	var c rest.Check
	c.Size("transaction_token", in.TransactionToken, 1, 36)
	c.That(in.Amount != nil && in.Amount.Sign() > 0, "amount", "must be greater than or equal to 0.01")
	c.Size("memo", in.Memo, 0, 1024)
	c.Required("channel", in.Channel, 36)
	c.OneOf("channel", in.Channel, wire.ChargebackChannels...)
	c.OneOf("status", in.Status, wire.ChargebackStates...)
	wire.Chargeback{ReasonDescription: in.ReasonDescription, ReasonCode: in.ReasonCode}.CheckReasons(&c)
	if err := c.Err(); err != nil {
		return err
	}
	if bool(in.PreInitiated) || (in.Status != "" && in.Status != wire.Initiated) {
		return rest.Unprocessable("A chargeback begins as " + wire.Initiated)
	}
	return nil
}

func (s *Server) createChargeback(c *rest.Call) (rest.Reply, error) {
	var in chargebackRequest
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	made, err := create(s, c, s.book.Chargebacks, in.Token, rest.TokenTaken, func(tx *state.Tx, token string) (book.Chargeback, error) {
		return s.openChargeback(tx, token, in)
	})
	return created(made.Chargeback, err)
}

// openChargeback disputes a purchase, or what is left of it to dispute. Marqeta
// calls 412 an amount above the user's balance; what a purchase cost is not on the
// account any more, so, our call, its amount is the limit.
func (s *Server) openChargeback(tx *state.Tx, token string, in chargebackRequest) (cb book.Chargeback, err error) {
	paid, family, p, err := s.disputed(tx, in.TransactionToken)
	if err != nil {
		return cb, err
	}
	m, err := book.MoneyIn(p.Currency)
	if err != nil {
		return cb, err
	}
	minor, err := m.Minor("amount", *in.Amount)
	if err != nil {
		return cb, err
	}
	cost, err := m.Minor("amount", paid.Amount)
	if err != nil {
		return cb, err
	}
	if minor > cost-p.Disputed[paid.Token] {
		return cb, rest.Precondition("Chargeback amount is greater than the undisputed amount of the transaction")
	}
	cb = book.Chargeback{Family: family, Purchase: p.Token, Currency: m.Code, Reference: p.Reference, ToSource: s.returnsToSource(tx, p), Chargeback: wire.Chargeback{
		Token: token, TransactionToken: paid.Token, Amount: m.Amount(minor), ReasonDescription: in.ReasonDescription, ReasonCode: in.ReasonCode,
		Memo: in.Memo, State: wire.Initiated, Channel: in.Channel, Network: p.Network, NetworkCaseID: book.Digits(10),
		CreditUser: in.CreditUser == nil || bool(*in.CreditUser), Times: wire.Born(s.book.Now()),
	}}
	if err := s.reserveDispute(tx, p, paid.Token, minor); err != nil {
		return cb, err
	}
	var first engine.DisputeEntry
	cb.Dispute, first = engine.OpenDispute(minor, cb.CreditUser)
	if err := s.postDispute(tx, cb, first); err != nil {
		return cb, err
	}
	t := s.chargebackTransitionOf(tx, cb, wire.ChargebackTransition{Token: s.book.NewToken(), PreviousState: wire.Initiated, Amount: cb.Amount})
	return cb, s.book.ChargebackTransitions.Put(tx, t.Token, t)
}

func (s *Server) chargeback(c *rest.Call) (rest.Reply, error) {
	cb, err := journaled(c, s.book.Chargebacks, rest.NotFound("Chargeback"))
	return answered(cb.Chargeback, err)
}

func (s *Server) listChargebacks(c *rest.Call) (rest.Reply, error) {
	q := c.URL.Query()
	where := append(among("network_case_id", q.Get("network_case_id")), among("stored_reference", q.Get("network_reference_id"))...)
	if v := q.Get("amount"); v != "" {
		amount, err := marqeta.ParseAmount(v)
		if err != nil {
			return rest.Reply{}, rest.Invalid("amount must be a number")
		}
		where = append(where, state.Where{Member: "amount", In: []any{amount}})
	}
	states, err := oneOfEach("states", q.Get("states"), wire.ChargebackStates)
	if err != nil {
		return rest.Reply{}, err
	}
	where = append(where, state.Where{Member: "state", In: states})
	return listJournal(c, s.book.Chargebacks, rest.General, state.Children{Parent: q.Get("transaction_token"), Where: where},
		func(cb book.Chargeback) wire.Chargeback { return cb.Chargeback })
}

// oneOfEach reads a comma-separated list of names.
func oneOfEach(field, list string, names []string) (chosen []any, err error) {
	var c rest.Check
	for _, one := range commaList(list) {
		c.OneOf(field, one, names...)
		chosen = append(chosen, one)
	}
	return chosen, c.Err()
}
