package users

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

func (h *Handler) mover(m Move) transition.Mover[marqeta.User] {
	const name = "The user"
	return transition.Mover[marqeta.User]{
		Move: m.Move, Noun: "user", Area: "users", Endpoint: "/usertransitions", Base: h.program.BaseURL(), Changes: h.changes,
		Read: func(ctx context.Context, token string) (marqeta.User, error) {
			user, _, err := h.read(ctx, token)
			return user, err
		},
		Near:   h.near,
		WhyNot: func(u marqeta.User) string { return m.whyNot(u.Status) },
		Words: func(_ context.Context, u marqeta.User) (transition.Words, error) {
			return transition.Words{Title: called(u), Name: name, Where: called(u), Sub: "Status now: " + statusMark(u.Status).Text + "."}, nil
		},
		Request: func(a transition.Answers, token string) any { return m.request(a, token) },
		Send: func(ctx context.Context, a transition.Answers, token string) (string, error) {
			_, err := h.program.TransitionUser(ctx, m.request(a, token))
			return name, err
		},
		Keep: h.refresh,
	}
}

// request names the console as the channel, as Marqeta's own dashboard does
// (core-api/user-transitions).
func (m Move) request(a transition.Answers, user string) marqeta.UserTransitionRequest {
	return marqeta.UserTransitionRequest{
		Token: a.Token, UserToken: user, Status: m.to, ReasonCode: marqeta.ReasonCode(a.Code), Reason: a.Reason,
		Channel: marqeta.ChannelAdmin,
	}
}

// refresh keeps the user as it is after a transition.
func (h *Handler) refresh(ctx context.Context, token string) error {
	live, err := h.program.User(ctx, token)
	if err != nil {
		return fmt.Errorf("read user after its transition: %w", err)
	}
	return h.store.PutUser(ctx, store.UserOf(live))
}
