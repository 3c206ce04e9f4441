package simulator

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"carddeck/marqeta"
	"carddeck/marqeta/dictionary"
	"carddeck/marqeta/provoke"
	"carddeck/views/environment"
	views "carddeck/views/simulator"
	"carddeck/views/ui"
	"carddeck/web/change"
	"carddeck/web/form"
	"carddeck/web/pick"
	"carddeck/web/problem"
)

// declineForm holds which decline is wanted, and on which card.
type declineForm struct {
	Code string `form:"code"`
	Card string `form:"declined_card"`
}

// Decline sets up the cause of a decline in the embedded sandbox, sends a purchase, puts
// everything back, and leads to the transaction.
func (h *Handler) Decline(w http.ResponseWriter, r *http.Request) error {
	if environment.From(r.Context()).Kind != environment.Embedded {
		return &problem.Problem{Status: http.StatusConflict, Title: "Only in the embedded sandbox",
			Detail: "A cause is set up and put back only where nobody else works. Nothing was sent.", Href: "/simulator", Action: "The simulator"}
	}
	var in declineForm
	if err := form.Read(r, &in); err != nil {
		return err
	}
	plan, known := provoke.Find(marqeta.ResponseCode(in.Code))
	card, wrong, err := pick.Card(r.Context(), h.store, in.Card)
	if err != nil {
		return fmt.Errorf("find the card that is meant: %w", err)
	}
	if wrong == "" && !known {
		wrong = "Choose one of the offered declines."
	}
	if wrong != "" || card == "" {
		return refusedDecline(wrong)
	}
	found, err := h.program.Card(r.Context(), card)
	if marqeta.IsNotFound(err) {
		return refusedDecline("Marqeta knows no such card.")
	}
	if err != nil {
		return fmt.Errorf("read the card to decline: %w", err)
	}
	about := provoke.Subject{Card: card, User: found.UserToken, Amount: marqeta.MustAmount("10"), Control: h.changes.NewKey()}
	return h.changes.Carry(w, r, change.Change{
		Area: "simulator", Action: "provoke decline " + in.Code, Target: card,
		Request: map[string]string{"code": in.Code, "card_token": card, "user_token": about.User, "cause": plan.Cause},
	}, func(ctx context.Context, ch *change.Change) error {
		token, err := plan.Run(ctx, h.program, about)
		if left, ok := errors.AsType[*provoke.NotPutBack](err); ok {
			return &problem.Problem{Status: http.StatusConflict, Title: "The cause is still there", Err: err,
				Detail: "The console set up the cause and could not put it back. " + left.HowByHands, Href: "/cards/" + url.PathEscape(card), Action: "The card"}
		}
		if errors.Is(err, provoke.ErrNotActive) {
			return refusedDecline("The card and its user have to be active to begin with.")
		}
		if err != nil {
			return err
		}
		ch.Target, ch.Path = token, "/transactions/"+url.PathEscape(token)
		ch.Said = "For this purchase " + plan.Cause + ". Everything is as it was before."
		return nil
	})
}

func refusedDecline(why string) *problem.Problem {
	if why == "" {
		why = "Choose a card."
	}
	return &problem.Problem{Status: http.StatusUnprocessableEntity, Title: "No decline was provoked", Detail: why + " Nothing was changed.", Href: "/simulator#decline", Action: "Choose again"}
}

// declines offers the declines that can be seen, in the embedded sandbox alone.
func declines(ctx context.Context, card string) views.Decline {
	if environment.From(ctx).Kind != environment.Embedded {
		return views.Decline{}
	}
	out := views.Decline{
		Code: ui.Field{Name: "code", Label: "The decline to see"},
		Card: ui.Field{Name: "declined_card", Label: "Card", Value: card, Mono: true, MaxLength: 36, Help: "Its token, or its last four digits. It is as before afterwards."},
	}
	for _, p := range provoke.Plans() {
		text := string(p.Code)
		if entry, ok := dictionary.Lookup(dictionary.Responses, text); ok {
			text = entry.Memo + " (" + text + ")"
		}
		out.Codes = append(out.Codes, ui.Option{Value: string(p.Code), Text: text + ": " + p.Cause})
	}
	return out
}
