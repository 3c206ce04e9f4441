package book

import (
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// cards are the cards and what is ordered, moved and tokenized of them.
type cards struct {
	Cards           *state.Collection[wire.Card]
	CardsByUser     *state.Index[wire.Card]
	CardsByPAN      *state.Index[wire.Card]
	CardsByLastFour *state.Index[wire.Card]
	CardsByBarcode  *state.Index[wire.Card]
	CardsByHash     *state.Index[wire.Card]
	CardTransitions *state.Collection[wire.CardTransition]
	CardMovesOf     *state.Index[wire.CardTransition]  // by card
	PINControls     *state.Collection[wire.PINControl] // by card
	ControlTokens   *state.Journal[string]             // every control token there was, and its card
	BulkIssuances   *state.Collection[wire.BulkIssuance]

	WalletTokens      *state.Collection[wire.WalletToken]
	WalletTokensOf    *state.Index[wire.WalletToken] // by card
	WalletTransitions *state.Journal[wire.WalletTransition]
}

func newCards(s *state.Store) (c cards) {
	c.Cards = state.NewCollection[wire.Card](s, "card")
	c.CardsByUser = state.NewIndex(c.Cards, func(v wire.Card) string { return v.UserToken })
	c.CardsByPAN = state.NewIndex(c.Cards, func(v wire.Card) string { return v.PAN })
	c.CardsByLastFour = state.NewIndex(c.Cards, func(v wire.Card) string { return v.LastFour })
	c.CardsByBarcode = state.NewIndex(c.Cards, func(v wire.Card) string { return v.Barcode })
	c.CardsByHash = state.NewIndex(c.Cards, wire.Card.Hash)
	c.CardTransitions = state.NewCollection[wire.CardTransition](s, "card_transition")
	c.CardMovesOf = state.NewIndex(c.CardTransitions, func(t wire.CardTransition) string { return t.CardToken })
	c.PINControls = state.NewCollection[wire.PINControl](s, "pin_control")
	c.ControlTokens = state.NewJournal(s, "control_token", func(card string) string { return card })
	c.BulkIssuances = state.NewCollection[wire.BulkIssuance](s, "bulk_issuance")
	c.WalletTokens = state.NewCollection[wire.WalletToken](s, "wallet_token")
	c.WalletTokensOf = state.NewIndex(c.WalletTokens, func(v wire.WalletToken) string { return v.CardToken })
	c.WalletTransitions = state.NewJournal(s, "wallet_transition", func(t wire.WalletTransition) string { return t.WalletToken.Token })
	return c
}
