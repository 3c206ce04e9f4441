package sandbox

import (
	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

func (s *Server) createProgramACH(c *rest.Call) (rest.Reply, error) {
	var in achRequest
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	made, err := create(s, c, s.book.ProgramACH, in.Token, rest.TokenTaken, func(tx *state.Tx, token string) (book.Source, error) {
		v := in.source(token, wire.Party{}, s.book.Now())
		if others := s.book.ProgramACH.All(tx); bool(v.IsDefault) || len(others) == 0 {
			v.IsDefault = true
			book.NoDefault(tx, s.book.ProgramACH, others)
		}
		return v, nil
	})
	return answered(made.ExternalSource.Shown(), err)
}

func (s *Server) listProgramACH(c *rest.Call) (rest.Reply, error) {
	var q state.Query[book.Source]
	if c.URL.Query().Get("active") != "" {
		active, err := flagParam(c, "active")
		if err != nil {
			return rest.Reply{}, err
		}
		q.Where = func(v book.Source) bool { return bool(v.Active) == active }
	}
	paging := rest.General
	paging.Most = 10
	return list(c, s.book.ProgramACH, paging, q, func(v book.Source) wire.ExternalSource { return v.ExternalSource.Shown() })
}
