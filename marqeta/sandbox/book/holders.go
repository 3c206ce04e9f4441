package book

import (
	"strings"

	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// holders are the users, the businesses and what belongs to either.
type holders struct {
	Users               *state.Collection[wire.User]
	UsersByEmail        *state.Index[wire.User] // Folded
	UsersByPhone        *state.Index[wire.User] // Dialled
	UsersByParent       *state.Index[wire.User]
	UsersByFirstName    *state.Index[wire.User] // NameKey
	UsersByLastName     *state.Index[wire.User] // NameKey
	UsersBySSN          *state.Index[wire.User] // SSNKey
	UserTransitions     *state.Collection[wire.HolderTransition]
	TransitionsOf       *state.Index[wire.HolderTransition] // by user
	Businesses          *state.Collection[wire.Business]
	BusinessTransitions *state.Collection[wire.HolderTransition]
	BusinessMovesOf     *state.Index[wire.HolderTransition] // by business
	Directors           *state.Collection[Director]
	Notes               *state.Collection[Note]
	NotesOf             *state.Index[Note] // by holder
	Groups              *state.Collection[wire.AccountHolderGroup]
	KYC                 *state.Collection[wire.KYC]
	KYCOf               *state.Index[wire.KYC] // by holder
}

func newHolders(s *state.Store) holders {
	h := holders{
		Users:               state.NewCollection[wire.User](s, "user"),
		UserTransitions:     state.NewCollection[wire.HolderTransition](s, "user_transition"),
		Businesses:          state.NewCollection[wire.Business](s, "business"),
		BusinessTransitions: state.NewCollection[wire.HolderTransition](s, "business_transition"),
		Directors:           state.NewCollection[Director](s, "business_director"),
		Notes:               state.NewCollection[Note](s, "holder_note"),
		Groups:              state.NewCollection[wire.AccountHolderGroup](s, "account_holder_group"),
		KYC:                 state.NewCollection[wire.KYC](s, "kyc"),
	}
	h.UsersByEmail = state.NewIndex(h.Users, func(u wire.User) string { return Folded(u.Email) })
	h.UsersByPhone = state.NewIndex(h.Users, func(u wire.User) string { return Dialled(u.Phone) })
	h.UsersByParent = state.NewIndex(h.Users, func(u wire.User) string { return u.ParentToken })
	h.UsersByFirstName = state.NewIndex(h.Users, func(u wire.User) string { return NameKey(u.FirstName) })
	h.UsersByLastName = state.NewIndex(h.Users, func(u wire.User) string { return NameKey(u.LastName) })
	h.UsersBySSN = state.NewIndex(h.Users, SSNKey)
	h.TransitionsOf = state.NewIndex(h.UserTransitions, func(t wire.HolderTransition) string { return t.UserToken })
	h.BusinessMovesOf = state.NewIndex(h.BusinessTransitions, func(t wire.HolderTransition) string { return t.BusinessToken })
	h.NotesOf = state.NewIndex(h.Notes, func(n Note) string { return n.Holder })
	h.KYCOf = state.NewIndex(h.KYC, func(k wire.KYC) string { return k.Party.Token() })
	return h
}

// Note is a note with whom it is about.
type Note struct {
	wire.Note
	Holder string `json:"stored_holder"`
}

// Director is somebody who directs a business.
type Director struct {
	wire.Director
	Business string `json:"stored_business"`
}

// Dialled is how numbers are compared that people punctuate: by their digits.
func Dialled(number string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, number)
}

// SSNKey is what a user's social security number is found by: its digits.
func SSNKey(u wire.User) string { return Dialled(wire.NumbersOf(u.SSN, u.Identifications).SSN) }

// NameKey is what names are found by that begin alike: their first three letters.
// Fewer have none, for so many names begin with them that a look through all soon
// fills a page.
func NameKey(name string) string {
	if letters := []rune(Folded(name)); len(letters) >= 3 {
		return string(letters[:3])
	}
	return ""
}
