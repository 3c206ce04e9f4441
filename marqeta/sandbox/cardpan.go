package sandbox

import (
	"strconv"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

func (s *Server) showPAN(c *rest.Call) (rest.Reply, error) {
	v, err := one(c, s.book.Cards, noCard)
	if err != nil {
		return rest.Reply{}, err
	}
	return s.present(c, v)
}

// showPANByHash shows the newest card with the number that the hash names.
func (s *Server) showPANByHash(c *rest.Call) (rest.Reply, error) {
	found := s.book.CardsByHash.Read(c.Param("card_hash"))
	if len(found) == 0 {
		return rest.Reply{}, noCard
	}
	return s.present(c, found[len(found)-1])
}

// present answers with a card's number. A card whose security code is shown too,
// and that nobody makes yet, has been presented from then on.
func (s *Server) present(c *rest.Call, v wire.Card) (rest.Reply, error) {
	cvv, err := flagParam(c, "show_cvv_number")
	if err != nil {
		return rest.Reply{}, err
	}
	if cvv && v.FulfillmentStatus == wire.CardIssued {
		err := s.book.State.Update(c.Context(), func(tx *state.Tx) error {
			if v, _ = s.book.Cards.Get(tx, v.Token); v.FulfillmentStatus == wire.CardIssued {
				s.fulfill(tx, &v, wire.CardPresented)
				s.book.Cards.Put(tx, v.Token, v)
			}
			return nil
		})
		if err != nil {
			return rest.Reply{}, err
		}
	}
	return answered(s.expand(c, v.Shown(wire.Reveal{PAN: true, CVV: cvv})))
}

// flagParam reads a boolean of the query, also as Python writes it; absent is false.
func flagParam(c *rest.Call, name string) (bool, error) {
	given := c.URL.Query().Get(name)
	if given == "" {
		return false, nil
	}
	v, err := strconv.ParseBool(given)
	if err != nil {
		return false, rest.Invalid(name + " must be true or false")
	}
	return v, nil
}
