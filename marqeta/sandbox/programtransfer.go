package sandbox

import (
	"cmp"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// programTransferRequest is the body of POST /programtransfers.
type programTransferRequest struct {
	Token         *string           `json:"token"`
	UserToken     string            `json:"user_token"`
	BusinessToken string            `json:"business_token"`
	TypeToken     string            `json:"type_token"`
	Amount        *marqeta.Amount   `json:"amount"`
	CurrencyCode  string            `json:"currency_code"`
	Memo          string            `json:"memo"`
	Tags          string            `json:"tags"`
	Fees          []wire.FeeRequest `json:"fees"`
}

func (in programTransferRequest) Check() error {
	var c rest.Check
	c.Size("type_token", in.TypeToken, 1, 36)
	c.That(in.Amount != nil && in.Amount.Sign() > 0, "amount", "must be greater than 0")
	c.Size("currency_code", in.CurrencyCode, 3, 3)
	c.Size("memo", in.Memo, 0, 99)
	c.Size("tags", in.Tags, 0, 255)
	wire.CheckFees(&c, in.Fees)
	return c.Err()
}

func (s *Server) createProgramTransfer(c *rest.Call) (rest.Reply, error) {
	var in programTransferRequest
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	return created(create(s, c, s.book.ProgramTransfers, in.Token, rest.AlreadyProcessed, func(tx *state.Tx, token string) (wire.ProgramTransfer, error) {
		holder, err := s.book.Holder(tx, in.UserToken, in.BusinessToken)
		if err != nil {
			return wire.ProgramTransfer{}, err
		}
		m, amount, err := moneyOf(in.CurrencyCode, *in.Amount)
		if err != nil {
			return wire.ProgramTransfer{}, err
		}
		return s.book.PayProgram(tx, holder, m, amount, wire.ProgramTransfer{
			Token: token, TypeToken: in.TypeToken, Party: holder.Party, CurrencyCode: m.Code, Amount: *in.Amount, Memo: in.Memo, Tags: in.Tags,
			Created: s.book.Now(),
		}, in.Fees)
	}))
}

func (s *Server) programTransfer(c *rest.Call) (rest.Reply, error) {
	return answered(journaled(c, s.book.ProgramTransfers, rest.NotFound("Program transfer")))
}

// listProgramTransfers goes by creation, which is the last change of a transfer.
func (s *Server) listProgramTransfers(c *rest.Call) (rest.Reply, error) {
	q := c.URL.Query()
	paging := rest.Paging{Count: 5, Most: 100, Sort: "-createdTime"}
	return listJournal(c, s.book.ProgramTransfers, paging, state.Children{
		Parent: cmp.Or(q.Get("user_token"), q.Get("business_token")), Where: among("type_token", q.Get("type_token")),
	}, asIs)
}
