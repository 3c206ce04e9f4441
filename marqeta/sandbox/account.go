package sandbox

import (
	"github.com/bojanz/currency"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// programCurrency is the currency of a program that names none.
const programCurrency = "USD"

// money is an exact amount in a currency, as minor units.
type money struct {
	code     string
	decimals uint8
}

// moneyIn reads a currency code; empty is the program's.
func moneyIn(code string) (money, error) {
	if code == "" {
		code = programCurrency
	}
	d, ok := currency.GetDigits(code)
	if !ok {
		return money{}, rest.Invalid("currency_code must be an ISO 4217 code")
	}
	return money{code, d}, nil
}

func (m money) minor(field string, a marqeta.Amount) (int64, error) {
	n, err := a.Minor(m.decimals)
	if err != nil {
		return 0, rest.Invalid(field + " must not have more decimals than " + m.code + " has")
	}
	return n, nil
}

func (m money) amount(minor int64) marqeta.Amount { return marqeta.AmountFromMinor(minor, m.decimals) }

// owner follows a user to whoever's account it spends from.
func (s *Server) owner(tx *state.Tx, u wire.User) wire.User {
	for u.UsesParentAccount {
		parent, ok := s.users.Get(tx, u.ParentToken)
		if !ok {
			break
		}
		u = parent
	}
	return u
}

func accountKey(owner, code string) string { return owner + " " + code }

func (s *Server) account(tx *state.Tx, owner, code string) engine.Account {
	a, _ := s.accounts.Get(tx, accountKey(owner, code))
	return a
}

// move applies an effect to an account and gives the result.
func (s *Server) move(tx *state.Tx, owner, code string, e engine.Effect) engine.Account {
	a := s.account(tx, owner, code).Apply(e)
	s.accounts.Put(tx, accountKey(owner, code), a)
	return a
}

// balance shows an account; impact is nil where a message changed nothing.
func (m money) balance(a engine.Account, impact *int64) *wire.Balance {
	b := &wire.Balance{CurrencyCode: m.code, LedgerBalance: m.amount(a.Ledger), AvailableBalance: m.amount(a.Available())}
	if impact != nil {
		shown := m.amount(*impact)
		b.ImpactedAmount = &shown
	}
	inner := *b
	b.Balances = map[string]*wire.Balance{m.code: &inner}
	return b
}

// balances answers with the accounts of a user, or of the parent whose account it
// uses.
func (s *Server) balances(c *rest.Call) (rest.Reply, error) {
	token := c.Param("token")
	u, ok := s.users.Read(token)
	if !ok {
		return rest.Reply{}, rest.ErrHolderBody
	}
	for u.UsesParentAccount {
		parent, ok := s.users.Read(u.ParentToken)
		if !ok {
			break
		}
		u = parent
	}
	home, err := moneyIn(programCurrency)
	if err != nil {
		return rest.Reply{}, err
	}
	own, _ := s.accounts.Read(accountKey(u.Token, programCurrency))
	gpa := home.balance(own, nil)
	for _, code := range currency.GetCurrencyCodes() {
		if a, ok := s.accounts.Read(accountKey(u.Token, code)); ok && code != programCurrency {
			m, err := moneyIn(code)
			if err != nil {
				return rest.Reply{}, err
			}
			inner := m.balance(a, nil)
			inner.Balances = nil
			gpa.Balances[code] = inner
		}
	}
	type link struct {
		Rel    string `json:"rel"`
		Method string `json:"method"`
		Href   string `json:"href"`
	}
	return rest.OK(struct {
		GPA   *wire.Balance `json:"gpa"`
		Links []link        `json:"links"`
	}{gpa, []link{{"msas", "GET", "/v3/balances/" + token + "/msas"}}})
}
