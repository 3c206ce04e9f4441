package sandbox

import (
	"net/http"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

var noExemptMID = rest.NotFound("Auth control exception MIDs")

func (s *Server) createExemptMID(c *rest.Call) (rest.Reply, error) {
	var in struct {
		Token *string `json:"token"`
		wire.ExemptMIDFields
	}
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	return created(create(s, c, s.book.ExemptMIDs, in.Token, rest.TokenTaken, func(tx *state.Tx, token string) (wire.ExemptMID, error) {
		v := wire.ExemptMID{Token: token, ExemptMIDFields: in.ExemptMIDFields, Active: true, Created: s.book.Now(), Updated: s.book.Now()}
		return v, s.checkControl(tx, v.Association, wire.MerchantScope{MerchantGroupToken: v.MerchantGroupToken})
	}))
}

func (s *Server) exemptMID(c *rest.Call) (rest.Reply, error) {
	return answered(one(c, s.book.ExemptMIDs, noExemptMID))
}

func (s *Server) listExemptMIDs(c *rest.Call) (rest.Reply, error) {
	of := associated(c.URL.Query())
	return list(c, s.book.ExemptMIDs, rest.General, state.Query[wire.ExemptMID]{
		Where: func(v wire.ExemptMID) bool { return of(v.Association) },
	}, asIs)
}

// updateExemptMID switches an exemption on or off, which is all that can be changed,
// and says nothing.
func (s *Server) updateExemptMID(c *rest.Call) (rest.Reply, error) {
	_, err := update(s, c, s.book.ExemptMIDs, noExemptMID, func(_ *state.Tx, v *wire.ExemptMID) error {
		in := struct {
			Active *rest.Flag `json:"active"`
		}{&v.Active}
		return c.Decode(&in)
	}, func(v *wire.ExemptMID, now rest.Time) { v.Updated = now })
	return rest.Reply{Status: http.StatusNoContent}, err
}
