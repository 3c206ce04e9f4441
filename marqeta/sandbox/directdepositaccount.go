package sandbox

import (
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// directDepositAccount answers with the numbers of a holder's first deposit account.
// Marqeta once gave every holder one account at its creation, to be used from its
// first active card on; our call: the account is opened when it is first asked for.
func (s *Server) directDepositAccount(c *rest.Call) (rest.Reply, error) {
	return s.depositNumbers(c, func(*wire.DepositAccount) error { return nil })
}

func (s *Server) updateDirectDepositAccount(c *rest.Call) (rest.Reply, error) {
	return s.depositNumbers(c, func(a *wire.DepositAccount) error {
		return c.Decode(&struct {
			ImmediateCredit *rest.Flag `json:"allow_immediate_credit"`
		}{&a.ImmediateCredit})
	})
}

func (s *Server) depositNumbers(c *rest.Call, change func(*wire.DepositAccount) error) (rest.Reply, error) {
	var a wire.DepositAccount
	err := s.book.State.Update(c.Context(), func(tx *state.Tx) (err error) {
		h, ok := s.book.HolderOf(tx, c.Param("token"))
		if !ok {
			return rest.ErrHolderBody // documented as 400
		}
		found := false
		if a, found = s.firstDepositAccount(tx, h.Party.Token()); !found {
			if !h.Active() || !s.hasActiveCard(tx, h) {
				return rest.NotFound("Account")
			}
			if a, err = s.openDepositAccount(tx, h, wire.DepositAccount{Token: s.book.NewToken(), Type: wire.DepositOnly}); err != nil {
				return err
			}
		}
		before := a
		if err := change(&a); err != nil || found && a.ImmediateCredit == before.ImmediateCredit {
			return err
		}
		a.Modified = s.book.Now()
		s.book.DepositAccounts.Put(tx, a.Token, a)
		return nil
	})
	return answered(a.Numbers(), err)
}

func (s *Server) firstDepositAccount(tx *state.Tx, holder string) (wire.DepositAccount, bool) {
	for _, a := range s.book.DepositsByHolder.Get(tx, holder) {
		if a.State != wire.CardTerminated {
			return a, true
		}
	}
	return wire.DepositAccount{}, false
}
