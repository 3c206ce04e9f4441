package sandbox

import (
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

var noCard = rest.NotFound("Card")

func (s *Server) card(c *rest.Call) (rest.Reply, error) {
	v, err := one(c, s.book.Cards, noCard)
	if err != nil {
		return rest.Reply{}, err
	}
	return answered(s.expand(c, v.Shown(wire.Reveal{})))
}

// expandedCard is a card with what expand adds. The name of the product's member
// is our call.
type expandedCard struct {
	wire.Card
	User        *wire.User        `json:"user,omitzero"`
	CardProduct *wire.CardProduct `json:"card_product,omitzero"`
}

func (s *Server) expand(c *rest.Call, v wire.Card) (expandedCard, error) {
	out := expandedCard{Card: v}
	if c.Caller.Level == rest.Client {
		return out, nil // is there for the card alone
	}
	switch what := c.URL.Query().Get("expand"); what {
	case "":
	case "user":
		if u, ok := s.book.Users.Read(v.UserToken); ok {
			shown := s.show(u)
			out.User = &shown
		}
	case "cardproduct":
		if p, ok := s.book.CardProducts.Read(v.CardProductToken); ok {
			out.CardProduct = &p
		}
	default:
		return out, rest.Invalid("expand must be user or cardproduct")
	}
	return out, nil
}

func (s *Server) cardByBarcode(c *rest.Call) (rest.Reply, error) {
	found := s.book.CardsByBarcode.Read(c.Param("barcode"))
	if len(found) == 0 {
		return rest.Reply{}, noCard
	}
	return answered(s.expand(c, found[0].Shown(wire.Reveal{})))
}

// cardByPAN finds the newest card with a number.
func (s *Server) cardByPAN(c *rest.Call) (rest.Reply, error) {
	var in struct {
		PAN        string `json:"pan"`
		CVV        string `json:"cvv_number"`
		Expiration string `json:"expiration"`
	}
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	var check rest.Check
	check.Required("pan", in.PAN, 19)
	if err := check.Err(); err != nil {
		return rest.Reply{}, err
	}
	found := s.book.CardsByPAN.Read(in.PAN)
	for i := len(found) - 1; i >= 0; i-- {
		v := found[i]
		if (in.CVV == "" || in.CVV == v.CVV) && (in.Expiration == "" || in.Expiration == v.Expiration) {
			return rest.OK(struct {
				UserToken string `json:"user_token"`
				CardToken string `json:"card_token"`
				wire.Times
			}{v.UserToken, v.Token, v.Times})
		}
	}
	return rest.Reply{}, rest.NotFoundBody("Card")
}

func (s *Server) listCardsByUser(c *rest.Call) (rest.Reply, error) {
	if _, ok := s.book.Users.Read(c.Param("token")); !ok {
		return rest.Reply{}, rest.ErrHolderPath
	}
	return s.listCards(c, state.Query[wire.Card]{Index: s.book.CardsByUser, Key: c.Param("token")})
}

func (s *Server) listCardsByLastFour(c *rest.Call) (rest.Reply, error) {
	lastFour := c.URL.Query().Get("last_four")
	if lastFour == "" {
		return rest.Reply{}, rest.Invalid("last_four may not be empty")
	}
	return s.listCards(c, state.Query[wire.Card]{Index: s.book.CardsByLastFour, Key: lastFour})
}

func (s *Server) listCards(c *rest.Call, q state.Query[wire.Card]) (rest.Reply, error) {
	w, err := rest.General.Window(c.URL.Query())
	if err != nil {
		return rest.Reply{}, err
	}
	if q.Order, err = sorting[wire.Card](w); err != nil {
		return rest.Reply{}, err
	}
	q.Start, q.Count = w.Start, w.Count
	found, more := s.book.Cards.Page(q)
	items := make([]expandedCard, len(found))
	for i, v := range found {
		if items[i], err = s.expand(c, v.Shown(wire.Reveal{})); err != nil {
			return rest.Reply{}, err
		}
	}
	return rest.OK(rest.NewPage(w, items, more))
}

// updateCard changes what may change of a card, also whose it is.
func (s *Server) updateCard(c *rest.Call) (rest.Reply, error) {
	v, err := update(s, c, s.book.Cards, noCard, func(tx *state.Tx, v *wire.Card) error {
		in := struct {
			UserToken   *string                `json:"user_token"`
			Expedite    *rest.Flag             `json:"expedite"`
			Fulfillment **wire.CardFulfillment `json:"fulfillment"`
			Metadata    *rest.Metadata         `json:"metadata"`
		}{&v.UserToken, &v.Expedite, &v.Fulfillment, &v.Metadata}
		if err := c.Decode(&in); err != nil {
			return err
		}
		if _, ok := s.book.Users.Get(tx, v.UserToken); !ok {
			return rest.ErrHolderBody
		}
		var check rest.Check
		check.Metadata("metadata", v.Metadata)
		if err := check.Err(); err != nil {
			return err
		}
		return checkFulfillment(v.Fulfillment)
	}, func(v *wire.Card, now rest.Time) { v.Modified = now })
	if err != nil {
		return rest.Reply{}, err
	}
	return rest.OK(v.Shown(wire.Reveal{}))
}

func checkFulfillment(f *wire.CardFulfillment) error {
	if f == nil {
		return nil
	}
	var check rest.Check
	check.OneOf("card_fulfillment_reason", f.Reason, "NEW", "LOST_STOLEN", "EXPIRED")
	wire.CheckMaking(&check, f.Shipping, f.CardPersonalization)
	return check.Err()
}
