package sandbox

import (
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

var noGroup = rest.NotFound("Account holder group")

func (s *Server) createGroup(c *rest.Call) (rest.Reply, error) {
	in := struct {
		Token *string `json:"token"`
		wire.AccountHolderGroupFields
	}{AccountHolderGroupFields: wire.NewAccountHolderGroup()}
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	return created(create(s, c, s.book.Groups, in.Token, rest.TokenTaken, func(tx *state.Tx, token string) (wire.AccountHolderGroup, error) {
		return wire.AccountHolderGroup{Token: token, AccountHolderGroupFields: in.AccountHolderGroupFields}, s.checkGroup(tx, in.AccountHolderGroupFields)
	}))
}

func (s *Server) checkGroup(tx *state.Tx, f wire.AccountHolderGroupFields) error {
	if _, ok := s.book.FeeGroups.Get(tx, f.Config.FeeGroup); !ok && f.Config.FeeGroup != "" {
		return rest.NotFoundBody("Real-time fee group")
	}
	return nil
}

func (s *Server) group(c *rest.Call) (rest.Reply, error) {
	return answered(one(c, s.book.Groups, noGroup))
}

// updateGroup changes a group. Its members keep the status they have.
func (s *Server) updateGroup(c *rest.Call) (rest.Reply, error) {
	return answered(update(s, c, s.book.Groups, noGroup, func(tx *state.Tx, g *wire.AccountHolderGroup) error {
		if err := parse(c, &g.AccountHolderGroupFields); err != nil {
			return err
		}
		return s.checkGroup(tx, g.AccountHolderGroupFields)
	}, func(*wire.AccountHolderGroup, rest.Time) {}))
}

func (s *Server) listGroups(c *rest.Call) (rest.Reply, error) {
	paging := rest.Paging{Count: 10, Most: 10, Sort: "-lastModifiedTime"}
	return list(c, s.book.Groups, paging, state.Query[wire.AccountHolderGroup]{}, asIs)
}
