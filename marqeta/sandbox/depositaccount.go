package sandbox

import (
	"cmp"
	"fmt"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

var noDepositAccount = rest.NotFound("Deposit account")

// depositAccountRequest is the body of POST /depositaccounts.
type depositAccountRequest struct {
	Token           *string      `json:"token"`
	UserToken       string       `json:"user_token"`
	BusinessToken   string       `json:"business_token"`
	Type            string       `json:"type"`
	ImmediateCredit rest.Flag    `json:"allow_immediate_credit"`
	DueDiligence    []cddRequest `json:"customer_due_diligence"`
}

func (in depositAccountRequest) Check() error {
	var c rest.Check
	c.Size("user_token", in.UserToken, 0, 36)
	c.Size("business_token", in.BusinessToken, 0, 36)
	c.OneOf("type", in.Type, wire.DepositTypes...)
	c.That(in.Type != wire.Checking || in.UserToken == "" || len(in.DueDiligence) > 0, "customer_due_diligence", "may not be empty for a checking account")
	for _, q := range in.DueDiligence {
		q.check(&c)
	}
	return c.Err()
}

func (s *Server) createDepositAccount(c *rest.Call) (rest.Reply, error) {
	var in depositAccountRequest
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	return created(shown(create(s, c, s.book.DepositAccounts, in.Token, rest.TokenTaken, func(tx *state.Tx, token string) (wire.DepositAccount, error) {
		h, err := s.book.Holder(tx, in.UserToken, in.BusinessToken)
		if err != nil {
			return wire.DepositAccount{}, err
		}
		a := wire.DepositAccount{Token: token, Type: cmp.Or(in.Type, wire.DepositOnly), ImmediateCredit: in.ImmediateCredit}
		for _, q := range in.DueDiligence {
			a.DueDiligence = append(a.DueDiligence, q.answer(a, s.book.NewToken))
		}
		return s.openDepositAccount(tx, h, a)
	})))
}

// openDepositAccount completes a new deposit account and writes its first
// transition. Marqeta wants an active card first, but for a checking account, which
// can be opened without and, our call, is UNACTIVATED then.
func (s *Server) openDepositAccount(tx *state.Tx, h book.Holder, a wire.DepositAccount) (wire.DepositAccount, error) {
	open := 0
	for _, other := range s.book.DepositsByHolder.Get(tx, h.Party.Token()) {
		if other.State == wire.CardActive || other.State == wire.CardSuspended {
			open++
		}
	}
	a.State = wire.CardActive
	switch carded := s.hasActiveCard(tx, h); {
	case !h.Active():
		return a, rest.ErrHolderState
	case open >= wire.MaxDepositAccounts:
		return a, rest.Precondition(fmt.Sprintf("A cardholder may have at most %d deposit accounts", wire.MaxDepositAccounts))
	case !carded && a.Type != wire.Checking:
		return a, rest.Precondition("An active card is required to open a deposit account")
	case !carded:
		a.State = wire.CardUnactivated
	}
	a.Party, a.AccountNumber, a.RoutingNumber = h.Party, s.book.NewAccountNumber(tx), book.RoutingNumber
	a.Times = wire.Born(s.book.Now())
	first := s.depositTransitionOf(tx, a, wire.DepositAccountTransition{Token: s.book.NewToken(), Channel: "SYSTEM", Reason: "New account"})
	s.book.DepositTransitions.Put(tx, first.Token, first)
	return a, nil
}

// hasActiveCard looks at the holder's cards, its parent's and its children's.
func (s *Server) hasActiveCard(tx *state.Tx, h book.Holder) bool {
	family := []string{h.Party.Token(), h.Parent}
	for _, child := range s.book.UsersByParent.Get(tx, h.Party.Token()) {
		family = append(family, child.Token)
	}
	for _, token := range family {
		for _, card := range s.book.CardsByUser.Get(tx, token) {
			if card.State == wire.CardActive {
				return true
			}
		}
	}
	return false
}

func (s *Server) depositAccount(c *rest.Call) (rest.Reply, error) {
	return answered(shown(one(c, s.book.DepositAccounts, noDepositAccount)))
}

func (s *Server) depositAccountByNumber(c *rest.Call) (rest.Reply, error) {
	found := s.book.DepositsByNumber.Read(c.Param("account_number"))
	if len(found) == 0 {
		return rest.Reply{}, noDepositAccount
	}
	return rest.OK(found[0].Shown())
}

func (s *Server) listDepositAccounts(c *rest.Call) (rest.Reply, error) {
	holder, wanted := c.Param("token"), c.URL.Query().Get("state")
	if _, ok := s.book.ReadHolder(holder); !ok {
		return rest.Reply{}, rest.ErrHolderPath
	}
	var check rest.Check
	check.OneOf("state", wanted, wire.DepositStates...)
	if err := check.Err(); err != nil {
		return rest.Reply{}, err
	}
	return list(c, s.book.DepositAccounts, rest.General, state.Query[wire.DepositAccount]{
		Index: s.book.DepositsByHolder, Key: holder,
		Where: func(a wire.DepositAccount) bool { return wanted == "" || a.State == wanted },
	}, wire.DepositAccount.Shown)
}

func (s *Server) updateDepositAccount(c *rest.Call) (rest.Reply, error) {
	return answered(shown(update(s, c, s.book.DepositAccounts, noDepositAccount, func(_ *state.Tx, a *wire.DepositAccount) error {
		return c.Decode(&struct {
			ImmediateCredit *rest.Flag `json:"allow_immediate_credit"`
		}{&a.ImmediateCredit})
	}, touchDepositAccount)))
}

func touchDepositAccount(a *wire.DepositAccount, now rest.Time) { a.Modified = now }
