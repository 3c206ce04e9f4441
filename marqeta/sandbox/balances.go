package sandbox

import (
	"github.com/bojanz/currency"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// balances answers with the accounts of a user or business, or of the parent whose
// account it uses.
func (s *Server) balances(c *rest.Call) (rest.Reply, error) {
	token := c.Param("token")
	holder, ok := s.book.ReadHolder(token)
	if !ok {
		return rest.Reply{}, rest.ErrHolderBody
	}
	gpa, err := everyCurrency(s.book.Accounts, s.book.ReadOwner(holder).Token())
	type link struct {
		Rel    string `json:"rel"`
		Method string `json:"method"`
		Href   string `json:"href"`
	}
	return answered(struct {
		GPA   *wire.Balance `json:"gpa"`
		Links []link        `json:"links"`
	}{gpa, []link{{"msas", "GET", "/v3/balances/" + token + "/msas"}}}, err)
}

// everyCurrency is what an owner has in the program's currency, and under Balances
// what it has in each.
func everyCurrency(among *state.Collection[engine.Account], owner string) (*wire.Balance, error) {
	home, err := book.MoneyIn(book.ProgramCurrency)
	if err != nil {
		return nil, err
	}
	own, _ := among.Read(book.AccountKey(owner, book.ProgramCurrency))
	all := home.Balance(own, nil)
	for _, code := range currency.GetCurrencyCodes() {
		if a, ok := among.Read(book.AccountKey(owner, code)); ok && code != book.ProgramCurrency {
			m, err := book.MoneyIn(code)
			if err != nil {
				return nil, err
			}
			inner := m.Balance(a, nil)
			inner.Balances = nil
			all.Balances[code] = inner
		}
	}
	return all, nil
}

// accountBalance is an account as the newer paths show it.
type accountBalance struct {
	Token           string                   `json:"token"`
	Type            string                   `json:"type"`
	DefaultCurrency string                   `json:"default_currency_code"`
	Balances        map[string]*wire.Balance `json:"balances"`
}

// accountOf is the account of a holder. Its token is that of whoever owns it, its
// type our call.
func (s *Server) accountOf(h book.Holder) (accountBalance, error) {
	owner := s.book.ReadOwner(h).Token()
	all, err := everyCurrency(s.book.Accounts, owner)
	if err != nil {
		return accountBalance{}, err
	}
	return accountBalance{owner, "GPA", all.CurrencyCode, all.Balances}, nil
}

func (s *Server) userBalances(c *rest.Call) (rest.Reply, error) {
	token := c.Param("user_token")
	holder, ok := s.book.ReadHolder(token)
	if !ok {
		return rest.Reply{}, rest.ErrHolderPath
	}
	account, err := s.accountOf(holder)
	return answered(struct {
		UserToken string           `json:"user_token"`
		Accounts  []accountBalance `json:"account_balances"`
	}{token, []accountBalance{account}}, err)
}

func (s *Server) accountBalances(c *rest.Call) (rest.Reply, error) {
	holder, ok := s.book.ReadHolder(c.Param("account_token"))
	if !ok {
		return rest.Reply{}, rest.NotFound("Account")
	}
	account, err := s.accountOf(holder)
	return answered(struct {
		Account accountBalance `json:"account_balance"`
	}{account}, err)
}
