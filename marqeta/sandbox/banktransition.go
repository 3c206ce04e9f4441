package sandbox

import (
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// createBankTransition does what a bank does elsewhere, as in Marqeta's own
// sandbox.
func (s *Server) createBankTransition(c *rest.Call) (rest.Reply, error) {
	var in struct {
		Token *string `json:"token"`
		wire.BankTransitionFields
	}
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	return created(create(s, c, s.book.BankTransitions, in.Token, rest.TokenTaken, func(tx *state.Tx, token string) (t wire.BankTransition, err error) {
		v, err := s.findBankTransfer(tx, in.Transfer)
		if err != nil {
			return t, err
		}
		if !wire.BankMove(v.Status, in.Status) {
			return t, rest.Invalid("status must not be " + in.Status + " after " + v.Status)
		}
		t, err = s.book.MoveBankTransfer(tx, &v, wire.BankTransition{Token: token, BankTransitionFields: in.BankTransitionFields})
		if err != nil {
			return t, err
		}
		return t, s.book.BankTransfers.Put(tx, v.Token, v)
	}))
}

func (s *Server) listBankTransitions(c *rest.Call) (rest.Reply, error) {
	q := c.URL.Query()
	where, err := inStates(q.Get("statuses"))
	if err != nil {
		return rest.Reply{}, err
	}
	paging := rest.Paging{Count: 5, Most: 50, Sort: "-createdTime"}
	return listJournal(c, s.book.BankTransitions, paging, state.Children{
		Parent: q.Get("bank_transfer_token"), Where: append(where, among("token", q.Get("token"))...),
	}, asIs)
}
