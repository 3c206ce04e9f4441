package sandbox

import (
	"time"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// How long tokens are good. Our call.
const (
	sessionLife   = 24 * time.Hour
	singleUseLife = 5 * time.Minute
)

// loginRequest names a user by token or address, with the password.
type loginRequest struct {
	Email     string `json:"email"`
	Password  string `json:"password"`
	UserToken string `json:"user_token"`
}

func (in loginRequest) Check() error {
	var c rest.Check
	c.Size("email", in.Email, 0, 255)
	c.Size("password", in.Password, 0, 255)
	c.Size("user_token", in.UserToken, 0, 36)
	return c.Err()
}

// logIn gives a user an access token, in place of the one it had. Marqeta's
// description has the answer under 204, which cannot have a body.
func (s *Server) logIn(c *rest.Call) (rest.Reply, error) {
	var in loginRequest
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	u, err := s.authenticated(in)
	if err != nil {
		return rest.Reply{}, err
	}
	var out struct {
		AccessToken accessToken `json:"access_token"`
		User        wire.User   `json:"user"`
	}
	out.User = s.show(u)
	err = s.book.State.Update(c.Context(), func(tx *state.Tx) error {
		if err := s.endSession(tx, u.Token); err != nil {
			return err
		}
		if out.AccessToken, err = s.access(tx, book.SessionGrant, u.Token, sessionLife); err != nil {
			return err
		}
		login, _ := s.book.Logins.Get(tx, u.Token)
		login.Session = book.GrantKey(out.AccessToken.Token)
		s.book.Logins.Put(tx, u.Token, login)
		return nil
	})
	return answered(out, err)
}

// authenticated gives the user of a login, if the password is right.
func (s *Server) authenticated(in loginRequest) (wire.User, error) {
	u, ok := s.book.Users.Read(in.UserToken)
	if in.UserToken == "" {
		for _, found := range s.book.UsersByEmail.Read(book.Folded(in.Email)) {
			u, ok = found, true
		}
	}
	if !ok || (in.Email != "" && book.Folded(u.Email) != book.Folded(in.Email)) {
		u = wire.User{}
	}
	_, right, err := s.knows(u.Token, in.Password)
	if err == nil && !right {
		err = rest.ErrCredential
	}
	return u, err
}

func (s *Server) logOut(c *rest.Call) (rest.Reply, error) {
	user, err := onBehalf(c)
	if err != nil {
		return rest.Reply{}, err
	}
	return done(s.book.State.Update(c.Context(), func(tx *state.Tx) error { return s.endSession(tx, user) }))
}

// oneTime gives an access token for one request: to a user that is logged in, to
// the program for a user it names, or to whoever knows a user's password.
func (s *Server) oneTime(c *rest.Call) (rest.Reply, error) {
	var in loginRequest
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	user := c.Caller.User
	switch {
	case c.Caller.Level == rest.User:
	case c.Caller.Level == rest.Admin && in.Password == "":
		u, ok := s.book.Users.Read(in.UserToken)
		if !ok {
			return rest.Reply{}, rest.ErrHolderBody
		}
		user = u.Token
	default:
		u, err := s.authenticated(in)
		if err != nil {
			return rest.Reply{}, err
		}
		user = u.Token
	}
	var out accessToken
	err := s.book.State.Update(c.Context(), func(tx *state.Tx) (err error) {
		out, err = s.access(tx, book.OneTimeGrant, user, singleUseLife)
		return err
	})
	return created(out, err)
}

// accessToken is what a user gets to call with.
type accessToken struct {
	Token   string    `json:"token"`
	Expires rest.Time `json:"expires"`
	User    string    `json:"user_token"`
	OneTime bool      `json:"one_time"`
}
