package sandbox

import (
	"fmt"
	"math/rand/v2"
	"time"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// bulkTimer is the kind of the timer that makes an order's cards.
const bulkTimer = "bulk_issuance"

// createBulkIssuance takes an order. Our call: its cards are made right behind the
// answer, where Marqeta takes up to a day.
func (s *Server) createBulkIssuance(c *rest.Call) (rest.Reply, error) {
	var in struct {
		Token *string `json:"token"`
		wire.BulkIssuanceFields
	}
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	if in.Token == nil {
		return rest.Reply{}, rest.Invalid("token may not be null")
	}
	return created(create(s, c, s.book.BulkIssuances, in.Token, rest.TokenTaken, func(tx *state.Tx, token string) (wire.BulkIssuance, error) {
		v := wire.BulkIssuance{Token: token, BulkIssuanceFields: in.BulkIssuanceFields, Created: s.book.Now()}
		product, ok := s.book.CardProducts.Get(tx, in.CardProductToken)
		switch {
		case !ok:
			return v, rest.ErrProductBody
		case !bool(product.Config.Fulfillment.BulkShip):
			return v, rest.Invalid("card_product_token must name a card product with config.fulfillment.bulk_ship")
		case !bool(product.Config.Fulfillment.AllowCardCreation):
			return v, rest.Invalid("card_product_token must name a card product that allows card creation")
		}
		if a := in.UserAssociation; a != nil && a.SingleInventoryUserToken != "" && !s.known(tx, a.SingleInventoryUserToken) {
			return v, rest.ErrHolderBody
		}
		if _, err := lifeOf(s.book.Now(), product.Config.CardLifeCycle.ExpirationOffset, in.ExpirationOffset); err != nil {
			return v, err
		}
		s.book.At(tx, s.book.Clock(), bulkTimer, token)
		return v, nil
	}))
}

// bulkChunk is how many cards one update makes, so that others get in between.
const bulkChunk = 200

// makeBulk makes the next cards of an order, and sets the timer again while some are
// left.
func (s *Server) makeBulk(tx *state.Tx, token string, due time.Time) error {
	v, ok := s.book.BulkIssuances.Get(tx, token)
	if !ok {
		return fmt.Errorf("no such order")
	}
	if v.NameStartIndex == 0 && !bool(v.RandomPostfix) {
		v.NameStartIndex = s.freeNumber(tx)
		v.NameEndIndex = v.NameStartIndex + int64(v.CardAllocation) - 1
	}
	for range min(bulkChunk, v.CardAllocation-v.CardsProcessed) {
		if err := s.makeBulkCard(tx, v); err != nil {
			return err
		}
		v.CardsProcessed++
	}
	if v.CardsProcessed < v.CardAllocation {
		s.book.At(tx, due, bulkTimer, token)
	} else {
		now := s.book.Now()
		v.FulfillmentTime = &now
	}
	s.book.BulkIssuances.Put(tx, token, v)
	return nil
}

// freeNumber is the first number behind those of all orders.
func (s *Server) freeNumber(tx *state.Tx) int64 {
	var last int64
	for _, v := range s.book.BulkIssuances.All(tx) {
		last = max(last, v.NameEndIndex)
	}
	return last + 1
}

// makeBulkCard makes an order's next card, and a user unless the order names one.
// Both are named after the same number, where nobody took that name.
func (s *Server) makeBulkCard(tx *state.Tx, v wire.BulkIssuance) error {
	postfix := fmt.Sprint(v.NameStartIndex + int64(v.CardsProcessed))
	if v.RandomPostfix {
		postfix = randomPostfix()
	}
	card, user := "card-"+postfix, v.UserAssociation.Inventory()
	if _, taken := s.book.Cards.Get(tx, card); taken {
		card = s.book.NewToken()
	}
	if user == "" {
		if user = "user-" + postfix; s.known(tx, user) {
			user = s.book.NewToken()
		}
		s.holderOf(tx, user)
	}
	in := cardRequest{UserToken: user, CardProductToken: v.CardProductToken, Expedite: v.Expedite, BulkIssuance: v.Token}
	if v.RandomPostfix || v.NumericPostfix {
		in.Fulfillment = v.Fulfillment.For(postfix)
	}
	made, err := s.newCard(tx, card, in)
	if err != nil {
		return err
	}
	if made, err = s.issue(tx, made); err != nil {
		return err
	}
	s.book.Cards.Put(tx, card, made)
	return nil
}

func (s *Server) known(tx *state.Tx, user string) bool {
	_, ok := s.book.Users.Get(tx, user)
	return ok
}

// randomPostfix gives the six characters that a transition's validations ask for.
func randomPostfix() string {
	const letters = "abcdefghijklmnopqrstuvwxyz0123456789"
	b := make([]byte, 6)
	for i := range b {
		b[i] = letters[rand.IntN(len(letters))]
	}
	return string(b)
}

var noBulkIssuance = &rest.Error{Status: 404, Code: rest.ErrBulkIssuance.Code, Message: rest.ErrBulkIssuance.Message}

func (s *Server) bulkIssuance(c *rest.Call) (rest.Reply, error) {
	return answered(one(c, s.book.BulkIssuances, noBulkIssuance))
}

func (s *Server) listBulkIssuances(c *rest.Call) (rest.Reply, error) {
	paging := rest.General
	paging.Sort = "-createdTime"
	return list(c, s.book.BulkIssuances, paging, state.Query[wire.BulkIssuance]{}, asIs)
}
