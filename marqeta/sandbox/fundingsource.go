package sandbox

import (
	"fmt"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

func (s *Server) createProgramSource(c *rest.Call) (rest.Reply, error) {
	in := struct {
		Token *string `json:"token"`
		wire.ProgramFundingSourceFields
	}{ProgramFundingSourceFields: wire.NewProgramFundingSource().ProgramFundingSourceFields}
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	if err := in.Check(); err != nil {
		return rest.Reply{}, err
	}
	made, err := create(s, c, s.book.ProgramSources, in.Token, rest.AlreadyProcessed, func(tx *state.Tx, token string) (wire.ProgramFundingSource, error) {
		return wire.ProgramFundingSource{
			Token: token, ProgramFundingSourceFields: in.ProgramFundingSourceFields,
			Account: s.nextAccount(tx), Times: wire.Born(s.book.Now()),
		}, nil
	})
	if err != nil {
		return rest.Reply{}, err
	}
	return rest.Created(made)
}

func (s *Server) programSource(c *rest.Call) (rest.Reply, error) {
	v, ok := s.book.ProgramSources.Read(c.Param("token"))
	if !ok {
		return rest.Reply{}, rest.NotFound("Funding source")
	}
	return rest.OK(v)
}

func (s *Server) updateProgramSource(c *rest.Call) (rest.Reply, error) {
	v, err := update(s, c, s.book.ProgramSources, rest.NotFound("Funding source"), func(_ *state.Tx, v *wire.ProgramFundingSource) error {
		if err := c.Decode(&v.ProgramFundingSourceFields); err != nil {
			return err
		}
		return v.Check()
	}, func(v *wire.ProgramFundingSource, now rest.Time) { v.Modified = now })
	if err != nil {
		return rest.Reply{}, err
	}
	return rest.OK(v)
}

// nextAccount gives the ledger account path a new funding source shows.
func (s *Server) nextAccount(tx *state.Tx) string {
	return fmt.Sprintf("12.003.001.%06d", s.book.ProgramSources.Len(tx)+s.book.GatewaySources.Len(tx)+1)
}
