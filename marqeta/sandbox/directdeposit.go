package sandbox

import (
	"errors"
	"net/url"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// depositRequest is the body of a simulated direct deposit. The paths of the second
// generation say the type.
type depositRequest struct {
	Token          *string         `json:"token"`
	Amount         *marqeta.Amount `json:"amount"`
	Type           string          `json:"type"`
	AccountNumber  string          `json:"account_number"`
	SettlementDate *rest.Time      `json:"settlement_date"`
	Early          rest.Flag       `json:"earlyPayEligible"`
	wire.DepositOrigin
}

func (in depositRequest) Check() error {
	var c rest.Check
	c.That(in.Amount != nil && in.Amount.Sign() > 0, "amount", "must be greater than 0")
	c.Required("account_number", in.AccountNumber, 36)
	c.That(in.SettlementDate != nil, "settlement_date", "may not be null")
	c.Required("type", in.Type, 6)
	c.OneOf("type", in.Type, wire.DepositCredit, wire.DepositDebit)
	in.DepositOrigin.Check(&c)
	return c.Err()
}

func (s *Server) simulateDeposit(c *rest.Call) (rest.Reply, error) {
	return answered(s.receiveDeposit(c, ""))
}

func (s *Server) simulateCredit(c *rest.Call) (rest.Reply, error) {
	return created(s.receiveDeposit(c, wire.DepositCredit))
}

func (s *Server) simulateDebit(c *rest.Call) (rest.Reply, error) {
	return created(s.receiveDeposit(c, wire.DepositDebit))
}

func (s *Server) receiveDeposit(c *rest.Call, kind string) (wire.DirectDeposit, error) {
	var in depositRequest
	if err := c.Decode(&in); err != nil {
		return wire.DirectDeposit{}, err
	}
	if kind != "" {
		in.Type = kind
	}
	if err := in.Check(); err != nil {
		return wire.DirectDeposit{}, err
	}
	made, err := create(s, c, s.book.DirectDeposits, in.Token, rest.TokenTaken, func(tx *state.Tx, token string) (d book.DirectDeposit, err error) {
		to := s.book.DepositsByNumber.Get(tx, in.AccountNumber)
		if len(to) == 0 {
			return d, rest.NotFoundBody("Deposit account")
		}
		m, err := book.MoneyIn(book.ProgramCurrency)
		if err != nil {
			return d, err
		}
		d.DirectDeposit = wire.DirectDeposit{
			Token: token, Amount: *in.Amount, Type: in.Type, SettlementDate: *in.SettlementDate, AccountToken: to[0].Token, Party: to[0].Party,
			DepositOrigin: in.DepositOrigin,
		}
		if d.Minor, err = m.Minor("amount", *in.Amount); err != nil {
			return d, err
		}
		return s.book.Announce(tx, d, bool(in.Early))
	})
	return made.DirectDeposit, err
}

func (s *Server) directDeposit(c *rest.Call) (rest.Reply, error) {
	d, err := journaled(c, s.book.DirectDeposits, rest.NotFound("Direct deposit"))
	return answered(d.DirectDeposit, err)
}

func (s *Server) listDirectDeposits(c *rest.Call) (rest.Reply, error) {
	q := c.URL.Query()
	states, err := oneOfEach("direct_deposit_state", q.Get("direct_deposit_state"), wire.DepositMoves)
	if err != nil {
		return rest.Reply{}, err
	}
	settled, err := settlementPeriod(q)
	if err != nil {
		return rest.Reply{}, err
	}
	where := []state.Where{{Member: "state", In: states}, settled}
	if q.Has("reversed_after_grace_period") {
		late, err := flagParam(c, "reversed_after_grace_period")
		if err != nil {
			return rest.Reply{}, err
		}
		where = append(where, state.Where{Member: "stored_late", In: []any{late}})
	}
	return listJournal(c, s.book.DirectDeposits, rest.General, state.Children{Parent: s.narrowed(q), Where: where},
		func(d book.DirectDeposit) wire.DirectDeposit { return d.DirectDeposit })
}

// settlementPeriod reads the settlement dates that are asked for. The end is a part
// of it, as a day or to the second.
func settlementPeriod(q url.Values) (w state.Where, err error) {
	w.Member = "settlement_date"
	if v := q.Get("start_settlement_date"); v != "" {
		from, _, wrong := instant(v)
		w.From, err = rest.At(from).String(), wrong
	}
	if v := q.Get("end_settlement_date"); v != "" {
		to, span, wrong := instant(v)
		w.To, err = rest.At(to.Add(span)).String(), errors.Join(err, wrong)
	}
	if err != nil {
		err = rest.Invalid("a settlement date must be a date or a time in UTC such as 2026-01-31T00:00:00Z")
	}
	return w, err
}
