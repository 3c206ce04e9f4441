package sandbox

import (
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

var noFundingSource = rest.NotFound("Funding source")

func (s *Server) createProgramSource(c *rest.Call) (rest.Reply, error) {
	in := struct {
		Token *string `json:"token"`
		wire.ProgramFundingSourceFields
	}{ProgramFundingSourceFields: wire.NewProgramFundingSource().ProgramFundingSourceFields}
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	return created(create(s, c, s.book.ProgramSources, in.Token, rest.AlreadyProcessed, func(tx *state.Tx, token string) (wire.ProgramFundingSource, error) {
		return wire.ProgramFundingSource{
			Token: token, ProgramFundingSourceFields: in.ProgramFundingSourceFields,
			Account: s.book.NextAccount(tx), Times: wire.Born(s.book.Now()),
		}, nil
	}))
}

func (s *Server) programSource(c *rest.Call) (rest.Reply, error) {
	return answered(one(c, s.book.ProgramSources, noFundingSource))
}

func (s *Server) updateProgramSource(c *rest.Call) (rest.Reply, error) {
	return answered(update(s, c, s.book.ProgramSources, noFundingSource, func(_ *state.Tx, v *wire.ProgramFundingSource) error {
		return parse(c, &v.ProgramFundingSourceFields)
	}, func(v *wire.ProgramFundingSource, now rest.Time) { v.Modified = now }))
}
