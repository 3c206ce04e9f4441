package sandbox

import (
	"cmp"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// walletTransitionRequest is the body of POST /digitalwallettokentransitions.
type walletTransitionRequest struct {
	Token       *string          `json:"token"`
	WalletToken wire.WalletNames `json:"digital_wallet_token"`
	State       string           `json:"state"`
	Channel     string           `json:"channel"`
	Reason      string           `json:"reason"`
	ReasonCode  string           `json:"reason_code"`

	// Read and of no effect: no network keeps a state of its own.
	Reference string    `json:"token_reference_id"`
	Override  rest.Flag `json:"override_tsp_error"`
}

func (in walletTransitionRequest) Check() error {
	var c rest.Check
	c.Size("digital_wallet_token.token", in.WalletToken.Token, 1, 36)
	c.Required("state", in.State, 36)
	c.Size("reason", in.Reason, 0, 255)
	c.OneOf("state", in.State, wire.WalletActive, wire.WalletSuspended, wire.WalletTerminated)
	c.OneOf("channel", in.Channel, wire.WalletChannels...)
	c.OneOf("reason_code", in.ReasonCode, wire.ReasonCodes...)
	return c.Err()
}

func (s *Server) createWalletTransition(c *rest.Call) (rest.Reply, error) {
	var in walletTransitionRequest
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	return created(create(s, c, s.book.WalletTransitions, in.Token, rest.TokenTaken, func(tx *state.Tx, token string) (wire.WalletTransition, error) {
		v, ok := s.book.WalletTokens.Get(tx, in.WalletToken.Token)
		switch {
		case !ok:
			return wire.WalletTransition{}, rest.NotFoundBody("Digital wallet token")
		case in.WalletToken.CardToken != "" && in.WalletToken.CardToken != v.CardToken:
			return wire.WalletTransition{}, rest.Invalid("digital_wallet_token.card_token must be the card of the digital wallet token")
		case !wire.WalletMove(v.State, in.State):
			return wire.WalletTransition{}, rest.Invalid("state cannot go from " + v.State + " to " + in.State)
		}
		return s.walletMoved(tx, &v, wire.WalletTransition{
			Token: token, State: in.State, Channel: cmp.Or(in.Channel, "API"), Reason: in.Reason, ReasonCode: in.ReasonCode, FulfillmentStatus: wire.WalletProvisioned,
		}), nil
	}))
}

// walletMoved puts a wallet token into the state of a transition, which it completes
// and notifies of.
func (s *Server) walletMoved(tx *state.Tx, v *wire.WalletToken, t wire.WalletTransition) wire.WalletTransition {
	t.Type, t.Created = wire.WalletKind(v.State, t.State), s.book.Now()
	v.State, v.StateReason, v.FulfillmentStatus, v.Modified = t.State, t.Reason, t.FulfillmentStatus, t.Created
	t.WalletToken = wire.WalletNames{Token: v.Token, CardToken: v.CardToken}
	s.book.WalletTokens.Put(tx, v.Token, *v)
	s.book.Notify(tx, "digitalwallettokentransition."+t.Type, t)
	return t
}

// moveWallet stages a transition that no one asked for by a request of its own.
func (s *Server) moveWallet(tx *state.Tx, v *wire.WalletToken, t wire.WalletTransition) error {
	t.Token = s.book.NewToken()
	return s.book.WalletTransitions.Put(tx, t.Token, s.walletMoved(tx, v, t))
}

// syncWallets takes a card's wallet tokens along to its new state, those that can go
// there.
func (s *Server) syncWallets(tx *state.Tx, card wire.Card, channel, reasonCode string) error {
	for _, v := range s.book.WalletTokensOf.Get(tx, card.Token) {
		if !wire.WalletFollows(v.State, card.State) {
			continue
		}
		if err := s.moveWallet(tx, &v, wire.WalletTransition{
			State: card.State, FulfillmentStatus: v.FulfillmentStatus, Channel: channel, Reason: "SYNC_CARD_STATE", ReasonCode: reasonCode,
		}); err != nil {
			return err
		}
	}
	return nil
}

// swapWallets lets a card's wallet tokens stand for another card.
func (s *Server) swapWallets(tx *state.Tx, from, to string) error {
	for _, v := range s.book.WalletTokensOf.Get(tx, from) {
		if v.State == wire.WalletDeclined || v.State == wire.WalletTerminated {
			continue
		}
		v.CardToken = to
		if err := s.moveWallet(tx, &v, wire.WalletTransition{
			State: v.State, FulfillmentStatus: v.FulfillmentStatus, Channel: "SYSTEM", Reason: v.StateReason, CardSwap: &wire.CardSwap{Previous: from, New: to},
		}); err != nil {
			return err
		}
	}
	return nil
}

func (s *Server) walletTransition(c *rest.Call) (rest.Reply, error) {
	return answered(journaled(c, s.book.WalletTransitions, rest.NotFound("Digital wallet token transition")))
}

func (s *Server) listWalletTransitions(c *rest.Call) (rest.Reply, error) {
	token := c.Param("token")
	if _, ok := s.book.WalletTokens.Read(token); !ok {
		return rest.Reply{}, noWalletToken
	}
	paging := rest.General
	paging.Sort = "-id"
	return listJournal(c, s.book.WalletTransitions, paging, state.Children{Parent: token}, asIs)
}
