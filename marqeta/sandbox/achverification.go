package sandbox

import (
	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// verificationTries is how often the amounts may be wrong.
const verificationTries = 3

// updateACHSource verifies a bank account by the amounts that were sent to it, or
// switches it on and off. A wrong try counts, so it is kept although it is refused.
func (s *Server) updateACHSource(c *rest.Call) (rest.Reply, error) {
	var in struct {
		Amount1 *marqeta.Amount `json:"verify_amount1"`
		Amount2 *marqeta.Amount `json:"verify_amount2"`
		Active  *rest.Flag      `json:"active"`
	}
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	var refused error
	v, err := update(s, c, s.book.Sources, noFundingSource, func(_ *state.Tx, v *book.Source) error {
		switch {
		case v.Type != wire.ByACH:
			return noFundingSource
		case in.Amount1 != nil || in.Amount2 != nil:
			refused = s.tryToVerify(v, in.Amount1, in.Amount2)
		case in.Active != nil && bool(*in.Active) && v.VerificationStatus != wire.Verified:
			return rest.Invalid("active must not be true before the funding source is verified")
		case in.Active != nil:
			v.Active = *in.Active
		}
		return nil
	}, func(v *book.Source, now rest.Time) { v.Modified = now })
	if err == nil {
		err = refused
	}
	return answered(v.ExternalSource.Shown(), err)
}

func (s *Server) tryToVerify(v *book.Source, amounts ...*marqeta.Amount) error {
	if v.VerificationStatus != wire.Verifying {
		return rest.Invalid("the funding source is not waiting for its verification")
	}
	for i, a := range amounts {
		if minor, err := dollars(a); err != nil || minor != v.Deposits[i] {
			if v.Tries++; v.Tries == verificationTries {
				v.VerificationStatus = wire.Unverifiable
			}
			return rest.Invalid("verify_amount1 and verify_amount2 must be the amounts that were sent to the account, in their order")
		}
	}
	v.Verify(s.book.Now())
	return nil
}

func (s *Server) verificationAmounts(c *rest.Call) (rest.Reply, error) {
	v, err := s.sourceOf(c, wire.ByACH)
	if err == nil && v.Partner != "" {
		err = rest.Invalid("the funding source was verified by its partner")
	}
	if err != nil {
		return rest.Reply{}, err
	}
	return rest.OK(struct {
		Amount1 marqeta.Amount `json:"verify_amount1"`
		Amount2 marqeta.Amount `json:"verify_amount2"`
	}{marqeta.AmountFromMinor(v.Deposits[0], 2), marqeta.AmountFromMinor(v.Deposits[1], 2)})
}

// dollars reads an amount of the program's currency.
func dollars(a *marqeta.Amount) (int64, error) {
	m, err := book.MoneyIn(book.ProgramCurrency)
	if err != nil || a == nil {
		return 0, err
	}
	return m.Minor("amount", *a)
}
