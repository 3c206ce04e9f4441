package sandbox

import (
	"fmt"
	"net/url"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// checkControl wants what a control names to exist.
func (s *Server) checkControl(tx *state.Tx, a wire.Association, m wire.MerchantScope) error {
	if _, ok := s.book.Users.Get(tx, a.UserToken); !ok && a.UserToken != "" {
		return rest.ErrHolderBody
	}
	if _, ok := s.book.CardProducts.Get(tx, a.CardProductToken); !ok && a.CardProductToken != "" {
		return rest.ErrProductBody
	}
	if _, ok := s.book.MCCGroups.Get(tx, m.MCCGroup); !ok && m.MCCGroup != "" {
		return rest.NotFoundBody("MCC group")
	}
	if _, ok := s.book.MerchantGroups.Get(tx, m.MerchantGroupToken); !ok && m.MerchantGroupToken != "" {
		return rest.NotFoundBody("Merchant group")
	}
	return nil
}

// checkControls keeps Marqeta's limit on the controls of the whole program, of
// which this is to be one more. Our call: the refusal is 400.
func (s *Server) checkControls(tx *state.Tx, a wire.Association, active rest.Flag, token string) error {
	if !bool(active) || a.Level() != "program" {
		return nil
	}
	others := 0
	for _, v := range s.book.VelocityAt.Get(tx, a.Key()) {
		if bool(v.Active) && v.Token != token {
			others++
		}
	}
	for _, v := range s.book.AuthControlsAt.Get(tx, a.Key()) {
		if bool(v.Active) && v.Token != token {
			others++
		}
	}
	if others >= wire.MaxControls {
		return rest.Invalid(fmt.Sprintf("a program may have at most %d active spend controls", wire.MaxControls))
	}
	return nil
}

// associated narrows a list to the controls of a user or a card product; null stands
// for those that name none.
func associated(q url.Values) func(wire.Association) bool {
	fits := func(name, token string) bool {
		asked := q.Get(name)
		return asked == "" || asked == token || asked == "null" && token == ""
	}
	return func(a wire.Association) bool {
		return fits("user", a.UserToken) && fits("card_product", a.CardProductToken)
	}
}
