package sandbox

import (
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

func (s *Server) updateUser(c *rest.Call) (rest.Reply, error) {
	var secret struct {
		Password string `json:"password"`
	}
	if err := c.Decode(&secret); err != nil {
		return rest.Reply{}, err
	}
	password, err := s.hashed(secret.Password)
	if err != nil {
		return rest.Reply{}, err
	}
	return answered(s.seen(s.rewritten(c, password)))
}

// rewriteUser is updateUser without what is not done inside an update.
func (s *Server) rewriteUser(c *rest.Call) (rest.Reply, error) { return answered(s.rewritten(c, "")) }

func (s *Server) rewritten(c *rest.Call, password string) (wire.User, error) {
	return update(s, c, s.book.Users, rest.ErrHolderPath, func(tx *state.Tx, u *wire.User) error {
		before, err := copyOf(*u)
		if err != nil {
			return err
		}
		if err := decodeUser(c, u, before); err != nil {
			return err
		}
		if err := s.checkUser(tx, u); err != nil {
			return err
		}
		if u.Email != before.Email && u.Authentication != nil {
			u.Authentication.EmailVerified, u.Authentication.EmailTime = false, nil
		}
		if password != "" {
			s.setPassword(tx, u.Token, password)
			s.passwordSet(u, wire.UserChange)
		}
		return nil
	}, func(u *wire.User, now rest.Time) { u.Modified = now })
}

// decodeUser reads the body of PUT /users/{token} over a user. The token is the
// path's, active the status's, and whose account a user spends from stays as it was
// made; they are accepted without effect.
func decodeUser(c *rest.Call, u *wire.User, before wire.User) error {
	in := struct {
		Token             *string   `json:"token"`
		Active            rest.Flag `json:"active"`
		UsesParentAccount rest.Flag `json:"uses_parent_account"`
		*wire.UserFields
		ParentToken *string `json:"parent_token"`
		Zip         string  `json:"zip"`
	}{UserFields: &u.UserFields, ParentToken: &u.ParentToken}
	if err := c.Decode(&in); err != nil {
		return err
	}
	if in.ParentToken == nil {
		u.ParentToken = ""
	}
	if in.Zip != "" && u.PostalCode == before.PostalCode {
		u.PostalCode = in.Zip
	}
	u.Unmask(before.UserFields)
	return u.Check()
}
