package sandbox

import (
	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// orderRequest is the body of POST /gpaorders.
type orderRequest struct {
	Token              *string           `json:"token"`
	UserToken          string            `json:"user_token"`
	BusinessToken      string            `json:"business_token"`
	Amount             *marqeta.Amount   `json:"amount"`
	CurrencyCode       string            `json:"currency_code"`
	FundingSourceToken string            `json:"funding_source_token"`
	AddressToken       string            `json:"funding_source_address_token"`
	Memo               string            `json:"memo"`
	Tags               string            `json:"tags"`
	Fees               []wire.FeeRequest `json:"fees"`
}

func (in orderRequest) Check() error {
	var c rest.Check
	c.That(in.Amount != nil && in.Amount.Sign() > 0, "amount", "must be greater than 0")
	c.Size("currency_code", in.CurrencyCode, 3, 3)
	c.Size("funding_source_token", in.FundingSourceToken, 0, 36)
	c.Size("funding_source_address_token", in.AddressToken, 0, 36)
	c.Size("memo", in.Memo, 0, 99)
	c.Size("tags", in.Tags, 0, 255)
	wire.CheckFees(&c, in.Fees)
	return c.Err()
}

func (s *Server) createOrder(c *rest.Call) (rest.Reply, error) {
	var in orderRequest
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	made, err := create(s, c, s.book.Orders, in.Token, rest.AlreadyProcessed, func(tx *state.Tx, token string) (book.Order, error) {
		return s.load(tx, token, in)
	})
	return created(made.GPAOrder, err)
}

func (s *Server) load(tx *state.Tx, token string, in orderRequest) (book.Order, error) {
	holder, err := s.book.Holder(tx, in.UserToken, in.BusinessToken)
	if err != nil {
		return book.Order{}, err
	}
	m, err := book.MoneyIn(in.CurrencyCode)
	if err != nil {
		return book.Order{}, err
	}
	minor, err := m.Minor("amount", *in.Amount)
	if err != nil {
		return book.Order{}, err
	}
	return s.book.Load(tx, book.Loading{
		Token: token, Holder: holder, Money: m, Amount: minor, Source: in.FundingSourceToken, Address: in.AddressToken,
		Memo: in.Memo, Tags: in.Tags, Fees: in.Fees,
	})
}

func (s *Server) order(c *rest.Call) (rest.Reply, error) {
	o, err := journaled(c, s.book.Orders, rest.NotFound("GPA order"))
	return answered(o.GPAOrder, err)
}
