package sandbox

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
)

// door says whether somebody other than the program may make a call.
type door func(*Server, *rest.Call) bool

// doors are the operations that others than the program may call. Marqeta says that
// a user may call what is associated with it and lists no paths; our call is what
// names the user, or a card or transaction of the user's, in the path.
var doors = map[operation]door{
	{post, "/users/auth/login"}:                 anybody,
	{post, "/users/auth/onetime"}:               unlessSpent,
	{post, "/users/auth/resetpassword"}:         anybody,
	{post, "/users/auth/resetpassword/{token}"}: anybody,
	{post, "/users/auth/verifyemail/{token}"}:   anybody,
	{post, "/users/auth/logout"}:                anyUser,
	{post, "/users/auth/changepassword"}:        anyUser,
	{post, "/users/auth/verifyemail"}:           anyUser,

	{get, "/users/{token}"}:                                ownUser,
	{put, "/users/{token}"}:                                ownUser,
	{get, "/users/{token}/ssn"}:                            ownUser,
	{get, "/usertransitions/user/{token}"}:                 ownUser,
	{get, "/balances/{token}"}:                             ownUser,
	{get, "/velocitycontrols/user/{user_token}/available"}: ownUser,
	{get, "/cards/user/{token}"}:                           ownUser,
	{get, "/cards/{token}"}:                                ownCard,
	{get, "/cards/{token}/showpan"}:                        shownCard,
	{get, "/cards/{token}/transactions"}:                   ownCard,
	{get, "/transactions/{token}"}:                         ownTransaction,
}

func anybody(*Server, *rest.Call) bool { return true }

// unlessSpent keeps out the tokens that are good for one request alone, which this
// one would have been.
func unlessSpent(_ *Server, c *rest.Call) bool {
	return c.Caller.Level == rest.User || c.Caller.Level == rest.Unauthenticated
}

func anyUser(_ *Server, c *rest.Call) bool { return c.Caller.User != "" }

func ownUser(s *Server, c *rest.Call) bool {
	return anyUser(s, c) && cmp.Or(c.Param("token"), c.Param("user_token")) == c.Caller.User
}

func ownCard(s *Server, c *rest.Call) bool {
	v, ok := s.book.Cards.Read(c.Param("token"))
	return ok && anyUser(s, c) && v.UserToken == c.Caller.User
}

// shownCard is the one a client may show, besides a user's own.
func shownCard(s *Server, c *rest.Call) bool {
	return ownCard(s, c) || (c.Caller.Level == rest.Client && c.Param("token") == c.Caller.Card)
}

func ownTransaction(s *Server, c *rest.Call) bool {
	t, err := s.read(c)
	return err == nil && anyUser(s, c) && (t.User == c.Caller.User || t.ActingUser == c.Caller.User)
}

// callerOf finds whom a token stands for, and spends it if it is good for once.
func (s *Server) callerOf(ctx context.Context, token string) (rest.Caller, error) {
	key := book.GrantKey(token)
	g, ok, err := s.book.Grants.Read(ctx, key)
	switch {
	case err != nil:
		return rest.Caller{}, err
	case !ok:
		return rest.Caller{}, rest.ErrCredential
	case s.book.Good(g, book.SessionGrant):
		if login, _ := s.book.Logins.Read(g.User); login.Session == key {
			return rest.Caller{Level: rest.User, User: g.User}, nil
		}
	case s.book.Good(g, book.OneTimeGrant), s.book.Good(g, book.ClientGrant):
		err := s.book.State.Update(ctx, func(tx *state.Tx) error {
			_, err := s.spend(tx, token, g.Kind)
			return err
		})
		switch {
		case errors.Is(err, errMailed):
			return rest.Caller{}, rest.ErrCredential // spent meanwhile
		case g.Kind == book.ClientGrant:
			return rest.Caller{Level: rest.Client, Card: g.Card}, err
		}
		return rest.Caller{Level: rest.SingleUse, User: g.User}, err
	}
	return rest.Caller{}, rest.ErrCredential
}

// access gives a user a token to call with.
func (s *Server) access(tx *state.Tx, kind book.GrantKind, user string, life time.Duration) (accessToken, error) {
	token, err := s.grant(tx, book.Grant{Kind: kind, User: user}, life)
	return accessToken{token, rest.At(s.book.Clock().Add(life)), user, kind == book.OneTimeGrant}, err
}

// grant makes a token that is good for a while. It cannot be guessed, whatever makes
// the tokens of resources.
func (s *Server) grant(tx *state.Tx, g book.Grant, life time.Duration) (string, error) {
	token := rand.Text()
	g.Created = s.book.Now()
	g.Expires = rest.At(s.book.Clock().Add(life))
	return token, s.book.Grants.Put(tx, book.GrantKey(token), g)
}

// spend uses up a token.
func (s *Server) spend(tx *state.Tx, token string, kind book.GrantKind) (book.Grant, error) {
	key := book.GrantKey(token)
	g, _, ok, err := s.book.Grants.Find(tx, key)
	switch {
	case err != nil:
		return g, err
	case !ok || !s.book.Good(g, kind):
		return g, errMailed
	}
	g.Spent = true
	return g, s.book.Grants.Put(tx, key, g)
}

// endSession makes the user's access token worthless.
func (s *Server) endSession(tx *state.Tx, user string) error {
	login, ok := s.book.Logins.Get(tx, user)
	if !ok || login.Session == "" {
		return nil
	}
	g, _, ok, err := s.book.Grants.Find(tx, login.Session)
	if err != nil || !ok {
		return err
	}
	g.Spent = true
	if err := s.book.Grants.Put(tx, login.Session, g); err != nil {
		return err
	}
	login.Session = ""
	s.book.Logins.Put(tx, user, login)
	return nil
}

// onBehalf gives the user a call comes from.
func onBehalf(c *rest.Call) (string, error) {
	if c.Caller.User == "" {
		return "", rest.Invalid(fmt.Sprintf("%s wants the access token of a user", c.URL.Path))
	}
	return c.Caller.User, nil
}

// done answers 204.
func done(err error) (rest.Reply, error) {
	if err != nil {
		return rest.Reply{}, err
	}
	return rest.NoContent()
}
