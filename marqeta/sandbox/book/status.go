package book

import (
	"strings"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// MoveHolder gives a user or business a new status.
func (b *Book) MoveHolder(tx *state.Tx, h Holder, status string) {
	active, now := rest.Flag(wire.StatusIsActive(status)), b.Now()
	if u, ok := b.Users.Get(tx, h.UserToken); ok {
		u.Status, u.Active, u.Modified = status, active, now
		b.Users.Put(tx, u.Token, u)
	}
	if v, ok := b.Businesses.Get(tx, h.BusinessToken); ok {
		v.Status, v.Active, v.Modified = status, active, now
		b.Businesses.Put(tx, v.Token, v)
	}
}

// Moved completes a transition and notifies of it.
func (b *Book) Moved(tx *state.Tx, h Holder, t wire.HolderTransition) wire.HolderTransition {
	t.Party, t.Metadata, t.Times = h.Party, h.Metadata, wire.Born(b.Now())
	b.Notify(tx, TransitionEvent(t), t)
	return t
}

// AddMove keeps a transition that no request named.
func (b *Book) AddMove(tx *state.Tx, h Holder, t wire.HolderTransition) {
	t.Token, t.Channel = b.NewToken(), "SYSTEM"
	t = b.Moved(tx, h, t)
	if h.BusinessToken != "" {
		b.BusinessTransitions.Put(tx, t.Token, t)
		return
	}
	b.UserTransitions.Put(tx, t.Token, t)
}

// TransitionEvent is the name of the event that a transition is.
func TransitionEvent(t wire.HolderTransition) string {
	if t.BusinessToken != "" {
		return "businesstransition." + strings.ToLower(t.Status)
	}
	return "usertransition." + strings.ToLower(t.Status)
}
