package sandbox

import (
	"slices"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

var noMerchantGroup = rest.NotFound("Merchant Group")

func (s *Server) createMerchantGroup(c *rest.Call) (rest.Reply, error) {
	in := struct {
		Token *string `json:"token"`
		wire.MerchantGroupFields
	}{MerchantGroupFields: wire.MerchantGroupFields{Active: true}}
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	return created(create(s, c, s.book.MerchantGroups, in.Token, rest.TokenTaken, func(_ *state.Tx, token string) (wire.MerchantGroup, error) {
		return wire.MerchantGroup{Token: token, MerchantGroupFields: in.MerchantGroupFields, Times: wire.Born(s.book.Now())}, nil
	}))
}

func (s *Server) merchantGroup(c *rest.Call) (rest.Reply, error) {
	return answered(one(c, s.book.MerchantGroups, noMerchantGroup))
}

func (s *Server) listMerchantGroups(c *rest.Call) (rest.Reply, error) {
	q := state.Query[wire.MerchantGroup]{}
	if mid := c.URL.Query().Get("mid"); mid != "" {
		q.Where = func(g wire.MerchantGroup) bool { return slices.Contains(g.MIDs, mid) }
	}
	return list(c, s.book.MerchantGroups, groups, q, asIs)
}

func (s *Server) updateMerchantGroup(c *rest.Call) (rest.Reply, error) {
	return answered(update(s, c, s.book.MerchantGroups, noMerchantGroup, func(_ *state.Tx, g *wire.MerchantGroup) error {
		return parse(c, &g.MerchantGroupFields)
	}, func(g *wire.MerchantGroup, now rest.Time) { g.Modified = now }))
}
