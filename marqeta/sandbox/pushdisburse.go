package sandbox

import (
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// createDisbursement sends money to a card at once. It comes from a reserve of the
// program's for this, which never runs dry, and is on nobody's account.
func (s *Server) createDisbursement(c *rest.Call) (rest.Reply, error) {
	var in struct {
		Token *string `json:"token"`
		wire.PushDisbursementFields
		SoftDescriptor *wire.SoftDescriptor `json:"soft_descriptor"`
	}
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	if err := in.SoftDescriptor.Check(); err != nil {
		return rest.Reply{}, err
	}
	return created(create(s, c, s.book.Disbursements, in.Token, rest.TokenTaken, func(tx *state.Tx, token string) (wire.PushDisbursement, error) {
		v := wire.PushDisbursement{Token: token, PushDisbursementFields: in.PushDisbursementFields, Status: wire.Completion, Times: wire.Born(s.book.Now())}
		m, amount, err := moneyOf(in.CurrencyCode, *in.Amount)
		if err != nil {
			return v, err
		}
		return v, s.book.Disburse(tx, m, amount, v)
	}))
}

func (s *Server) disbursement(c *rest.Call) (rest.Reply, error) {
	return answered(journaled(c, s.book.Disbursements, rest.NotFound("Push-to-card disbursement")))
}

func (s *Server) listDisbursements(c *rest.Call) (rest.Reply, error) {
	return listJournal(c, s.book.Disbursements, pushPaging, state.Children{}, asIs)
}
