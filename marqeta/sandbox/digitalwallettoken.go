package sandbox

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

var noWalletToken = rest.NotFound("Digital wallet token")

func (s *Server) walletToken(c *rest.Call) (rest.Reply, error) {
	return answered(shown(one(c, s.book.WalletTokens, noWalletToken)))
}

func (s *Server) showTokenPAN(c *rest.Call) (rest.Reply, error) {
	return answered(one(c, s.book.WalletTokens, noWalletToken))
}

func (s *Server) listCardWalletTokens(c *rest.Call) (rest.Reply, error) {
	card := c.Param("card_token")
	if _, ok := s.book.Cards.Read(card); !ok {
		return rest.Reply{}, noCard
	}
	paging := rest.General
	paging.Sort = "-createdTime"
	return list(c, s.book.WalletTokens, paging, state.Query[wire.WalletToken]{Index: s.book.WalletTokensOf, Key: card}, wire.WalletToken.Shown)
}

// embeddedToken is a wallet token with the card's user, if asked for.
type embeddedToken struct {
	wire.WalletToken
	User *wire.User `json:"user,omitzero"`
}

func (s *Server) listWalletTokens(c *rest.Call) (rest.Reply, error) {
	q := c.URL.Query()
	match, err := walletFilter(q)
	if err != nil {
		return rest.Reply{}, err
	}
	var check rest.Check
	check.OneOf("embed", q.Get("embed"), "user")
	if err := check.Err(); err != nil {
		return rest.Reply{}, err
	}
	paging := rest.General
	paging.Count, paging.Sort = 10, "-createdTime"
	return list(c, s.book.WalletTokens, paging, state.Query[wire.WalletToken]{Where: match}, func(v wire.WalletToken) embeddedToken {
		out := embeddedToken{WalletToken: v.Shown()}
		if q.Get("embed") == "" {
			return out
		}
		card, _ := s.book.Cards.Read(v.CardToken)
		if u, ok := s.book.Users.Read(card.UserToken); ok {
			user := s.show(u)
			out.User = &user
		}
		return out
	})
}

// walletFilter reads what the tokens of a list must be; what is not said selects
// nothing out. The dates are days of their creation, both inclusive.
func walletFilter(q url.Values) (func(wire.WalletToken) bool, error) {
	from, err := dayParam(q, "start_date", time.Time{})
	if err != nil {
		return nil, err
	}
	to, err := dayParam(q, "end_date", time.Unix(1<<40, 0))
	if err != nil {
		return nil, err
	}
	to = to.AddDate(0, 0, 1)
	among := func(name, value string) bool {
		given := q.Get(name)
		return given == "" || slices.Contains(strings.Split(given, ","), value)
	}
	return func(v wire.WalletToken) bool {
		p := v.TokenServiceProvider
		return !v.Created.Before(from) && v.Created.Before(to) && among("state", v.State) &&
			among("token_type", p.TokenType) && among("token_requestor_name", p.RequestorName) &&
			among("pan_reference_id", p.PANReference) && among("token_reference_id", p.TokenReference) && among("correlation_id", p.Correlation)
	}, nil
}

func dayParam(q url.Values, name string, otherwise time.Time) (time.Time, error) {
	given := q.Get(name)
	if given == "" {
		return otherwise, nil
	}
	day, err := time.Parse(time.DateOnly, given)
	if err != nil {
		return day, rest.Invalid(name + " must be a date of the form yyyy-MM-dd")
	}
	return day, nil
}
