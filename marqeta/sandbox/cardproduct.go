package sandbox

import (
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

var noCardProduct = rest.NotFound("Card product")

func (s *Server) createCardProduct(c *rest.Call) (rest.Reply, error) {
	in := struct {
		Token *string `json:"token"`
		wire.CardProductFields
	}{CardProductFields: wire.NewCardProduct().CardProductFields}
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	return created(create(s, c, s.book.CardProducts, in.Token, rest.TokenTaken, func(tx *state.Tx, token string) (wire.CardProduct, error) {
		v := wire.CardProduct{Token: token, CardProductFields: in.CardProductFields, Times: wire.Born(s.book.Now())}
		return v, s.checkReferences(tx, v.Config)
	}))
}

func (s *Server) cardProduct(c *rest.Call) (rest.Reply, error) {
	return answered(one(c, s.book.CardProducts, noCardProduct))
}

func (s *Server) listCardProducts(c *rest.Call) (rest.Reply, error) {
	paging := rest.General
	paging.Sort = "-createdTime"
	return list(c, s.book.CardProducts, paging, state.Query[wire.CardProduct]{}, asIs)
}

func (s *Server) updateCardProduct(c *rest.Call) (rest.Reply, error) {
	return answered(update(s, c, s.book.CardProducts, noCardProduct, func(tx *state.Tx, v *wire.CardProduct) error {
		if err := parse(c, &v.CardProductFields); err != nil {
			return err
		}
		return s.checkReferences(tx, v.Config)
	}, func(v *wire.CardProduct, now rest.Time) { v.Modified = now }))
}

// checkReferences wants the funding sources and lists of countries that a card
// product names to exist.
func (s *Server) checkReferences(tx *state.Tx, config wire.CardProductConfig) error {
	if p := config.JITFunding.Program; p.Enabled {
		if _, ok := s.book.ProgramSources.Get(tx, p.FundingSourceToken); !ok {
			return rest.NotFoundBody("Funding source")
		}
	}
	if g := config.JITFunding.Gateway; g.Enabled {
		if _, ok := s.book.GatewaySources.Get(tx, g.FundingSourceToken); !ok {
			return rest.NotFoundBody("Funding source")
		}
	}
	token := config.TransactionControls.AcceptedCountriesToken
	if _, ok := engine.CountriesOf(token); !ok && token != "" {
		return rest.NotFoundBody("Accepted countries")
	}
	return nil
}
