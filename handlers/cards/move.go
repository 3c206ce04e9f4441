package cards

import (
	"cmp"
	"context"
	"fmt"
	"net/http"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/views/cards"
	"carddeck/views/ui"
	"carddeck/web/change"
	"carddeck/web/form"
	"carddeck/web/problem"
	"carddeck/web/render"
)

// Ask draws the page that asks before a move.
func (h *Handler) Ask(m Move) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		token := r.PathValue("token")
		if r.URL.RawQuery != "" {
			var in moveForm
			if err := form.Read(r, &in); err != nil {
				return err
			}
			card, err := h.near(r.Context(), token)
			if err != nil {
				return err
			}
			return h.drawMove(w, r, http.StatusOK, m, card, drawn[moveForm]{form: in})
		}
		card, _, err := h.read(r.Context(), token)
		if err != nil {
			return err
		}
		if why := m.whyNot(card.State); why != "" {
			return &problem.Problem{Status: http.StatusConflict, Title: "Card " + number(card) + " cannot be " + m.done,
				Detail: why, Href: path(token), Action: "Back to the card"}
		}
		return h.drawMove(w, r, http.StatusOK, m, card, drawn[moveForm]{form: moveForm{Code: string(m.usual)}})
	}
}

// Move carries a move out. Whether it is legal now is Marqeta's to say: another
// operator may have been faster than the page.
func (h *Handler) Move(m Move) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		token := r.PathValue("token")
		var in moveForm
		if err := form.Read(r, &in); err != nil {
			return err
		}
		errs := in.check()
		form.Confirm(r, errs)
		if len(errs) > 0 {
			return h.moveAgain(w, r, m, drawn[moveForm]{form: in, errs: errs})
		}
		request := in.request(m, token)
		err := h.changes.Carry(w, r, change.Change{
			Area: "cards", Action: m.verb + " card", Target: token, Request: request, Repeatable: true, Path: path(token),
		}, func(ctx context.Context, ch *change.Change) error {
			made, err := h.program.TransitionCard(ctx, request)
			if err != nil {
				return err
			}
			ch.Said = "Card " + number(marqeta.Card{Token: token, LastFour: made.LastFour}) + " was " + m.done + "."
			ch.Record = func(ctx context.Context) error { return h.refresh(ctx, token) }
			return nil
		})
		if refused, ok := marqeta.AsError(err); ok && !marqeta.IsNotFound(err) {
			return h.moveAgain(w, r, m, drawn[moveForm]{form: in, refused: refused})
		}
		return err
	}
}

// refresh keeps the card as it is after a transition, whose answer does not have all of it.
func (h *Handler) refresh(ctx context.Context, token string) error {
	live, err := h.program.Card(ctx, token)
	if err != nil {
		return fmt.Errorf("read card after its transition: %w", err)
	}
	return h.store.PutCard(ctx, store.CardOf(live))
}

// moveAgain shows what was wrong, beside the card as it is by now.
func (h *Handler) moveAgain(w http.ResponseWriter, r *http.Request, m Move, d drawn[moveForm]) error {
	card, _, err := h.read(r.Context(), r.PathValue("token"))
	if err != nil {
		return err
	}
	return h.drawMove(w, r, http.StatusUnprocessableEntity, m, card, d)
}

func (h *Handler) drawMove(w http.ResponseWriter, r *http.Request, status int, m Move, card marqeta.Card, d drawn[moveForm]) error {
	holder, err := h.holderName(r.Context(), card.UserToken)
	if err != nil {
		return err
	}
	if !form.Token(d.form.Token) {
		d.form.Token = h.changes.NewKey()
	}
	f, e := d.form, d.errs
	p := cards.MovePage{
		Confirm: ui.Confirm{
			Head: ui.Head{Title: m.text + " card " + number(card), Sub: title(card, holder) + ".",
				Back: path(card.Token), Where: "Card " + number(card)},
			Tone: m.tone, Effect: m.effect, Detail: m.detail, Question: "Why is it " + m.done + "?",
			Action: m.path(card.Token), Key: cmp.Or(f.Key, h.changes.NewKey()), Token: f.Token,
			Refusal: d.refusal(r, "The card was not "+m.done, []ui.Fault{
				{Field: "reason_code", Text: "Reason"}, {Field: "reason", Text: "In your words"}, {Field: "token", Text: "Transition"},
			}),
			Request: form.Preview(h.program.BaseURL(), http.MethodPost, "/cardtransitions", f.request(m, card.Token)),
			Foot: ui.Foot{
				Note: "You will be recorded as the one who did it.", Cancel: path(card.Token), Submit: m.text + " card",
				Danger: m.to == marqeta.CardTerminated, Confirm: r.PostFormValue("confirmation"), Error: e["confirmation"],
			},
		},
		Code:   ui.Field{Name: "reason_code", Label: "Reason", API: "reason_code", Value: f.Code, Error: e["reason_code"], Help: "Marqeta's list; it is kept with the transition."},
		Codes:  withOther(reasonOptions(), f.Code),
		Reason: ui.Field{Name: "reason", Label: "In your words", API: "reason", Value: f.Reason, Error: e["reason"], Optional: true, MaxLength: 255, Help: "Everybody who opens the card reads it."},
	}
	return render.Page(w, r, status, render.View{
		Title: p.Confirm.Head.Title, Section: "/cards", Body: cards.Move(p), Fragments: []string{ui.RequestRegion},
	})
}
