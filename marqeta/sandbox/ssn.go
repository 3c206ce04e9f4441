package sandbox

import (
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/wire"
)

func (s *Server) userSSN(c *rest.Call) (rest.Reply, error) {
	u, err := one(c, s.book.Users, rest.ErrHolderPath)
	if err != nil {
		return rest.Reply{}, err
	}
	return numbers(c, u.SSN, u.Identifications)
}

// businessSSN answers with the numbers of the proprietor.
func (s *Server) businessSSN(c *rest.Call) (rest.Reply, error) {
	v, err := one(c, s.book.Businesses, noBusiness)
	if err != nil {
		return rest.Reply{}, err
	}
	var p wire.Person
	if v.Proprietor != nil {
		p = *v.Proprietor
	}
	return numbers(c, p.SSN, p.Identifications)
}

// numbers answers with somebody's numbers, their last four digits unless the whole
// is asked for.
func numbers(c *rest.Call, ssn string, ids []wire.Identification) (rest.Reply, error) {
	full, err := flagParam(c, "full_ssn")
	if err != nil {
		return rest.Reply{}, err
	}
	n := wire.NumbersOf(ssn, ids)
	if !full {
		n = n.LastFour()
	}
	return rest.OK(n)
}
