package sandbox

import (
	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

var noPushCard = rest.NotFound("Push-to-card details")

// pushCardRequest is the body of POST /pushtocards/paymentcard.
type pushCardRequest struct {
	Token     *string `json:"token"`
	UserToken string  `json:"user_token"`
	PAN       string  `json:"pan"`
	CVV       string  `json:"cvv"`
	wire.PushCardFields
}

func (in pushCardRequest) Check() error {
	var c rest.Check
	c.Size("user_token", in.UserToken, 1, 36)
	wire.CheckDigits(&c, "pan", in.PAN, 14, 19)
	wire.CheckDigits(&c, "cvv", in.CVV, 3, 4)
	if err := c.Err(); err != nil {
		return err
	}
	return in.PushCardFields.Check()
}

// createPushCard registers a card. Our call: every card takes money fast, none of
// gambling.
func (s *Server) createPushCard(c *rest.Call) (rest.Reply, error) {
	var in pushCardRequest
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	made, err := create(s, c, s.book.PushCards, in.Token, rest.TokenTaken, func(tx *state.Tx, token string) (book.PushCard, error) {
		if _, ok := s.book.Users.Get(tx, in.UserToken); !ok {
			return book.PushCard{}, rest.ErrHolderBody
		}
		return book.PushCard{UserToken: in.UserToken, PushCard: wire.PushCard{
			Token: token, PushCardFields: in.PushCardFields, LastFour: wire.LastFour(in.PAN), LastName: in.FamilyName(), FastFunds: true,
			Times: wire.Born(s.book.Now()),
		}}, nil
	})
	return created(made.PushCard, err)
}

func (s *Server) pushCard(c *rest.Call) (rest.Reply, error) {
	v, err := one(c, s.book.PushCards, noPushCard)
	return answered(v.PushCard, err)
}

// pushPaging is that of both lists.
var pushPaging = rest.Paging{Count: 10, Most: 100, Sort: "-createdTime"}

// listPushCards gives the cards of a user, who has to be named.
func (s *Server) listPushCards(c *rest.Call) (rest.Reply, error) {
	user := c.URL.Query().Get("user_token")
	if user == "" {
		return rest.Reply{}, rest.Invalid("user_token may not be empty")
	}
	q := state.Query[book.PushCard]{Index: s.book.PushCardsOf, Key: user}
	return list(c, s.book.PushCards, pushPaging, q, func(v book.PushCard) wire.PushCard { return v.PushCard })
}
