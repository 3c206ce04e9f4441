package sandbox

import (
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

var noSourceAddress = rest.NotFound("Funding source address")

func (s *Server) createSourceAddress(c *rest.Call) (rest.Reply, error) {
	in := struct {
		Token         *string `json:"token"`
		UserToken     string  `json:"user_token"`
		BusinessToken string  `json:"business_token"`
		wire.SourceAddressFields
	}{SourceAddressFields: wire.SourceAddressFields{Active: true}}
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	return created(create(s, c, s.book.Addresses, in.Token, rest.TokenTaken, func(tx *state.Tx, token string) (wire.SourceAddress, error) {
		holder, err := s.book.Holder(tx, in.UserToken, in.BusinessToken)
		if err != nil {
			return wire.SourceAddress{}, err
		}
		v := wire.SourceAddress{Token: token, Party: holder.Party, SourceAddressFields: in.SourceAddressFields, Times: wire.Born(s.book.Now())}
		v.OneCode("")
		s.settleDefaultAddress(tx, &v)
		return v, nil
	}))
}

// settleDefaultAddress makes an address the default if its holder has none, and
// takes that from the others if it is.
func (s *Server) settleDefaultAddress(tx *state.Tx, v *wire.SourceAddress) {
	before, ok := s.book.DefaultAddress(tx, v.Party.Token())
	switch {
	case !ok || before.Token == v.Token:
		v.IsDefault = true
	case bool(v.IsDefault):
		before.IsDefault = false
		s.book.Addresses.Put(tx, before.Token, before)
	}
}

func (s *Server) sourceAddress(c *rest.Call) (rest.Reply, error) {
	return answered(one(c, s.book.Addresses, noSourceAddress))
}

func (s *Server) updateSourceAddress(c *rest.Call) (rest.Reply, error) {
	return answered(update(s, c, s.book.Addresses, noSourceAddress, func(tx *state.Tx, v *wire.SourceAddress) error {
		before := v.PostalCode
		if err := parse(c, &v.SourceAddressFields); err != nil {
			return err
		}
		v.OneCode(before)
		s.settleDefaultAddress(tx, v)
		return nil
	}, func(v *wire.SourceAddress, now rest.Time) { v.Modified = now }))
}

// listSourceAddresses gives the addresses of a user or business; none is an error.
func (s *Server) listSourceAddresses(c *rest.Call) (rest.Reply, error) {
	return ofHolder(s, c, s.book.Addresses, s.book.AddressesOf, nil, noSourceAddress, asIs)
}
