package sandbox

import (
	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// reserveRequest is the body of POST /programreserve/transactions, and without a
// type that of POST /programreserve/deposits. Only here a token has to be given.
type reserveRequest struct {
	Token        *string         `json:"token"`
	Amount       *marqeta.Amount `json:"amount"`
	CurrencyCode string          `json:"currency_code"`
	Type         string          `json:"type"`
	Memo         string          `json:"memo"`
	Tags         string          `json:"tags"`
	IsCollateral rest.Flag       `json:"is_collateral"`
}

func (in reserveRequest) Check() error {
	var c rest.Check
	c.That(in.Token != nil, "token", "may not be null")
	c.That(in.Amount != nil && in.Amount.Sign() > 0, "amount", "must be greater than 0")
	c.Size("currency_code", in.CurrencyCode, 3, 3)
	c.Required("type", in.Type, 36)
	c.OneOf("type", in.Type, "CREDIT", "DEBIT", "PENDING_CREDIT", "PENDING_DEBIT")
	c.Size("memo", in.Memo, 0, 99)
	c.Size("tags", in.Tags, 0, 255)
	return c.Err()
}

func (s *Server) createReserveTransaction(c *rest.Call) (rest.Reply, error) {
	return s.moveReserve(c, false)
}

// createReserveDeposit credits the reserve. Our call: the status and the answer,
// which are not described.
func (s *Server) createReserveDeposit(c *rest.Call) (rest.Reply, error) {
	return s.moveReserve(c, true)
}

func (s *Server) moveReserve(c *rest.Call, deposit bool) (rest.Reply, error) {
	var in reserveRequest
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	if deposit {
		in.Type = "CREDIT"
	}
	if err := in.Check(); err != nil {
		return rest.Reply{}, err
	}
	made, err := create(s, c, s.book.Reserve, in.Token, rest.TokenTaken, func(tx *state.Tx, token string) (v book.ReserveTransaction, err error) {
		m, amount, err := moneyOf(in.CurrencyCode, *in.Amount)
		if err != nil {
			return v, err
		}
		v.Deposit = deposit
		v.ReserveTransaction, err = s.book.ReserveMoney(tx, m, amount, wire.ReserveTransaction{
			Token: token, Amount: *in.Amount, CurrencyCode: m.Code, Type: in.Type, Memo: in.Memo, Tags: in.Tags, IsCollateral: in.IsCollateral,
			Times: wire.Born(s.book.Now()),
		})
		return v, err
	})
	return created(made.ReserveTransaction, err)
}

func (s *Server) listReserveTransactions(c *rest.Call) (rest.Reply, error) {
	return s.listReserve(c, nil)
}

func (s *Server) listReserveDeposits(c *rest.Call) (rest.Reply, error) {
	return s.listReserve(c, []state.Where{{Member: "stored_deposit", In: []any{true}}})
}

func (s *Server) listReserve(c *rest.Call, where []state.Where) (rest.Reply, error) {
	paging := rest.Paging{Count: 5, Most: 100, Sort: "-createdTime"}
	return listJournal(c, s.book.Reserve, paging, state.Children{Where: where}, func(v book.ReserveTransaction) wire.ReserveTransaction {
		return v.ReserveTransaction
	})
}

// reserveBalances answers without the wrapping that the balances of holders have.
func (s *Server) reserveBalances(*rest.Call) (rest.Reply, error) {
	return answered(everyCurrency(s.book.Purses, book.ReservePurse))
}
