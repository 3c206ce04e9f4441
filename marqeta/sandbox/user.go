package sandbox

import (
	"cmp"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// userRequest is the body of POST /users. active is derived from the status, and
// accepted without effect.
type userRequest struct {
	Token  *string   `json:"token"`
	Active rest.Flag `json:"active"`
	wire.UserFields
	UsesParentAccount rest.Flag `json:"uses_parent_account"`
	ParentToken       string    `json:"parent_token"`
	Password          string    `json:"password"`
	Zip               string    `json:"zip"` // the earlier name of postal_code
}

func (s *Server) createUser(c *rest.Call) (rest.Reply, error) {
	in := userRequest{UserFields: newUser()}
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	in.PostalCode = cmp.Or(in.PostalCode, in.Zip)
	password, err := s.hashed(in.Password)
	if err != nil {
		return rest.Reply{}, err
	}
	return created(s.seen(create(s, c, s.book.Users, in.Token, rest.AlreadyProcessed, func(tx *state.Tx, token string) (wire.User, error) {
		u := wire.User{Token: token, UserFields: in.UserFields, UsesParentAccount: in.UsesParentAccount, ParentToken: in.ParentToken, Times: wire.Born(s.book.Now())}
		if _, taken := s.book.Businesses.Get(tx, token); taken {
			return u, rest.Conflict(rest.AlreadyProcessed)
		}
		if err := s.checkUser(tx, &u); err != nil {
			return u, err
		}
		s.setPassword(tx, u.Token, password)
		return s.welcome(tx, u), nil
	})))
}

// newUser has the defaults of a new one: nothing is required of a user.
func newUser() wire.UserFields {
	return wire.UserFields{HolderGroup: wire.DefaultHolderGroup, Metadata: rest.Metadata{}}
}

// welcome gives a new user the status that its group starts with, and writes the
// first transition.
func (s *Server) welcome(tx *state.Tx, u wire.User) wire.User {
	group, _ := s.book.Groups.Get(tx, u.HolderGroup)
	u.Status = group.Config.InitialStatus()
	u.Active = rest.Flag(wire.StatusIsActive(u.Status))
	s.book.AddMove(tx, book.OfUser(u), firstMove(u.Status))
	return u
}

// checkUser checks a user against the others.
func (s *Server) checkUser(tx *state.Tx, u *wire.User) error {
	if u.Email != "" {
		for _, other := range s.book.UsersByEmail.Get(tx, book.Folded(u.Email)) {
			if other.Token != u.Token {
				return rest.ErrEmailTaken
			}
		}
	}
	u.HolderGroup = cmp.Or(u.HolderGroup, wire.DefaultHolderGroup)
	if _, ok := s.book.Groups.Get(tx, u.HolderGroup); !ok {
		return rest.NotFoundBody("Account holder group")
	}
	if u.ParentToken == "" {
		if u.UsesParentAccount {
			return rest.Invalid("parent_token may not be empty if uses_parent_account is true")
		}
		return nil
	}
	// A user that is its own ancestor would have no account.
	for at := u.ParentToken; at != ""; {
		parent, ok := s.book.HolderOf(tx, at)
		switch {
		case !ok:
			return rest.NotFoundBody("Parent")
		case parent.UserToken == u.Token:
			return rest.Invalid("parent_token must not be the user or one of its children")
		}
		at = parent.Parent
	}
	return nil
}

// seen shows a user, with the business among its parent and grandparent.
func (s *Server) seen(u wire.User, err error) (wire.User, error) {
	if err != nil {
		return u, err
	}
	return s.show(u), nil
}

func (s *Server) show(u wire.User) wire.User {
	at := u.ParentToken
	for range 2 {
		parent, ok := s.book.ReadHolder(at)
		if !ok {
			break
		}
		u.BusinessToken, at = parent.BusinessToken, parent.Parent
	}
	return u.Shown()
}

func (s *Server) user(c *rest.Call) (rest.Reply, error) {
	return answered(s.seen(one(c, s.book.Users, rest.ErrHolderPath)))
}

func (s *Server) listUsers(c *rest.Call) (rest.Reply, error) {
	return list(c, s.book.Users, rest.General, state.Query[wire.User]{}, s.show)
}

// listChildren lists the users whose parent is the user or business of the path.
func (s *Server) listChildren(c *rest.Call) (rest.Reply, error) {
	parent := c.Param("token")
	if _, ok := s.book.ReadHolder(parent); !ok {
		return rest.Reply{}, rest.ErrHolderPath
	}
	return list(c, s.book.Users, rest.General, state.Query[wire.User]{Index: s.book.UsersByParent, Key: parent}, s.show)
}
