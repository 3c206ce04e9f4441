package sandbox

import (
	"cmp"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

var noAutoReload = rest.NotFound("Auto reload")

func (s *Server) createAutoReload(c *rest.Call) (rest.Reply, error) {
	in := struct {
		Token *string `json:"token"`
		wire.AutoReloadFields
	}{AutoReloadFields: wire.AutoReloadFields{Active: true}}
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	return created(create(s, c, s.book.AutoReloads, in.Token, rest.TokenTaken, func(tx *state.Tx, token string) (wire.AutoReload, error) {
		v := wire.AutoReload{Token: token, AutoReloadFields: in.AutoReloadFields, Times: wire.Born(s.book.Now())}
		return v, s.checkAutoReload(tx, v)
	}))
}

// checkAutoReload checks a reload against its currency, what it names, and the
// others of its level.
func (s *Server) checkAutoReload(tx *state.Tx, v wire.AutoReload) error {
	m, err := book.MoneyIn(v.CurrencyCode)
	if err != nil {
		return err
	}
	if r := v.OrderScope.GPA; r != nil {
		_, trigger := m.Minor("trigger_amount", r.Trigger)
		_, amount := m.Minor("reload_amount", r.Amount)
		if err := cmp.Or(trigger, amount); err != nil {
			return err
		}
	}
	if v.Source != "" && s.book.FundingSource(tx, v.Source).Token == "" {
		return rest.NotFoundBody("Funding source")
	}
	if _, ok := s.book.Addresses.Get(tx, v.Address); v.Address != "" && !ok {
		return rest.NotFoundBody("Funding source address")
	}
	if a := v.Association; a != nil {
		if _, ok := s.book.CardProducts.Get(tx, a.CardProductToken); a.CardProductToken != "" && !ok {
			return rest.ErrProductBody
		}
		if a.Token() != "" {
			if _, err := s.book.Holder(tx, a.UserToken, a.BusinessToken); err != nil {
				return err
			}
		}
	}
	for _, other := range s.book.AutoReloadsAt.Get(tx, v.Level()) {
		if bool(v.Active) && bool(other.Active) && other.Token != v.Token {
			return rest.Invalid("active must not be true while another auto reload of the " + v.Level() + " is active")
		}
	}
	return nil
}

func (s *Server) autoReload(c *rest.Call) (rest.Reply, error) {
	return answered(one(c, s.book.AutoReloads, noAutoReload))
}

func (s *Server) updateAutoReload(c *rest.Call) (rest.Reply, error) {
	return answered(update(s, c, s.book.AutoReloads, noAutoReload, func(tx *state.Tx, v *wire.AutoReload) error {
		before := v.Association
		v.Association = nil // is replaced as a whole
		if err := parse(c, &v.AutoReloadFields); err != nil {
			return err
		}
		if v.Association == nil {
			v.Association = before
		}
		return s.checkAutoReload(tx, *v)
	}, func(v *wire.AutoReload, now rest.Time) { v.Modified = now }))
}

// listAutoReloads gives all of the program's, or those of one level.
func (s *Server) listAutoReloads(c *rest.Call) (rest.Reply, error) {
	given := c.URL.Query()
	var q state.Query[wire.AutoReload]
	a := wire.ReloadAssociation{CardProductToken: given.Get("card_product"), Party: wire.Party{UserToken: given.Get("user_token"), BusinessToken: given.Get("business_token")}}
	if a != (wire.ReloadAssociation{}) {
		q.Index, q.Key = s.book.AutoReloadsAt, wire.AutoReloadFields{Association: &a}.Level()
	}
	return list(c, s.book.AutoReloads, rest.Paging{Count: 10, Most: 10, Sort: "-lastModifiedTime"}, q, asIs)
}
