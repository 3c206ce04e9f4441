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

// checkReferences wants whatever a card product names to exist, also what it does not
// use at present.
func (s *Server) checkReferences(tx *state.Tx, config wire.CardProductConfig) error {
	controls := config.TransactionControls
	_, program := s.book.ProgramSources.Get(tx, config.JITFunding.Program.FundingSourceToken)
	_, gateway := s.book.GatewaySources.Get(tx, config.JITFunding.Gateway.FundingSourceToken)
	_, countries := engine.CountriesOf(controls.AcceptedCountriesToken)
	_, group := s.book.MerchantGroups.Get(tx, controls.QuasiCashExemptGroup)
	switch {
	case !program && config.JITFunding.Program.FundingSourceToken != "", !gateway && config.JITFunding.Gateway.FundingSourceToken != "":
		return rest.NotFoundBody("Funding source")
	case !countries && controls.AcceptedCountriesToken != "":
		return rest.NotFoundBody("Accepted countries")
	case !group && controls.QuasiCashExemptGroup != "":
		return rest.NotFoundBody("Merchant group")
	}
	return nil
}
