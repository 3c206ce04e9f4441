package sandbox

import (
	"time"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// mailed is how long a token that was mailed is good. Our call.
const mailed = 24 * time.Hour

var errMailed = rest.Invalid("token is not known or has expired")

// mail gives a user a token by email. The sandbox sends none: it keeps it in the
// mailbox.
func (s *Server) mail(tx *state.Tx, u wire.User, about book.GrantKind) error {
	secret, err := s.grant(tx, book.Grant{Kind: about, User: u.Token}, mailed)
	if err != nil {
		return err
	}
	e := book.Email{Token: s.book.NewToken(), UserToken: u.Token, To: u.Email, Subject: about, Secret: secret, Created: s.book.Now()}
	return s.book.Emails.Put(tx, e.Token, e)
}

// listEmails shows what Marqeta would have mailed. It is the sandbox's own path.
func (s *Server) listEmails(c *rest.Call) (rest.Reply, error) {
	paging := rest.General
	paging.Sort = "-createdTime"
	return listJournal(c, s.book.Emails, paging, state.Children{Parent: c.URL.Query().Get("user_token")}, asIs)
}

func (s *Server) requestVerification(c *rest.Call) (rest.Reply, error) {
	user, err := onBehalf(c)
	if err != nil {
		return rest.Reply{}, err
	}
	return done(s.book.State.Update(c.Context(), func(tx *state.Tx) error {
		u, ok := s.book.Users.Get(tx, user)
		switch {
		case !ok:
			return rest.ErrCredential
		case u.Email == "":
			return rest.Invalid("email may not be empty")
		}
		return s.mail(tx, u, book.VerifyGrant)
	}))
}

func (s *Server) verifyEmail(c *rest.Call) (rest.Reply, error) {
	return done(s.book.State.Update(c.Context(), func(tx *state.Tx) error {
		g, err := s.spend(tx, c.Param("token"), book.VerifyGrant)
		if err != nil {
			return err
		}
		before, _ := s.book.Users.Get(tx, g.User)
		u, err := copyOf(before)
		if err != nil {
			return err
		}
		if u.Authentication == nil {
			u.Authentication = &wire.Authentication{}
		}
		now := s.book.Now()
		u.Authentication.EmailVerified, u.Authentication.EmailTime, u.Modified = true, &now, now
		s.book.Users.Put(tx, u.Token, u)
		return nil
	}))
}
