package sandbox

import (
	"time"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
)

// clientLife is how long a client has to redeem its token.
const clientLife = 5 * time.Minute

// createClientToken gives a token that shows the secrets of one card, once.
func (s *Server) createClientToken(c *rest.Call) (rest.Reply, error) {
	var in struct {
		Card        string `json:"card_token"`
		Application string `json:"application_token"`
	}
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	var check rest.Check
	check.Required("card_token", in.Card, 255)
	check.Size("application_token", in.Application, 0, 255)
	if err := check.Err(); err != nil {
		return rest.Reply{}, err
	}
	var out clientToken
	err := s.book.State.Update(c.Context(), func(tx *state.Tx) error {
		if _, ok := s.book.Cards.Get(tx, in.Card); !ok {
			return rest.NotFoundBody("Card")
		}
		now := s.book.Now()
		token, err := s.grant(tx, book.Grant{Kind: book.ClientGrant, Card: in.Card}, clientLife)
		out = clientToken{s.application(), now, rest.At(now.Add(clientLife)), token, in.Card}
		return err
	})
	return created(out, err)
}

func (s *Server) clientToken(c *rest.Call) (rest.Reply, error) {
	token := c.Param("token")
	g, ok, err := s.book.Grants.Read(c.Context(), book.GrantKey(token))
	if err == nil && (!ok || !s.book.Good(g, book.ClientGrant)) {
		err = rest.NotFound("Client access token")
	}
	return answered(clientToken{s.application(), g.Created, g.Expires, token, g.Card}, err)
}

// clientToken is what a client gets to show a card with.
type clientToken struct {
	Application application `json:"application"`
	Created     rest.Time   `json:"created"`
	Expires     rest.Time   `json:"expires"`
	Token       string      `json:"token"`
	Card        string      `json:"card_token"`
}

// application is the caller's side of the program.
type application struct {
	Token       string `json:"token"`
	Environment string `json:"environment"`
}

func (s *Server) application() application {
	return application{s.options.ApplicationToken.Reveal(), "sandbox"}
}
