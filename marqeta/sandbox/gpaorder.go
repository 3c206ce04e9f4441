package sandbox

import (
	"bytes"

	"carddeck/marqeta"
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

func (in orderRequest) check() error {
	var c rest.Check
	c.Token("token", in.Token)
	c.That((in.UserToken == "") != (in.BusinessToken == ""), "user_token", "or business_token is required, not both")
	c.That(in.Amount != nil && in.Amount.Sign() > 0, "amount", "must be greater than 0")
	c.Size("currency_code", in.CurrencyCode, 3, 3)
	c.Size("funding_source_token", in.FundingSourceToken, 1, 36)
	c.Size("memo", in.Memo, 0, 99)
	c.Size("tags", in.Tags, 0, 255)
	return c.Err()
}

func (s *Server) createOrder(c *rest.Call) (rest.Reply, error) {
	var in orderRequest
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	if err := in.check(); err != nil {
		return rest.Reply{}, err
	}
	made, err := createJournaled(s, c, s.orders, in.Token, func(tx *state.Tx, token string) (order, error) {
		return s.load(tx, token, in)
	})
	if err != nil {
		return rest.Reply{}, err
	}
	return rest.Created(made.GPAOrder)
}

// createJournaled is create for what is kept in a journal.
func createJournaled[T any](s *Server, c *rest.Call, in *state.Journal[T], token *string, make func(*state.Tx, string) (T, error)) (made T, err error) {
	var hash []byte
	if token != nil {
		if hash, err = c.Hash(); err != nil {
			return made, err
		}
	}
	err = s.state.Update(c.Context(), func(tx *state.Tx) error {
		use := *orNew(token, s.options.NewToken)
		there, first, ok, err := in.Get(tx, use)
		if err != nil {
			return err
		}
		if ok {
			made = there
			if !bytes.Equal(first, hash) {
				return rest.Conflict(rest.AlreadyProcessed)
			}
			return nil
		}
		if made, err = make(tx, use); err != nil {
			return err
		}
		return in.Put(tx, use, hash, made)
	})
	return made, err
}

// load moves money from a program funding source to an account. It completes at
// once and is a transaction of its own.
func (s *Server) load(tx *state.Tx, token string, in orderRequest) (order, error) {
	if in.BusinessToken != "" {
		return order{}, rest.NotFoundBody("Business") // none can exist: businesses are not built
	}
	u, ok := s.users.Get(tx, in.UserToken)
	if !ok {
		return order{}, rest.ErrHolderBody
	}
	source, ok := s.programSources.Get(tx, in.FundingSourceToken)
	if !ok {
		return order{}, rest.NotFoundBody("Funding source")
	}
	switch {
	case !bool(u.Active):
		return order{}, rest.ErrHolderState
	case !bool(source.Active):
		return order{}, rest.Unprocessable("Funding source is not active")
	}
	m, err := moneyIn(in.CurrencyCode)
	if err != nil {
		return order{}, err
	}
	minor, err := m.minor("amount", *in.Amount)
	if err != nil {
		return order{}, err
	}
	now := s.now()
	o := order{Source: source.Token, GPAOrder: wire.GPAOrder{
		Token: token, Amount: *in.Amount, Times: wire.Born(now), TransactionToken: s.options.NewToken(), State: wire.Completion,
		Response: approved, Funding: wire.Funding{Amount: *in.Amount, Source: source.Masked()},
		FundingSourceToken: rest.MaskFundingSource(source.Token), Memo: in.Memo, Tags: in.Tags, UserToken: u.Token, CurrencyCode: m.code,
	}}
	shown := o.GPAOrder
	s.post(tx, movement{
		kind: "gpa.credit", token: o.TransactionToken, user: u, money: m, effect: engine.Effect{Load: minor, Impact: minor}, source: source.Token,
		order: &shown,
	})
	return o, nil
}

var approved = wire.Response{Code: engine.Approved, Memo: engine.Memo(engine.Approved)}

func (s *Server) order(c *rest.Call) (rest.Reply, error) {
	o, ok, err := s.orders.Read(c.Context(), c.Param("token"))
	switch {
	case err != nil:
		return rest.Reply{}, err
	case !ok:
		return rest.Reply{}, rest.NotFound("GPA order")
	}
	return rest.OK(o.GPAOrder)
}
