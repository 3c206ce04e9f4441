package sandbox

import (
	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// achRequest is the body that registers a bank account, a holder's or the
// program's.
type achRequest struct {
	Token         *string   `json:"token"`
	UserToken     string    `json:"user_token"`
	BusinessToken string    `json:"business_token"`
	AccountNumber string    `json:"account_number"`
	RoutingNumber string    `json:"routing_number"`
	NameOnAccount string    `json:"name_on_account"`
	AccountType   string    `json:"account_type"`
	BankName      string    `json:"bank_name"`
	Override      rest.Flag `json:"verification_override"`
	Notes         string    `json:"verification_notes"`
	IsDefault     rest.Flag `json:"is_default_account"`
}

func (in achRequest) Check() error {
	var c rest.Check
	c.Required("account_number", in.AccountNumber, 36)
	wire.CheckDigits(&c, "routing_number", in.RoutingNumber, 9, 9)
	c.Required("name_on_account", in.NameOnAccount, 50)
	c.Required("account_type", in.AccountType, 36)
	c.OneOf("account_type", in.AccountType, "checking", "savings", "corporate", "loan")
	c.Size("bank_name", in.BankName, 0, 255)
	c.Size("verification_notes", in.Notes, 0, 255)
	return c.Err()
}

// source is the bank account as it is kept.
func (in achRequest) source(token string, of wire.Party, now rest.Time) book.Source {
	v := book.Source{
		Deposits: book.Deposits(token, in.RoutingNumber, in.AccountNumber),
		ExternalSource: wire.ExternalSource{
			Token: token, Type: wire.ByACH, AccountSuffix: lastFour(in.AccountNumber), AccountType: in.AccountType, NameOnAccount: in.NameOnAccount,
			BankName: in.BankName, VerificationStatus: wire.Verifying, VerificationOverride: &in.Override, VerificationNotes: in.Notes,
			DateSent: &now, IsDefault: in.IsDefault, Party: of, Times: wire.Born(now),
		},
	}
	if in.Override {
		v.Verify(now)
	}
	return v
}

func lastFour(number string) string {
	r := []rune(number)
	return string(r[max(0, len(r)-4):])
}

func (s *Server) createACHSource(c *rest.Call) (rest.Reply, error) {
	var in achRequest
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	made, err := create(s, c, s.book.Sources, in.Token, rest.TokenTaken, func(tx *state.Tx, token string) (book.Source, error) {
		holder, err := s.book.Holder(tx, in.UserToken, in.BusinessToken)
		if err != nil {
			return book.Source{}, err
		}
		return s.joinSources(tx, in.source(token, holder.Party, s.book.Now())), nil
	})
	return answered(made.ExternalSource.Shown(), err)
}

func (s *Server) createPartnerSource(c *rest.Call) (rest.Reply, error) {
	var in struct {
		Token         *string   `json:"token"`
		UserToken     string    `json:"user_token"`
		BusinessToken string    `json:"business_token"`
		Partner       string    `json:"partner"`
		Link          string    `json:"partner_account_link_reference_token"`
		IsDefault     rest.Flag `json:"is_default_account"`
	}
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	var check rest.Check
	check.Required("partner", in.Partner, 36)
	check.OneOf("partner", in.Partner, "PLAID")
	check.Required("partner_account_link_reference_token", in.Link, 255)
	if err := check.Err(); err != nil {
		return rest.Reply{}, err
	}
	made, err := create(s, c, s.book.Sources, in.Token, rest.TokenTaken, func(tx *state.Tx, token string) (book.Source, error) {
		holder, err := s.book.Holder(tx, in.UserToken, in.BusinessToken)
		if err != nil {
			return book.Source{}, err
		}
		// The partner would tell about the account; here its reference stands for the number.
		v := achRequest{AccountNumber: in.Link, AccountType: "checking", NameOnAccount: s.nameOf(tx, holder), IsDefault: in.IsDefault}.
			source(token, holder.Party, s.book.Now())
		v.Partner, v.PartnerLink, v.DateSent = in.Partner, in.Link, nil
		v.Verify(s.book.Now())
		return s.joinSources(tx, v), nil
	})
	return answered(made.ExternalSource.Shown(), err)
}

func (s *Server) achSource(c *rest.Call) (rest.Reply, error) {
	v, err := s.sourceOf(c, wire.ByACH)
	return answered(v.ExternalSource.Shown(), err)
}

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
