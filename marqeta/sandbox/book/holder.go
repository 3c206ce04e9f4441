package book

import (
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// Holder is whoever can have an account: a user or a business. A token names one
// of them at most, so that what takes either is never in doubt.
type Holder struct {
	engine.Holder
	wire.Party
	Parent   string // a user or a business, empty if none
	Shares   bool   // spends from its parent's account
	Group    string // its account holder group
	Metadata rest.Metadata
}

// Active reports whether the holder's status lets it load and spend.
func (h Holder) Active() bool { return wire.StatusIsActive(h.Status) }

// OfUser sees a user as a holder.
func OfUser(u wire.User) Holder {
	return Holder{
		Holder: engine.Holder{Status: u.Status, Address: engine.Address{Street: u.Address1, PostalCode: u.PostalCode}},
		Party:  wire.Party{UserToken: u.Token}, Parent: u.ParentToken, Shares: bool(u.UsesParentAccount),
		Group: u.HolderGroup, Metadata: u.Metadata,
	}
}

// OfBusiness sees a business as a holder.
func OfBusiness(v wire.Business) Holder {
	return Holder{
		Holder: engine.Holder{Status: v.Status}, Party: wire.Party{BusinessToken: v.Token}, Group: v.HolderGroup, Metadata: v.Metadata,
	}
}

// Business is what transactions repeat of a business, nil for a user.
func (h Holder) Business() *wire.MetadataBlock {
	if h.BusinessToken == "" {
		return nil
	}
	return &wire.MetadataBlock{Metadata: h.Metadata}
}

// Holder finds the holder a request names by either of its members. The error is
// the refusal: of neither, both, or one that is missing.
func (b *Book) Holder(tx *state.Tx, userToken, businessToken string) (Holder, error) {
	switch {
	case (userToken == "") == (businessToken == ""):
		return Holder{}, rest.Invalid("user_token or business_token is required, not both")
	case userToken != "":
		if u, ok := b.Users.Get(tx, userToken); ok {
			return OfUser(u), nil
		}
		return Holder{}, rest.ErrHolderBody
	}
	if v, ok := b.Businesses.Get(tx, businessToken); ok {
		return OfBusiness(v), nil
	}
	return Holder{}, rest.NotFoundBody("Business")
}

// HolderOf finds the holder of a token that may be a user's or a business's.
func (b *Book) HolderOf(tx *state.Tx, token string) (Holder, bool) {
	if u, ok := b.Users.Get(tx, token); ok {
		return OfUser(u), true
	}
	v, ok := b.Businesses.Get(tx, token)
	return OfBusiness(v), ok
}

// ReadHolder is HolderOf outside of an update.
func (b *Book) ReadHolder(token string) (Holder, bool) {
	if u, ok := b.Users.Read(token); ok {
		return OfUser(u), true
	}
	v, ok := b.Businesses.Read(token)
	return OfBusiness(v), ok
}

// Owner follows a holder to whoever's account it spends from.
func (b *Book) Owner(tx *state.Tx, h Holder) Holder {
	return owner(h, func(token string) (Holder, bool) { return b.HolderOf(tx, token) })
}

// ReadOwner is Owner outside of an update.
func (b *Book) ReadOwner(h Holder) Holder { return owner(h, b.ReadHolder) }

func owner(h Holder, find func(string) (Holder, bool)) Holder {
	for h.Shares {
		parent, ok := find(h.Parent)
		if !ok {
			break
		}
		h = parent
	}
	return h
}
