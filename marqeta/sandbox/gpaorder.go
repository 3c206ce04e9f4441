package sandbox

import (
	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// orderRequest is the body of POST /gpaorders.
type orderRequest struct {
	Token              *string         `json:"token"`
	UserToken          string          `json:"user_token"`
	BusinessToken      string          `json:"business_token"`
	Amount             *marqeta.Amount `json:"amount"`
	CurrencyCode       string          `json:"currency_code"`
	FundingSourceToken string          `json:"funding_source_token"`
	Memo               string          `json:"memo"`
	Tags               string          `json:"tags"`
}

func (in orderRequest) Check() error {
	var c rest.Check
	c.That(in.Amount != nil && in.Amount.Sign() > 0, "amount", "must be greater than 0")
	c.Size("currency_code", in.CurrencyCode, 3, 3)
	c.Size("funding_source_token", in.FundingSourceToken, 1, 36)
	c.Size("memo", in.Memo, 0, 99)
	c.Size("tags", in.Tags, 0, 255)
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

// load moves money from a program funding source to an account. It completes at
// once and is a transaction of its own.
func (s *Server) load(tx *state.Tx, token string, in orderRequest) (book.Order, error) {
	holder, err := s.book.Holder(tx, in.UserToken, in.BusinessToken)
	if err != nil {
		return book.Order{}, err
	}
	source, ok := s.book.ProgramSources.Get(tx, in.FundingSourceToken)
	if !ok {
		return book.Order{}, rest.NotFoundBody("Funding source")
	}
	switch {
	case !holder.Active():
		return book.Order{}, rest.ErrHolderState
	case !bool(source.Active):
		return book.Order{}, rest.Unprocessable("Funding source is not active")
	}
	m, err := book.MoneyIn(in.CurrencyCode)
	if err != nil {
		return book.Order{}, err
	}
	minor, err := m.Minor("amount", *in.Amount)
	if err != nil {
		return book.Order{}, err
	}
	now := s.book.Now()
	o := book.Order{Source: source.Token, GPAOrder: wire.GPAOrder{
		Token: token, Amount: *in.Amount, Times: wire.Born(now), TransactionToken: s.book.NewToken(), State: wire.Completion,
		Response: wire.Approved(), Funding: wire.Funding{Amount: *in.Amount, Source: source.Masked()},
		FundingSourceToken: rest.MaskFundingSource(source.Token), Memo: in.Memo, Tags: in.Tags, Party: holder.Party, CurrencyCode: m.Code,
	}}
	shown := o.GPAOrder
	return o, s.book.Post(tx, book.Movement{
		Kind: "gpa.credit", Token: o.TransactionToken, Holder: holder, Money: m, Effect: engine.Effect{Load: minor, Impact: minor},
		Source: source.Token, Cause: wire.Cause{GPAOrder: &shown},
	})
}

func (s *Server) order(c *rest.Call) (rest.Reply, error) {
	o, err := journaled(c, s.book.Orders, rest.NotFound("GPA order"))
	return answered(o.GPAOrder, err)
}
