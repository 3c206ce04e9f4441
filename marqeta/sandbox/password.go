package sandbox

import (
	"cmp"
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/alexedwards/argon2id"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// cost is OWASP's smallest for argon2id: 19 MiB for the time of a hash, one at once.
var cost = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// hashed checks a new password and gives its hash; no password has none. It takes
// its time, and is not called inside an update.
func (s *Server) hashed(password string) (string, error) {
	if password == "" {
		return "", nil
	}
	var c rest.Check
	c.Password("password", password, 1, 255)
	if err := c.Err(); err != nil {
		return "", err
	}
	s.hashing.Lock()
	defer s.hashing.Unlock()
	hash, err := argon2id.CreateHash(password, cost)
	if err != nil {
		return "", fmt.Errorf("hash a password: %w", err)
	}
	return hash, nil
}

// nobodys is a hash that no password has, and that takes as long to compare with.
var nobodys = fmt.Sprintf("$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s", cost.Memory, cost.Iterations, cost.Parallelism,
	strings.Repeat("A", base64.RawStdEncoding.EncodedLen(int(cost.SaltLength))), strings.Repeat("A", base64.RawStdEncoding.EncodedLen(int(cost.KeyLength))))

// knows reports whether a password is a user's. Like hashed it takes its time, also
// for a user that is not there, so that the time does not tell who is.
func (s *Server) knows(user, password string) (book.Login, bool, error) {
	login, _ := s.book.Logins.Read(user)
	s.hashing.Lock()
	defer s.hashing.Unlock()
	right, err := argon2id.ComparePasswordAndHash(password, cmp.Or(login.Password, nobodys))
	if err != nil {
		return login, false, fmt.Errorf("compare a password: %w", err)
	}
	return login, right && login.Password != "", nil
}

// setPassword keeps the hash of a user's password; the session goes on.
func (s *Server) setPassword(tx *state.Tx, user, hash string) {
	if hash == "" {
		return
	}
	login, _ := s.book.Logins.Get(tx, user)
	login.Password = hash
	s.book.Logins.Put(tx, user, login)
}

// passwordSet notes on a user how its password came about.
func (s *Server) passwordSet(u *wire.User, channel string) {
	if u.Authentication == nil {
		u.Authentication = &wire.Authentication{}
	}
	now := s.book.Now()
	u.Authentication.PasswordChannel, u.Authentication.PasswordTime = channel, &now
	u.Modified = now
}

// newPassword sets a user's password where it is not the request about the user.
func (s *Server) newPassword(tx *state.Tx, user, hash, channel string) error {
	before, ok := s.book.Users.Get(tx, user)
	if !ok {
		return rest.ErrHolderBody
	}
	u, err := copyOf(before)
	if err != nil {
		return err
	}
	s.setPassword(tx, user, hash)
	s.passwordSet(&u, channel)
	s.book.Users.Put(tx, user, u)
	return nil
}

func (s *Server) changePassword(c *rest.Call) (rest.Reply, error) {
	var in struct {
		New     string `json:"new_password"`
		Current string `json:"current_password"`
	}
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	var check rest.Check
	check.Required("new_password", in.New, 255)
	check.Required("current_password", in.Current, 255)
	if err := check.Err(); err != nil {
		return rest.Reply{}, err
	}
	user, err := onBehalf(c)
	if err != nil {
		return rest.Reply{}, err
	}
	login, right, err := s.knows(user, in.Current)
	switch {
	case err != nil:
		return rest.Reply{}, err
	case !right:
		return rest.Reply{}, rest.ErrCredential
	}
	hash, err := s.hashed(in.New)
	if err != nil {
		return rest.Reply{}, err
	}
	err = s.book.State.Update(c.Context(), func(tx *state.Tx) error {
		if now, _ := s.book.Logins.Get(tx, user); now.Password != login.Password {
			return rest.ErrCredential // changed meanwhile
		}
		return s.newPassword(tx, user, hash, wire.UserChange)
	})
	return done(err)
}

// requestReset mails a token. It answers alike whether somebody has the address.
func (s *Server) requestReset(c *rest.Call) (rest.Reply, error) {
	var in struct {
		Email string `json:"email"`
	}
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	var check rest.Check
	check.Required("email", in.Email, 255)
	if err := check.Err(); err != nil {
		return rest.Reply{}, err
	}
	return done(s.book.State.Update(c.Context(), func(tx *state.Tx) error {
		for _, u := range s.book.UsersByEmail.Get(tx, book.Folded(in.Email)) {
			if err := s.mail(tx, u, book.ResetGrant); err != nil {
				return err
			}
		}
		return nil
	}))
}

// resetPassword sets a password by a token that was mailed, and ends the session.
func (s *Server) resetPassword(c *rest.Call) (rest.Reply, error) {
	var in struct {
		User string `json:"user_token"`
		New  string `json:"new_password"`
	}
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	var check rest.Check
	check.Required("user_token", in.User, 36)
	check.Required("new_password", in.New, 255)
	if err := check.Err(); err != nil {
		return rest.Reply{}, err
	}
	hash, err := s.hashed(in.New)
	if err != nil {
		return rest.Reply{}, err
	}
	return done(s.book.State.Update(c.Context(), func(tx *state.Tx) error {
		g, err := s.spend(tx, c.Param("token"), book.ResetGrant)
		switch {
		case err != nil:
			return err
		case g.User != in.User:
			return errMailed
		}
		if err := s.newPassword(tx, in.User, hash, wire.UserReset); err != nil {
			return err
		}
		return s.endSession(tx, in.User)
	}))
}
