package sandbox

import (
	"strings"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

func (s *Server) createUser(c *rest.Call) (rest.Reply, error) {
	in := struct {
		Token *string `json:"token"`
		wire.UserFields
		UsesParentAccount rest.Flag `json:"uses_parent_account"`
		ParentToken       string    `json:"parent_token"`
	}{UserFields: wire.NewUser().UserFields}
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	return created(shown(create(s, c, s.book.Users, in.Token, rest.AlreadyProcessed, func(tx *state.Tx, token string) (wire.User, error) {
		u := wire.NewUser()
		u.Token, u.UserFields, u.Times = token, in.UserFields, wire.Born(s.book.Now())
		u.UsesParentAccount, u.ParentToken = in.UsesParentAccount, in.ParentToken
		if err := s.checkUser(tx, u); err != nil {
			return u, err
		}
		first := s.userTransitionOf(tx, u, wire.UserTransition{
			Token: s.book.NewToken(), Status: u.Status, ReasonCode: "14", Reason: "CardHolder creation", Channel: "SYSTEM",
		})
		s.book.UserTransitions.Put(tx, first.Token, first)
		return u, nil
	})))
}

// checkUser checks a user against the others.
func (s *Server) checkUser(tx *state.Tx, u wire.User) error {
	if u.Email != "" {
		for _, other := range s.book.UsersByEmail.Get(tx, book.Folded(u.Email)) {
			if other.Token != u.Token {
				return rest.ErrEmailTaken
			}
		}
	}
	if u.HolderGroup != wire.DefaultHolderGroup {
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
		parent, ok := s.book.Users.Get(tx, at)
		switch {
		case !ok:
			return rest.NotFoundBody("Parent")
		case parent.Token == u.Token:
			return rest.Invalid("parent_token must not be the user or one of its children")
		}
		at = parent.ParentToken
	}
	return nil
}

func (s *Server) user(c *rest.Call) (rest.Reply, error) {
	return answered(shown(one(c, s.book.Users, rest.ErrHolderPath)))
}

func (s *Server) updateUser(c *rest.Call) (rest.Reply, error) {
	return answered(shown(update(s, c, s.book.Users, rest.ErrHolderPath, func(tx *state.Tx, u *wire.User) error {
		in := struct {
			*wire.UserFields
			ParentToken *string `json:"parent_token"`
		}{&u.UserFields, &u.ParentToken}
		if err := c.Decode(&in); err != nil {
			return err
		}
		if in.ParentToken == nil {
			u.ParentToken = ""
		}
		if err := u.Check(); err != nil {
			return err
		}
		return s.checkUser(tx, *u)
	}, func(u *wire.User, now rest.Time) { u.Modified = now })))
}

func (s *Server) listUsers(c *rest.Call) (rest.Reply, error) {
	return list(c, s.book.Users, rest.General, state.Query[wire.User]{}, wire.User.Shown)
}

func (s *Server) listChildren(c *rest.Call) (rest.Reply, error) {
	parent := c.Param("token")
	if _, ok := s.book.Users.Read(parent); !ok {
		return rest.Reply{}, rest.ErrHolderPath
	}
	return list(c, s.book.Users, rest.General, state.Query[wire.User]{Index: s.book.UsersByParent, Key: parent}, wire.User.Shown)
}

// lookUpUsers finds users that match every criterion given: names by their
// beginning, the rest whole.
func (s *Server) lookUpUsers(c *rest.Call) (rest.Reply, error) {
	var in struct {
		FirstName string `json:"first_name"`
		LastName  string `json:"last_name"`
		Email     string `json:"email"`
		Phone     string `json:"phone"`
		SSN       string `json:"ssn"`
		DDA       string `json:"dda"` // the number of a deposit account
	}
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	paid := ""
	for _, a := range s.book.DepositsByNumber.Read(in.DDA) {
		paid = a.UserToken
	}
	match := func(u wire.User) bool {
		return strings.HasPrefix(book.Folded(u.FirstName), book.Folded(in.FirstName)) && strings.HasPrefix(book.Folded(u.LastName), book.Folded(in.LastName)) &&
			(in.Email == "" || book.Folded(u.Email) == book.Folded(in.Email)) && (in.Phone == "" || u.Phone == in.Phone) &&
			(in.SSN == "" || u.SSN == in.SSN) && (in.DDA == "" || u.Token == paid)
	}
	return list(c, s.book.Users, rest.General, state.Query[wire.User]{Where: match}, wire.User.Shown)
}
