package sandbox

import (
	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// unloadRequest is the body of POST /gpaorders/unloads.
type unloadRequest struct {
	Token              *string         `json:"token"`
	OriginalOrderToken string          `json:"original_order_token"`
	Amount             *marqeta.Amount `json:"amount"`
	Memo               string          `json:"memo"`
	Tags               string          `json:"tags"`
	AddressToken       string          `json:"funding_source_address_token"`
}

func (in unloadRequest) Check() error {
	var c rest.Check
	c.Size("original_order_token", in.OriginalOrderToken, 1, 36)
	c.That(in.Amount != nil && in.Amount.Sign() > 0, "amount", "must be greater than 0")
	c.Size("funding_source_address_token", in.AddressToken, 0, 36)
	c.Size("memo", in.Memo, 0, 99)
	c.Size("tags", in.Tags, 0, 255)
	return c.Err()
}

func (s *Server) createUnload(c *rest.Call) (rest.Reply, error) {
	var in unloadRequest
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	made, err := create(s, c, s.book.Unloads, in.Token, rest.AlreadyProcessed, func(tx *state.Tx, token string) (book.Unload, error) {
		return s.giveBack(tx, token, in)
	})
	return created(made.GPAUnload, err)
}

func (s *Server) giveBack(tx *state.Tx, token string, in unloadRequest) (book.Unload, error) {
	o, _, ok, err := s.book.Orders.Find(tx, in.OriginalOrderToken)
	switch {
	case err != nil:
		return book.Unload{}, err
	case !ok:
		return book.Unload{}, rest.NotFound("GPA order")
	}
	m, err := book.MoneyIn(o.CurrencyCode)
	if err != nil {
		return book.Unload{}, err
	}
	minor, err := m.Minor("amount", *in.Amount)
	if err != nil {
		return book.Unload{}, err
	}
	return s.book.Unload(tx, book.Unloading{Token: token, Order: o, Money: m, Amount: minor, Address: in.AddressToken, Memo: in.Memo, Tags: in.Tags})
}

func (s *Server) unload(c *rest.Call) (rest.Reply, error) {
	u, err := journaled(c, s.book.Unloads, rest.NotFound("GPA unload"))
	return answered(u.GPAUnload, err)
}

// listUnloads pages over unloads, those of one holder or of one order if asked.
func (s *Server) listUnloads(c *rest.Call) (rest.Reply, error) {
	q := c.URL.Query()
	return listJournal(c, s.book.Unloads, rest.General, state.Children{
		Parent: s.narrowed(q), Where: among("original_order_token", q.Get("original_order_token")),
	}, func(u book.Unload) wire.GPAUnload { return u.GPAUnload })
}
