package book

import (
	"crypto/sha256"
	"encoding/hex"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
)

// access is who may act for a user.
type access struct {
	Logins *state.Collection[Login] // by user
	Grants *state.Journal[Grant]    // by GrantKey
	Emails *state.Journal[Email]
}

func newAccess(s *state.Store) access {
	return access{
		Logins: state.NewCollection[Login](s, "login"),
		Grants: state.NewJournal(s, "grant", func(g Grant) string { return g.User }),
		Emails: state.NewJournal(s, "email", func(e Email) string { return e.UserToken }),
	}
}

// Login is how a user logs in.
type Login struct {
	Password string `json:"password"`         // hashed
	Session  string `json:"session,omitzero"` // the GrantKey of the one session a user has
}

// Grant is what a token allows. The token itself is not kept.
type Grant struct {
	Kind    GrantKind `json:"kind"`
	User    string    `json:"user,omitzero"`
	Card    string    `json:"card,omitzero"`
	Created rest.Time `json:"created"`
	Expires rest.Time `json:"expires"`
	Spent   bool      `json:"spent,omitzero"`
}

// GrantKind is what a token is good for.
type GrantKind string

// The kinds of grants.
const (
	SessionGrant GrantKind = "session"
	OneTimeGrant GrantKind = "one_time"
	ClientGrant  GrantKind = "client"
	ResetGrant   GrantKind = "password_reset"
	VerifyGrant  GrantKind = "email_verification"
)

// GrantKey is what a token is found by.
func GrantKey(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// Good reports whether a grant is of a kind and can be used now.
func (b *Book) Good(g Grant, kind GrantKind) bool {
	return g.Kind == kind && !g.Spent && b.Present().Before(g.Expires.Time)
}

// Email is a message that Marqeta would send. The sandbox keeps it to be read.
type Email struct {
	Token     string    `json:"token"`
	UserToken string    `json:"user_token"`
	To        string    `json:"to"`
	Subject   GrantKind `json:"subject"`
	Secret    string    `json:"secret"` // the token to send back
	Created   rest.Time `json:"created_time"`
}
