package sandbox

import (
	"strings"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// userSearch is the body of POST /users/lookup.
type userSearch struct {
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name"`
	Email     string `json:"email"`
	Phone     string `json:"phone"`
	SSN       string `json:"ssn"`
	DDA       string `json:"dda"` // the number of a deposit account
}

func (in userSearch) Check() error {
	var c rest.Check
	c.Size("first_name", in.FirstName, 0, 40)
	c.Size("last_name", in.LastName, 0, 40)
	c.Size("phone", in.Phone, 0, 255)
	c.Size("email", in.Email, 0, 255)
	return c.Err()
}

// lookUpUsers finds users that match every criterion given: names by their
// beginning, the rest whole.
func (s *Server) lookUpUsers(c *rest.Call) (rest.Reply, error) {
	var in userSearch
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	if in.DDA != "" {
		return s.lookUpPaid(c, in)
	}
	q := state.Query[wire.User]{Where: in.matches}
	for _, by := range []struct {
		index *state.Index[wire.User]
		key   string
	}{
		{s.book.UsersByEmail, book.Folded(in.Email)}, {s.book.UsersByPhone, book.Dialled(in.Phone)}, {s.book.UsersBySSN, book.Dialled(in.SSN)},
		{s.book.UsersByLastName, book.NameKey(in.LastName)}, {s.book.UsersByFirstName, book.NameKey(in.FirstName)},
	} {
		if by.key != "" {
			q.Index, q.Key = by.index, by.key
			break
		}
	}
	return list(c, s.book.Users, rest.General, q, s.show)
}

// lookUpPaid looks at the one user whom a deposit account belongs to.
func (s *Server) lookUpPaid(c *rest.Call, in userSearch) (rest.Reply, error) {
	w, err := rest.General.Window(c.URL.Query())
	if err != nil {
		return rest.Reply{}, err
	}
	var found []wire.User
	if u, ok := s.book.Users.Read(s.paid(in.DDA).UserToken); ok && in.matches(u) && w.Start == 0 {
		found = append(found, s.show(u))
	}
	return rest.OK(rest.NewPage(w, found, false))
}

func (in userSearch) matches(u wire.User) bool {
	number := book.Dialled(in.SSN)
	return begins(u.FirstName, in.FirstName) && begins(u.LastName, in.LastName) &&
		(in.Email == "" || book.Folded(u.Email) == book.Folded(in.Email)) && (in.Phone == "" || u.Phone == in.Phone) &&
		(in.SSN == "" || number != "" && number == book.SSNKey(u))
}

// paid gives whom a deposit account belongs to.
func (s *Server) paid(number string) (p wire.Party) {
	for _, a := range s.book.DepositsByNumber.Read(number) {
		p = a.Party
	}
	return p
}

// begins reports whether a name starts with what is asked for, in either case.
func begins(name, asked string) bool { return strings.HasPrefix(book.Folded(name), book.Folded(asked)) }

// listUsersByPhone compares digits, as the plus of a number gets lost in a path.
func (s *Server) listUsersByPhone(c *rest.Call) (rest.Reply, error) {
	number := book.Dialled(c.Param("phone_number"))
	if number == "" {
		return rest.Reply{}, rest.Invalid("phone_number must have digits")
	}
	return list(c, s.book.Users, rest.General, state.Query[wire.User]{Index: s.book.UsersByPhone, Key: number}, s.show)
}
