package sandbox

import (
	"cmp"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

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
	made, err := s.addSource(c, in.Token, in.UserToken, in.BusinessToken, func(tx *state.Tx, token string, of book.Holder) book.Source {
		// The partner would tell about the account; here its reference stands for the number.
		v := achRequest{AccountNumber: in.Link, AccountType: "checking", NameOnAccount: s.nameOf(tx, of), IsDefault: in.IsDefault}.
			source(token, of.Party, s.book.Now())
		v.Partner, v.PartnerLink, v.DateSent = in.Partner, in.Link, nil
		v.Verify(s.book.Now())
		return v
	})
	return answered(made.ExternalSource.Shown(), err)
}

// opening is what an account that a partner knows starts with, in minor units of
// the program's currency.
const opening = 10_000_00

// partnerBalance tells what a partner would of the money in a linked account.
func (s *Server) partnerBalance(c *rest.Call) (rest.Reply, error) {
	v, err := s.sourceOf(c, wire.ByACH)
	if err == nil && v.Partner == "" {
		err = noFundingSource
	}
	if err != nil {
		return rest.Reply{}, err
	}
	m, err := book.MoneyIn(book.ProgramCurrency)
	left := m.Amount(opening - v.Drawn)
	return answered(struct {
		Currency  string         `json:"balance_iso_currency_code"`
		Processor string         `json:"processor_token"`
		Available marqeta.Amount `json:"available_balance"`
		Account   marqeta.Amount `json:"account_balance"`
		wire.Times
	}{m.Code, v.PartnerLink, left, left, v.Times}, err)
}

// nameOf is what a bank would print for a holder.
func (s *Server) nameOf(tx *state.Tx, h book.Holder) string {
	u, _ := s.book.Users.Get(tx, h.UserToken)
	return cmp.Or(fullName(u), h.Token())
}
