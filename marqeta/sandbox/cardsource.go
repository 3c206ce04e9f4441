package sandbox

import (
	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// cardSourceRequest is the body of POST /fundingsources/paymentcard.
type cardSourceRequest struct {
	Token         *string   `json:"token"`
	UserToken     string    `json:"user_token"`
	BusinessToken string    `json:"business_token"`
	AccountNumber string    `json:"account_number"`
	CVV           string    `json:"cvv_number"`
	ExpDate       string    `json:"exp_date"`
	Zip           string    `json:"zip"`
	PostalCode    string    `json:"postal_code"`
	IsDefault     rest.Flag `json:"is_default_account"`
}

func (in cardSourceRequest) Check() error {
	var c rest.Check
	wire.CheckDigits(&c, "account_number", in.AccountNumber, 12, 19)
	wire.CheckDigits(&c, "cvv_number", in.CVV, 3, 4)
	wire.CheckExpDate(&c, in.ExpDate)
	c.Size("zip", in.Zip, 0, 10)
	c.Size("postal_code", in.PostalCode, 0, 10)
	return c.Err()
}

func (s *Server) createCardSource(c *rest.Call) (rest.Reply, error) {
	var in cardSourceRequest
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	made, err := s.addSource(c, in.Token, in.UserToken, in.BusinessToken, func(_ *state.Tx, token string, of book.Holder) book.Source {
		return book.Source{ExternalSource: wire.ExternalSource{
			Token: token, Type: wire.ByPaymentCard, AccountSuffix: wire.LastFour(in.AccountNumber), AccountType: brand(in.AccountNumber), ExpDate: in.ExpDate,
			Active: true, IsDefault: in.IsDefault, Party: of.Party, Times: wire.Born(s.book.Now()),
		}}
	})
	return answered(made.ExternalSource, err)
}

// brand names the network of a card number by its first digits.
func brand(number string) string {
	switch number[0] {
	case '4':
		return "VISA"
	case '2', '5':
		return "MASTERCARD"
	case '3':
		return "AMEX"
	}
	return "DISCOVER"
}

func (s *Server) cardSource(c *rest.Call) (rest.Reply, error) {
	v, err := s.sourceOf(c, wire.ByPaymentCard)
	return answered(v.ExternalSource, err)
}

// updateCardSource is the one update that wants a member: an observed request
// without exp_date was refused.
func (s *Server) updateCardSource(c *rest.Call) (rest.Reply, error) {
	var in struct {
		ExpDate   string     `json:"exp_date"`
		Active    *rest.Flag `json:"active"`
		IsDefault rest.Flag  `json:"is_default_account"`
	}
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	v, err := update(s, c, s.book.Sources, noFundingSource, func(tx *state.Tx, v *book.Source) error {
		if v.Type != wire.ByPaymentCard {
			return noFundingSource
		}
		var check rest.Check
		wire.CheckExpDate(&check, in.ExpDate)
		if err := check.Err(); err != nil {
			return err
		}
		v.ExpDate = in.ExpDate
		if in.Active != nil {
			v.Active = *in.Active
		}
		if in.IsDefault && !v.IsDefault {
			book.NoDefault(tx, s.book.Sources, s.book.SourcesOf.Get(tx, v.Party.Token()))
			v.IsDefault = true
		}
		return nil
	}, func(v *book.Source, now rest.Time) { v.Modified = now })
	return answered(v.ExternalSource, err)
}
