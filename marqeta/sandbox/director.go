package sandbox

import (
	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

var noDirector = rest.NotFound("Business director")

// The members of a director are those of a proprietor: Marqeta names the paths and
// not the members.
func (s *Server) createDirector(c *rest.Call) (rest.Reply, error) {
	var in struct {
		Token *string `json:"token"`
		wire.Person
	}
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	var check rest.Check
	in.Person.Check(&check, "director", true)
	if err := check.Err(); err != nil {
		return rest.Reply{}, err
	}
	made, err := create(s, c, s.book.Directors, in.Token, rest.TokenTaken, func(tx *state.Tx, token string) (book.Director, error) {
		business, ok := s.book.Businesses.Get(tx, c.Param("token"))
		if !ok {
			return book.Director{}, noBusiness
		}
		return book.Director{Business: business.Token, Director: wire.Director{Token: token, Person: in.Person, Times: wire.Born(s.book.Now())}}, nil
	})
	if err == nil && made.Business != c.Param("token") {
		err = rest.Conflict(rest.TokenTaken)
	}
	return created(shown(made.Director, err))
}

// directorOf gives the director that the path names, if it directs that business.
func (s *Server) directorOf(c *rest.Call) (book.Director, error) {
	d, ok := s.book.Directors.Read(c.Param("director_token"))
	if !ok || d.Business != c.Param("token") {
		return book.Director{}, noDirector
	}
	return d, nil
}

func (s *Server) director(c *rest.Call) (rest.Reply, error) {
	d, err := s.directorOf(c)
	return answered(shown(d.Director, err))
}

func (s *Server) directorSSN(c *rest.Call) (rest.Reply, error) {
	d, err := s.directorOf(c)
	if err != nil {
		return rest.Reply{}, err
	}
	return numbers(c, d.SSN, d.Identifications)
}

// updateDirector answers 201, as Marqeta's description has it.
func (s *Server) updateDirector(c *rest.Call) (rest.Reply, error) {
	d, err := updateAt(s, c, s.book.Directors, c.Param("director_token"), noDirector, func(tx *state.Tx, d *book.Director) error {
		if d.Business != c.Param("token") {
			return noDirector
		}
		before, err := copyOf(d.Person)
		if err != nil {
			return err
		}
		if err := c.Decode(&d.Person); err != nil {
			return err
		}
		d.Person.Unmask(&before)
		var check rest.Check
		d.Person.Check(&check, "director", true)
		return check.Err()
	}, func(d *book.Director, now rest.Time) { d.Modified = now })
	return created(shown(d.Director, err))
}
