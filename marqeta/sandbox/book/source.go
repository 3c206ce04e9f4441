package book

import (
	"crypto/sha256"

	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// Source is an external source with what is not shown of it.
type Source struct {
	wire.ExternalSource
	Deposits [2]int64 `json:"stored_deposits"` // what verifies it, in minor units
	Tries    int      `json:"stored_tries"`    // to verify it, that failed
	Drawn    int64    `json:"stored_drawn"`    // and not given back, in minor units of the program's currency
}

// sources are the accounts outside of the program.
type sources struct {
	Sources     *state.Collection[Source]
	SourcesOf   *state.Index[Source] // by holder
	ProgramACH  *state.Collection[Source]
	Addresses   *state.Collection[wire.SourceAddress]
	AddressesOf *state.Index[wire.SourceAddress] // by holder
}

func newSources(s *state.Store) sources {
	v := sources{
		Sources:    state.NewCollection[Source](s, "funding_source"),
		ProgramACH: state.NewCollection[Source](s, "program_ach"),
		Addresses:  state.NewCollection[wire.SourceAddress](s, "funding_source_address"),
	}
	v.SourcesOf = state.NewIndex(v.Sources, func(v Source) string { return v.Party.Token() })
	v.AddressesOf = state.NewIndex(v.Addresses, func(v wire.SourceAddress) string { return v.Party.Token() })
	return v
}

// Deposits gives the two amounts that prove who holds a bank account: the same for
// the same account and token, and not to be guessed from the token.
func Deposits(token, routing, account string) [2]int64 {
	sum := sha256.Sum256([]byte(token + "\x00" + routing + "\x00" + account))
	return [2]int64{1 + int64(sum[0])%99, 1 + int64(sum[1])%99}
}

// Default gives the default among sources.
func Default(among []Source) (Source, bool) {
	for _, v := range among {
		if v.IsDefault {
			return v, true
		}
	}
	return Source{}, false
}

// NoDefault stages that none of a collection's sources is the default.
func NoDefault(tx *state.Tx, in *state.Collection[Source], among []Source) {
	if v, ok := Default(among); ok {
		v.IsDefault = false
		in.Put(tx, v.Token, v)
	}
}

// DefaultAddress gives the default among the addresses of a holder.
func (b *Book) DefaultAddress(tx *state.Tx, holder string) (wire.SourceAddress, bool) {
	for _, v := range b.AddressesOf.Get(tx, holder) {
		if v.IsDefault {
			return v, true
		}
	}
	return wire.SourceAddress{}, false
}
