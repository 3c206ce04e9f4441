package sandbox

import (
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

var noAuthControl = rest.NotFound("Auth control")

func (s *Server) createAuthControl(c *rest.Call) (rest.Reply, error) {
	in := struct {
		Token *string `json:"token"`
		wire.AuthControlFields
		Association   *wire.Association   `json:"association"`
		MerchantScope *wire.MerchantScope `json:"merchant_scope"`
	}{AuthControlFields: wire.AuthControlFields{Active: true}}
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	if in.Association == nil && in.MerchantScope == nil {
		return rest.Reply{}, rest.Invalid("merchant_scope may not be null without association")
	}
	if in.Association != nil {
		in.AuthControlFields.Association = *in.Association
	}
	if in.MerchantScope != nil {
		in.AuthControlFields.MerchantScope = *in.MerchantScope
	}
	if err := in.Check(); err != nil {
		return rest.Reply{}, err
	}
	return created(create(s, c, s.book.AuthControls, in.Token, rest.TokenTaken, func(tx *state.Tx, token string) (wire.AuthControl, error) {
		v := wire.AuthControl{Token: token, AuthControlFields: in.AuthControlFields}
		return v, s.checkAuthControl(tx, v)
	}))
}

func (s *Server) checkAuthControl(tx *state.Tx, v wire.AuthControl) error {
	if err := s.checkControl(tx, v.Association, v.MerchantScope); err != nil {
		return err
	}
	return s.checkControls(tx, v.Association, v.Active, v.Token)
}

func (s *Server) authControl(c *rest.Call) (rest.Reply, error) {
	return answered(one(c, s.book.AuthControls, noAuthControl))
}

func (s *Server) listAuthControls(c *rest.Call) (rest.Reply, error) {
	of := associated(c.URL.Query())
	return list(c, s.book.AuthControls, rest.General, state.Query[wire.AuthControl]{
		Where: func(v wire.AuthControl) bool { return of(v.Association) },
	}, asIs)
}

func (s *Server) updateAuthControl(c *rest.Call) (rest.Reply, error) {
	return answered(update(s, c, s.book.AuthControls, noAuthControl, func(tx *state.Tx, v *wire.AuthControl) error {
		if err := parse(c, &v.AuthControlFields); err != nil {
			return err
		}
		return s.checkAuthControl(tx, *v)
	}, func(*wire.AuthControl, rest.Time) {}))
}
