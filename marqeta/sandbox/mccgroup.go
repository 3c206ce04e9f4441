package sandbox

import (
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

var noMCCGroup = rest.NotFound("MCC group")

// groups is the paging of the lists of groups.
var groups = rest.Paging{Count: 10, Most: rest.General.Most, Sort: rest.General.Sort}

func (s *Server) createMCCGroup(c *rest.Call) (rest.Reply, error) {
	in := struct {
		Token *string `json:"token"`
		wire.MCCGroupFields
	}{MCCGroupFields: wire.MCCGroupFields{Active: true}}
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	return created(create(s, c, s.book.MCCGroups, in.Token, rest.TokenTaken, func(_ *state.Tx, token string) (wire.MCCGroup, error) {
		return wire.MCCGroup{Token: token, MCCGroupFields: in.MCCGroupFields}, nil
	}))
}

func (s *Server) mccGroup(c *rest.Call) (rest.Reply, error) {
	return answered(one(c, s.book.MCCGroups, noMCCGroup))
}

func (s *Server) listMCCGroups(c *rest.Call) (rest.Reply, error) {
	q := state.Query[wire.MCCGroup]{}
	if mcc := c.URL.Query().Get("mcc"); mcc != "" {
		q.Where = func(g wire.MCCGroup) bool { return g.Lists(mcc) }
	}
	return list(c, s.book.MCCGroups, groups, q, asIs)
}

func (s *Server) updateMCCGroup(c *rest.Call) (rest.Reply, error) {
	return answered(update(s, c, s.book.MCCGroups, noMCCGroup, func(_ *state.Tx, g *wire.MCCGroup) error {
		before := len(g.MCCs)
		if err := parse(c, &g.MCCGroupFields); err != nil {
			return err
		}
		if before > 0 && len(g.MCCs) == 0 {
			return rest.Invalid("mccs size must be between 1 and 500")
		}
		return nil
	}, func(*wire.MCCGroup, rest.Time) {}))
}
