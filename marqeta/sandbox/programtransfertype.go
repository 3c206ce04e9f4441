package sandbox

import (
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

var noTransferType = rest.NotFound("Program transfer type")

func (s *Server) createTransferType(c *rest.Call) (rest.Reply, error) {
	var in struct {
		Token *string `json:"token"`
		wire.ProgramTransferTypeFields
	}
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	return created(create(s, c, s.book.ProgramTransferTypes, in.Token, "Token already used", func(tx *state.Tx, token string) (wire.ProgramTransferType, error) {
		v := wire.ProgramTransferType{Token: token, ProgramTransferTypeFields: in.ProgramTransferTypeFields, Times: wire.Born(s.book.Now())}
		return v, s.checkTransferType(tx, v)
	}))
}

// checkTransferType refuses a source that is missing with 404, which Marqeta does
// here although the request's body names it.
func (s *Server) checkTransferType(tx *state.Tx, v wire.ProgramTransferType) error {
	if _, ok := s.book.ProgramSources.Get(tx, v.Source); !ok {
		return rest.NotFound("Program funding source")
	}
	return nil
}

func (s *Server) transferType(c *rest.Call) (rest.Reply, error) {
	return answered(one(c, s.book.ProgramTransferTypes, noTransferType))
}

func (s *Server) updateTransferType(c *rest.Call) (rest.Reply, error) {
	return answered(update(s, c, s.book.ProgramTransferTypes, noTransferType, func(tx *state.Tx, v *wire.ProgramTransferType) error {
		if err := parse(c, &v.ProgramTransferTypeFields); err != nil {
			return err
		}
		return s.checkTransferType(tx, *v)
	}, func(v *wire.ProgramTransferType, now rest.Time) { v.Modified = now }))
}

func (s *Server) listTransferTypes(c *rest.Call) (rest.Reply, error) {
	return list(c, s.book.ProgramTransferTypes, rest.General, state.Query[wire.ProgramTransferType]{}, asIs)
}
