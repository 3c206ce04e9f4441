package sandbox

import (
	"strings"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// fulfillCard says what a maker of cards would. It is the sandbox's own path:
// Marqeta's have no way to say it.
func (s *Server) fulfillCard(c *rest.Call) (rest.Reply, error) {
	var in struct {
		Status string `json:"fulfillment_status"`
	}
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	var check rest.Check
	check.Required("fulfillment_status", in.Status, 36)
	check.OneOf("fulfillment_status", in.Status, wire.CardOrdered, wire.CardRejected, wire.CardShipped, wire.CardDelivered, wire.CardPresented)
	if err := check.Err(); err != nil {
		return rest.Reply{}, err
	}
	var t wire.CardTransition
	err := s.book.State.Update(c.Context(), func(tx *state.Tx) error {
		v, ok := s.book.Cards.Get(tx, c.Param("token"))
		switch {
		case !ok:
			return noCard
		case v.Virtual() && in.Status != wire.CardPresented:
			return rest.Invalid("fulfillment_status of a virtual card can only be " + wire.CardPresented)
		case !wire.FulfillmentMove(v.FulfillmentStatus, in.Status):
			return rest.Invalid("fulfillment_status cannot go from " + v.FulfillmentStatus + " to " + in.Status)
		}
		t = s.fulfill(tx, &v, in.Status)
		s.book.Cards.Put(tx, v.Token, v)
		return nil
	})
	return created(t, err)
}

// fulfill writes the transition of a card's making.
func (s *Server) fulfill(tx *state.Tx, v *wire.Card, status string) wire.CardTransition {
	v.FulfillmentStatus, v.Modified = status, s.book.Now()
	return s.addCardTransition(tx, *v, wire.CardTransition{
		Token: s.book.NewToken(), State: v.State, Channel: "SYSTEM", Type: "fulfillment." + strings.ToLower(status),
	})
}
