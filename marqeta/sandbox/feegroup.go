package sandbox

import (
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

var noFeeGroup = rest.NotFound("Real-time fee group")

func (s *Server) createFeeGroup(c *rest.Call) (rest.Reply, error) {
	in := struct {
		Token *string `json:"token"`
		wire.FeeGroupFields
	}{FeeGroupFields: wire.FeeGroupFields{Active: true}}
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	return created(create(s, c, s.book.FeeGroups, in.Token, rest.AlreadyProcessed, func(tx *state.Tx, token string) (wire.FeeGroup, error) {
		return wire.FeeGroup{Token: token, FeeGroupFields: in.FeeGroupFields, Times: wire.Born(s.book.Now())}, s.checkFeeGroup(tx, in.FeeGroupFields)
	}))
}

func (s *Server) checkFeeGroup(tx *state.Tx, f wire.FeeGroupFields) error {
	for _, token := range f.FeeTokens {
		if _, ok := s.book.Fees.Get(tx, token); !ok {
			return rest.NotFoundBody("Fee")
		}
	}
	return nil
}

func (s *Server) feeGroup(c *rest.Call) (rest.Reply, error) {
	return answered(one(c, s.book.FeeGroups, noFeeGroup))
}

func (s *Server) updateFeeGroup(c *rest.Call) (rest.Reply, error) {
	return answered(update(s, c, s.book.FeeGroups, noFeeGroup, func(tx *state.Tx, v *wire.FeeGroup) error {
		if err := parse(c, &v.FeeGroupFields); err != nil {
			return err
		}
		return s.checkFeeGroup(tx, v.FeeGroupFields)
	}, func(v *wire.FeeGroup, now rest.Time) { v.Modified = now }))
}

func (s *Server) listFeeGroups(c *rest.Call) (rest.Reply, error) {
	return list(c, s.book.FeeGroups, newestFirst, state.Query[wire.FeeGroup]{}, asIs)
}
