package sandbox

import (
	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// peerTransferRequest is the body of POST /peertransfers.
type peerTransferRequest struct {
	Token             *string         `json:"token"`
	Amount            *marqeta.Amount `json:"amount"`
	CurrencyCode      string          `json:"currency_code"`
	SenderUser        string          `json:"sender_user_token"`
	SenderBusiness    string          `json:"sender_business_token"`
	RecipientUser     string          `json:"recipient_user_token"`
	RecipientBusiness string          `json:"recipient_business_token"`
	Memo              string          `json:"memo"`
	Tags              string          `json:"tags"`
}

func (in peerTransferRequest) Check() error {
	var c rest.Check
	c.That(in.Amount != nil && in.Amount.Sign() > 0, "amount", "must be greater than 0")
	c.Size("currency_code", in.CurrencyCode, 3, 3)
	c.That((in.SenderUser == "") != (in.SenderBusiness == ""), "sender_user_token", "or sender_business_token is required, not both")
	c.That((in.RecipientUser == "") != (in.RecipientBusiness == ""), "recipient_user_token", "or recipient_business_token is required, not both")
	c.Size("memo", in.Memo, 0, 99)
	c.Size("tags", in.Tags, 0, 255)
	return c.Err()
}

func (s *Server) createPeerTransfer(c *rest.Call) (rest.Reply, error) {
	var in peerTransferRequest
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	return created(create(s, c, s.book.PeerTransfers, in.Token, rest.AlreadyProcessed, func(tx *state.Tx, token string) (wire.PeerTransfer, error) {
		return s.payPeer(tx, token, in)
	}))
}

func (s *Server) payPeer(tx *state.Tx, token string, in peerTransferRequest) (v wire.PeerTransfer, err error) {
	from, err := s.book.Holder(tx, in.SenderUser, in.SenderBusiness)
	if err != nil {
		return v, err
	}
	to, err := s.book.Holder(tx, in.RecipientUser, in.RecipientBusiness)
	if err != nil {
		return v, err
	}
	m, amount, err := moneyOf(in.CurrencyCode, *in.Amount)
	if err != nil {
		return v, err
	}
	v = wire.PeerTransfer{
		Token: token, Amount: *in.Amount, Tags: in.Tags, Memo: in.Memo, CurrencyCode: m.Code, Created: s.book.Now(),
		SenderUser: in.SenderUser, SenderBusiness: in.SenderBusiness, RecipientUser: in.RecipientUser, RecipientBusiness: in.RecipientBusiness,
	}
	return v, s.book.PayPeer(tx, from, to, m, amount, v)
}

// moneyOf reads an amount of a currency into minor units.
func moneyOf(code string, a marqeta.Amount) (book.Money, int64, error) {
	m, err := book.MoneyIn(code)
	if err != nil {
		return m, 0, err
	}
	minor, err := m.Minor("amount", a)
	return m, minor, err
}

func (s *Server) peerTransfer(c *rest.Call) (rest.Reply, error) {
	return answered(journaled(c, s.book.PeerTransfers, rest.NotFound("Peer transfer")))
}

func (s *Server) listPeerTransfers(c *rest.Call) (rest.Reply, error) { return s.listPeerSides(c, "") }

func (s *Server) listSentTransfers(c *rest.Call) (rest.Reply, error) {
	return s.listPeerSides(c, book.Sender)
}

func (s *Server) listReceivedTransfers(c *rest.Call) (rest.Reply, error) {
	return s.listPeerSides(c, book.Recipient)
}

// listPeerSides gives the transfers of a holder, those of one side if asked.
func (s *Server) listPeerSides(c *rest.Call, side string) (rest.Reply, error) {
	holder := c.Param("token")
	if _, ok := s.book.ReadHolder(holder); !ok {
		return rest.Reply{}, rest.ErrHolderPath
	}
	paging := rest.Paging{Count: 25, Most: 100, Sort: "-createdTime"}
	q := state.Children{Parent: holder, Where: among("stored_side", side)}
	return listJournal(c, s.book.PeerSides, paging, q, func(v book.PeerSide) wire.PeerTransfer { return v.PeerTransfer })
}
