package book

import (
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// origin is the source that an order draws from.
type origin struct {
	token   string
	shown   wire.FundingSource
	holder  wire.Party // whose addresses go with it
	address *wire.SourceAddress
	card    bool
	slow    bool // its money takes days to come
}

// origin finds the source of an order and refuses one that the holder cannot draw
// from. No token is the holder's default. A payment card needs an address; with any
// other source one may be named.
func (b *Book) origin(tx *state.Tx, h Holder, token, address string) (origin, error) {
	o, err := b.sourceFor(tx, h, token)
	if err != nil || !o.card && address == "" {
		return o, err
	}
	a, err := b.billing(tx, o.holder, address)
	o.address = &a
	return o, err
}

func (b *Book) sourceFor(tx *state.Tx, h Holder, token string) (origin, error) {
	if token == "" {
		v, ok := b.defaultSource(tx, h)
		if !ok {
			return origin{}, rest.Invalid("funding_source_token size must be between 1 and 36")
		}
		token = v.Token
	}
	if v, ok := b.ProgramSources.Get(tx, token); ok {
		return origin{token: token, shown: v.Masked(), holder: h.Party}, b.usable(tx, token, v.Active)
	}
	if _, ok := b.GatewaySources.Get(tx, token); ok {
		return origin{}, rest.Unprocessable("A program gateway funds purchases only")
	}
	v, ok := b.Sources.Get(tx, token)
	switch {
	case !ok:
		return origin{}, rest.NotFoundBody("Funding source")
	case v.Party != h.Party && v.Party != b.Owner(tx, h).Party:
		return origin{}, rest.Unprocessable("Funding source belongs to another account holder")
	}
	return origin{
		token: token, shown: v.Funding(), holder: v.Party, card: v.Type == wire.ByPaymentCard, slow: v.Type == wire.ByACH,
	}, b.usable(tx, token, v.Active)
}

func (b *Book) usable(tx *state.Tx, token string, active rest.Flag) error {
	switch {
	case !bool(active):
		return rest.Unprocessable("Funding source is not active")
	case b.Dry(tx, token):
		return rest.Unprocessable("Funding source cannot be drawn on")
	}
	return nil
}

// defaultSource is the default of a holder, or of whoever's account it spends from.
func (b *Book) defaultSource(tx *state.Tx, h Holder) (Source, bool) {
	if v, ok := Default(b.SourcesOf.Get(tx, h.Token())); ok {
		return v, true
	}
	return Default(b.SourcesOf.Get(tx, b.Owner(tx, h).Token()))
}

// billing is the address of a holder that is named, else the default.
func (b *Book) billing(tx *state.Tx, of wire.Party, token string) (wire.SourceAddress, error) {
	if token == "" {
		if v, ok := b.DefaultAddress(tx, of.Token()); ok {
			return v, nil
		}
		return wire.SourceAddress{}, rest.Invalid("funding_source_address_token size must be between 1 and 36")
	}
	v, ok := b.Addresses.Get(tx, token)
	if !ok || v.Party != of {
		return v, rest.NotFoundBody("Funding source address")
	}
	return v, nil
}

// payer is whose addresses go with an order: its source's holder, who may be the
// parent of whom was loaded, or with a program's source whom was loaded.
func (b *Book) payer(tx *state.Tx, o Order) wire.Party {
	if v, ok := b.Sources.Get(tx, o.Source); ok {
		return v.Party
	}
	return o.Party
}

// FundingSource shows any source as orders do.
func (b *Book) FundingSource(tx *state.Tx, token string) wire.FundingSource {
	if v, ok := b.ProgramSources.Get(tx, token); ok {
		return v.Masked()
	}
	if v, ok := b.GatewaySources.Get(tx, token); ok {
		return v.Masked()
	}
	v, _ := b.Sources.Get(tx, token)
	return v.Funding()
}

// draw keeps what an external source gave, or got back below zero.
func (b *Book) draw(tx *state.Tx, token string, m Money, amount int64) {
	if v, ok := b.Sources.Get(tx, token); ok && m.Code == ProgramCurrency {
		v.Drawn += amount
		b.Sources.Put(tx, token, v)
	}
}
