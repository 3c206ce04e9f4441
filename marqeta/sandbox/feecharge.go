package sandbox

import (
	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// feeChargeRequest is the body of POST /feecharges.
type feeChargeRequest struct {
	Token         *string           `json:"token"`
	UserToken     string            `json:"user_token"`
	BusinessToken string            `json:"business_token"`
	Tags          string            `json:"tags"`
	Fees          []wire.FeeRequest `json:"fees"`
}

func (in feeChargeRequest) Check() error {
	var c rest.Check
	c.Size("tags", in.Tags, 0, 255)
	c.That(len(in.Fees) > 0, "fees", "may not be empty")
	wire.CheckFees(&c, in.Fees)
	return c.Err()
}

func (s *Server) createFeeCharge(c *rest.Call) (rest.Reply, error) {
	var in feeChargeRequest
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	return created(create(s, c, s.book.FeeTransfers, in.Token, rest.AlreadyProcessed, func(tx *state.Tx, token string) (wire.FeeTransfer, error) {
		return s.chargeFees(tx, token, in)
	}))
}

// chargeFees takes every fee from the account, or none.
func (s *Server) chargeFees(tx *state.Tx, token string, in feeChargeRequest) (v wire.FeeTransfer, err error) {
	holder, err := s.book.Holder(tx, in.UserToken, in.BusinessToken)
	if err != nil {
		return v, err
	}
	m, err := s.feeCurrency(tx, in.Fees[0].Token)
	if err != nil {
		return v, err
	}
	charges, sum, err := s.book.Price(tx, holder, m, 0, in.Fees)
	if err != nil {
		return v, err
	}
	if !holder.Active() {
		return v, rest.ErrHolderState
	}
	if enough, err := s.book.Afford(tx, holder, m, sum); err != nil {
		return v, err
	} else if !enough {
		return v, rest.ErrFunds
	}
	v = wire.FeeTransfer{Token: token, Party: holder.Party, Tags: in.Tags, Fees: book.Details(charges), Created: s.book.Now()}
	return v, s.book.Charge(tx, holder, m, v, charges, "")
}

// feeCurrency is the currency of a fee, which all of a charge must be in.
func (s *Server) feeCurrency(tx *state.Tx, token string) (book.Money, error) {
	fee, ok := s.book.Fees.Get(tx, token)
	if !ok {
		return book.Money{}, rest.NotFoundBody("Fee")
	}
	return book.MoneyIn(fee.CurrencyCode)
}

func (s *Server) feeCharge(c *rest.Call) (rest.Reply, error) {
	return answered(journaled(c, s.book.FeeTransfers, rest.NotFound("Fee charge")))
}

// createFeeRefund gives back one fee, whatever it was charged with.
func (s *Server) createFeeRefund(c *rest.Call) (rest.Reply, error) {
	var in struct {
		Tags     string `json:"tags"`
		Original string `json:"original_fee_transaction_token"`
	}
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	var check rest.Check
	check.Size("tags", in.Tags, 0, 255)
	check.Required("original_fee_transaction_token", in.Original, 36)
	if err := check.Err(); err != nil {
		return rest.Reply{}, err
	}
	var v wire.FeeTransfer
	err := s.book.State.Update(c.Context(), func(tx *state.Tx) error {
		charge, _, ok, err := s.book.Charges.Find(tx, in.Original)
		switch {
		case err != nil:
			return err
		case !ok:
			return rest.NotFoundBody("Fee transaction")
		case charge.Refunded:
			return rest.Unprocessable("Fee has been refunded")
		}
		m, err := book.MoneyIn(charge.Currency)
		if err != nil {
			return err
		}
		holder, _ := s.book.HolderOf(tx, charge.Holder)
		v, err = s.book.Refund(tx, holder, m, wire.FeeTransfer{
			Token: s.book.NewToken(), Party: holder.Party, Tags: in.Tags, Created: s.book.Now(),
		}, charge)
		return err
	})
	return created(v, err)
}
