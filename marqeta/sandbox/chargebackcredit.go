package sandbox

import (
	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// noChargeback refuses a path under /chargebacks that changes something: Marqeta
// documents 400 where it documents 404 for reading.
var noChargeback = rest.NotFoundBody("Chargeback")

// grantCredit gives the cardholder the money while the dispute goes on.
func (s *Server) grantCredit(c *rest.Call) (rest.Reply, error) {
	return s.changeChargeback(c, func(tx *state.Tx, cb *book.Chargeback) error {
		if cb.Outcome() != 0 || cb.Dispute.Credited > 0 {
			return rest.Unprocessable("Unable to grant provisional credit")
		}
		var e engine.DisputeEntry
		cb.Dispute, e = cb.Dispute.Grant()
		return s.postDispute(tx, *cb, e)
	})
}

// reverseCredit takes back what the cardholder was given, however little of it is
// left on the account.
func (s *Server) reverseCredit(c *rest.Call) (rest.Reply, error) {
	return s.changeChargeback(c, func(tx *state.Tx, cb *book.Chargeback) error {
		switch {
		case cb.Outcome() != 0:
			return rest.Invalid("the chargeback is at a terminal state")
		case cb.Dispute.Credited == 0:
			return rest.Unprocessable("Unable to reverse provisional credit")
		}
		var e engine.DisputeEntry
		cb.Dispute, e = cb.Dispute.Revoke()
		return s.postDispute(tx, *cb, e)
	})
}

// updateChargeback changes the reasons, or moves the chargeback as a transition
// would.
func (s *Server) updateChargeback(c *rest.Call) (rest.Reply, error) {
	return s.changeChargeback(c, func(tx *state.Tx, cb *book.Chargeback) error {
		in := struct {
			ReasonDescription *string `json:"reason_description"`
			ReasonCode        *string `json:"reason_code"`
			Status            string  `json:"status"`
		}{&cb.ReasonDescription, &cb.ReasonCode, cb.State}
		before := *cb
		if err := c.Decode(&in); err != nil {
			return err
		}
		var check rest.Check
		cb.CheckReasons(&check)
		check.OneOf("status", in.Status, wire.ChargebackStates...)
		if err := check.Err(); err != nil {
			return err
		}
		if before.Outcome() != 0 && before != *cb {
			return rest.Unprocessable("Unable to update chargeback")
		}
		if in.Status == cb.State {
			return nil
		}
		t, err := s.moveChargeback(tx, cb, chargebackMove{token: s.book.NewToken(), to: in.Status})
		if err != nil {
			return err
		}
		return s.book.ChargebackTransitions.Put(tx, t.Token, t)
	})
}

// changeChargeback changes the chargeback the path names and answers with it.
func (s *Server) changeChargeback(c *rest.Call, change func(*state.Tx, *book.Chargeback) error) (rest.Reply, error) {
	var cb book.Chargeback
	err := s.book.State.Update(c.Context(), func(tx *state.Tx) (err error) {
		if cb, err = kept(tx, s.book.Chargebacks, c.Param("token"), noChargeback); err != nil {
			return err
		}
		before := cb
		if err := change(tx, &cb); err != nil || before == cb {
			return err
		}
		cb.Modified = s.book.Now()
		return s.book.Chargebacks.Put(tx, cb.Token, cb)
	})
	return answered(cb.Chargeback, err)
}

// acknowledge notes that the program has seen how the network allocated liability.
// Nothing follows from it here.
func (s *Server) acknowledge(c *rest.Call) (rest.Reply, error) {
	var in struct {
		Token           *string `json:"token"`
		ChargebackToken string  `json:"chargeback_token"`
	}
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	var check rest.Check
	check.Size("chargeback_token", in.ChargebackToken, 1, 36)
	if err := check.Err(); err != nil {
		return rest.Reply{}, err
	}
	_, err := create(s, c, s.book.Acknowledgements, in.Token, rest.TokenTaken, func(tx *state.Tx, token string) (book.Acknowledgement, error) {
		_, err := kept(tx, s.book.Chargebacks, in.ChargebackToken, noChargeback)
		return book.Acknowledgement{Token: token, ChargebackToken: in.ChargebackToken}, err
	})
	if err != nil {
		return rest.Reply{}, err
	}
	cb, _, err := s.book.Chargebacks.Read(c.Context(), in.ChargebackToken)
	return created(cb.Chargeback, err)
}
