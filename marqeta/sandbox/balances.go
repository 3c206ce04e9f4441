package sandbox

import (
	"github.com/bojanz/currency"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
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
	owner := s.book.ReadOwner(holder).Token()
	home, err := book.MoneyIn(book.ProgramCurrency)
	if err != nil {
		return rest.Reply{}, err
	}
	own, _ := s.book.Accounts.Read(book.AccountKey(owner, book.ProgramCurrency))
	gpa := home.Balance(own, nil)
	for _, code := range currency.GetCurrencyCodes() {
		if a, ok := s.book.Accounts.Read(book.AccountKey(owner, code)); ok && code != book.ProgramCurrency {
			m, err := book.MoneyIn(code)
			if err != nil {
				return rest.Reply{}, err
			}
			inner := m.Balance(a, nil)
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
