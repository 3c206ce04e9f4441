package cards

import (
	"context"
	"fmt"
	"net/http"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/transition"
)

// Ask draws the page that asks before a move.
func (h *Handler) Ask(m Move) func(http.ResponseWriter, *http.Request) error { return h.mover(m).Ask }

// Move carries a move out.
func (h *Handler) Move(m Move) func(http.ResponseWriter, *http.Request) error {
	return h.mover(m).Carry
}

func (h *Handler) mover(m Move) transition.Mover[marqeta.Card] {
	return transition.Mover[marqeta.Card]{
		Move: m.Move, Noun: "card", Area: "cards", Endpoint: "/cardtransitions", Base: h.program.BaseURL(), Changes: h.changes,
		Read: func(ctx context.Context, token string) (marqeta.Card, error) {
			card, _, err := h.read(ctx, token)
			return card, err
		},
		Near:   h.near,
		WhyNot: func(c marqeta.Card) string { return m.whyNot(c.State) },
		Words: func(ctx context.Context, c marqeta.Card) (transition.Words, error) {
			holder, err := h.holderName(ctx, c.UserToken)
			return transition.Words{Title: "card " + number(c), Name: "Card " + number(c), Where: "Card " + number(c), Sub: title(c, holder) + "."}, err
		},
		Request: func(a transition.Answers, token string) any { return m.request(a, token) },
		Send: func(ctx context.Context, a transition.Answers, token string) (string, error) {
			made, err := h.program.TransitionCard(ctx, m.request(a, token))
			return "Card " + number(marqeta.Card{Token: token, LastFour: made.LastFour}), err
		},
		Keep: h.refresh,
	}
}

// request names the console as the channel, as Marqeta's own dashboard does
// (core-api/card-transitions).
func (m Move) request(a transition.Answers, card string) marqeta.CardTransitionRequest {
	return marqeta.CardTransitionRequest{
		Token: a.Token, CardToken: card, State: m.to, ReasonCode: marqeta.ReasonCode(a.Code), Reason: a.Reason,
		Channel: marqeta.ChannelAdmin,
	}
}

// refresh keeps the card as it is after a transition.
func (h *Handler) refresh(ctx context.Context, token string) error {
	live, err := h.program.Card(ctx, token)
	if err != nil {
		return fmt.Errorf("read card after its transition: %w", err)
	}
	return h.store.PutCard(ctx, store.CardOf(live))
}
