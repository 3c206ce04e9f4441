package sandbox

import (
	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// chargebackTransitionRequest is the body of POST /chargebacks/transitions.
type chargebackTransitionRequest struct {
	Token           *string         `json:"token"`
	ChargebackToken string          `json:"chargeback_token"`
	State           string          `json:"state"`
	Reason          string          `json:"reason"`
	Amount          *marqeta.Amount `json:"amount"`
}

func (in chargebackTransitionRequest) Check() error {
	var c rest.Check
	c.Size("chargeback_token", in.ChargebackToken, 1, 36)
	c.Required("state", in.State, 36)
	c.OneOf("state", in.State, wire.ChargebackStates...)
	c.Size("reason", in.Reason, 0, 3000)
	if in.Amount != nil {
		c.That(in.Amount.Sign() > 0, "amount", "must be greater than or equal to 0.01")
		c.That(in.State == wire.Representment || in.State == wire.Prearbitration, "amount", "is for REPRESENTMENT and PREARBITRATION only")
	}
	return c.Err()
}

func (s *Server) createChargebackTransition(c *rest.Call) (rest.Reply, error) {
	var in chargebackTransitionRequest
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	return created(create(s, c, s.book.ChargebackTransitions, in.Token, rest.TokenTaken, func(tx *state.Tx, token string) (t wire.ChargebackTransition, err error) {
		cb, err := kept(tx, s.book.Chargebacks, in.ChargebackToken, noChargeback)
		if err != nil {
			return t, err
		}
		if t, err = s.moveChargeback(tx, &cb, chargebackMove{token, in.State, in.Reason, in.Amount}); err != nil {
			return t, err
		}
		return t, s.book.Chargebacks.Put(tx, cb.Token, cb)
	}))
}

// chargebackMove is a change of state that is asked for.
type chargebackMove struct {
	token, to, reason string
	amount            *marqeta.Amount // what the merchant contests, all of it if nil
}

// moveChargeback moves a chargeback, settles its money if that ends it, and gives the
// transition. Both are left to be kept.
func (s *Server) moveChargeback(tx *state.Tx, cb *book.Chargeback, move chargebackMove) (t wire.ChargebackTransition, err error) {
	if !wire.ChargebackMayMove(cb.State, move.to) {
		return t, rest.Unprocessable("A chargeback cannot go from " + cb.State + " to " + move.to)
	}
	t = wire.ChargebackTransition{Token: move.token, PreviousState: cb.State, Reason: move.reason, Amount: cb.Amount}
	cb.State, cb.Modified = move.to, s.book.Now()
	if move.amount != nil {
		if err := contest(cb, *move.amount); err != nil {
			return t, err
		}
		t.Amount = *move.amount
	}
	if how := cb.Outcome(); how != 0 {
		if err := s.endDispute(tx, cb, how); err != nil {
			return t, err
		}
	}
	return s.chargebackTransitionOf(tx, *cb, t), nil
}

// contest notes which part of the amount the merchant does not give up.
func contest(cb *book.Chargeback, amount marqeta.Amount) error {
	m, err := book.MoneyIn(cb.Currency)
	if err != nil {
		return err
	}
	minor, err := m.Minor("amount", amount)
	if err == nil && minor > cb.Dispute.Amount {
		err = rest.Invalid("amount must not be greater than that of the chargeback")
	}
	cb.Dispute.Contested = minor
	return err
}

func (s *Server) endDispute(tx *state.Tx, cb *book.Chargeback, how engine.Outcome) error {
	var e engine.DisputeEntry
	var moved bool
	cb.Dispute, e, moved = cb.Dispute.End(how)
	if moved {
		if err := s.postDispute(tx, *cb, e); err != nil {
			return err
		}
	}
	if how != engine.Rejected {
		return nil
	}
	p, _, _, err := s.book.Purchases.Find(tx, cb.Purchase)
	if err != nil {
		return err
	}
	return s.reserveDispute(tx, p, cb.TransactionToken, -cb.Dispute.Amount)
}

// chargebackTransitionOf completes a transition and notifies of it.
func (s *Server) chargebackTransitionOf(tx *state.Tx, cb book.Chargeback, t wire.ChargebackTransition) wire.ChargebackTransition {
	t.ChargebackToken, t.TransactionToken, t.State, t.Channel = cb.Token, cb.TransactionToken, cb.State, cb.Channel
	t.Type, t.Times = wire.ChargebackMove(cb.State), wire.Born(s.book.Now())
	s.book.Notify(tx, "chargebacktransition."+t.Type, t)
	return t
}

func (s *Server) chargebackTransition(c *rest.Call) (rest.Reply, error) {
	return answered(journaled(c, s.book.ChargebackTransitions, rest.NotFound("Chargeback transition")))
}

func (s *Server) listChargebackTransitions(c *rest.Call) (rest.Reply, error) {
	chargeback := c.Param("token")
	if _, err := journaled(c, s.book.Chargebacks, rest.NotFound("Chargeback")); err != nil {
		return rest.Reply{}, err
	}
	return listJournal(c, s.book.ChargebackTransitions, rest.General, state.Children{Parent: chargeback}, asIs)
}
