package users

import (
	"cmp"
	"context"
	"fmt"
	"net/http"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/views/ui"
	"carddeck/views/users"
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
			user, err := h.near(r.Context(), token)
			if err != nil {
				return err
			}
			return h.drawMove(w, r, http.StatusOK, m, user, drawn[moveForm]{form: in})
		}
		user, _, err := h.read(r.Context(), token)
		if err != nil {
			return err
		}
		if why := m.whyNot(user.Status); why != "" {
			return &problem.Problem{Status: http.StatusConflict, Title: "The user cannot be " + m.done,
				Detail: why, Href: path(token), Action: "Back to the user"}
		}
		return h.drawMove(w, r, http.StatusOK, m, user, drawn[moveForm]{})
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
			Area: "users", Action: m.verb + " user", Target: token, Request: request, Repeatable: true, Path: path(token),
			Said: "The user was " + m.done + ".",
		}, func(ctx context.Context, ch *change.Change) error {
			if _, err := h.program.TransitionUser(ctx, request); err != nil {
				return err
			}
			ch.Record = func(ctx context.Context) error { return h.refresh(ctx, token) }
			return nil
		})
		if refused, ok := marqeta.AsError(err); ok && !marqeta.IsNotFound(err) {
			return h.moveAgain(w, r, m, drawn[moveForm]{form: in, refused: refused})
		}
		return err
	}
}

// refresh keeps the user as it is after a transition, whose answer has only the status.
func (h *Handler) refresh(ctx context.Context, token string) error {
	live, err := h.program.User(ctx, token)
	if err != nil {
		return fmt.Errorf("read user after its transition: %w", err)
	}
	return h.store.PutUser(ctx, store.UserOf(live))
}

// moveAgain shows what was wrong, beside the user as it is by now.
func (h *Handler) moveAgain(w http.ResponseWriter, r *http.Request, m Move, d drawn[moveForm]) error {
	user, _, err := h.read(r.Context(), r.PathValue("token"))
	if err != nil {
		return err
	}
	return h.drawMove(w, r, http.StatusUnprocessableEntity, m, user, d)
}

func (h *Handler) drawMove(w http.ResponseWriter, r *http.Request, status int, m Move, user marqeta.User, d drawn[moveForm]) error {
	if !form.Token(d.form.Token) {
		d.form.Token = h.changes.NewKey()
	}
	f, e := d.form, d.errs
	p := users.MovePage{
		Confirm: ui.Confirm{
			Head: ui.Head{Title: m.text + " " + called(user), Sub: "Status now: " + statusMark(user.Status).Text + ".", Back: path(user.Token), Where: called(user)},
			Tone: m.tone, Effect: m.effect, Detail: m.detail, Question: "Why is the user " + m.done + "?",
			Action: m.path(user.Token), Key: cmp.Or(f.Key, h.changes.NewKey()), Token: f.Token,
			Refusal: d.refusal(r, "The user was not "+m.done, []ui.Fault{
				{Field: "reason_code", Text: "Reason"}, {Field: "reason", Text: "In your words"}, {Field: "token", Text: "Transition"},
			}),
			Request: form.Preview(h.program.BaseURL(), http.MethodPost, "/usertransitions", f.request(m, user.Token)),
			Foot: ui.Foot{
				Note: "You will be recorded as the one who did it.", Cancel: path(user.Token), Submit: m.text + " user",
				Danger: m.danger(), Confirm: r.PostFormValue("confirmation"), Error: e["confirmation"],
			},
		},
		Code:   ui.Field{Name: "reason_code", Label: "Reason", API: "reason_code", Value: f.Code, Error: e["reason_code"], Help: "Marqeta's list; it is kept with the transition."},
		Codes:  reasonOptions(f.Code),
		Reason: ui.Field{Name: "reason", Label: "In your words", API: "reason", Value: f.Reason, Error: e["reason"], Optional: true, MaxLength: 255, Help: "Everybody who opens the user reads it."},
	}
	return render.Page(w, r, status, render.View{
		Title: p.Confirm.Head.Title, Section: "/users", Body: users.Move(p), Fragments: []string{ui.RequestRegion},
	})
}

// reasonOptions offers Marqeta's reason codes, and keeps a chosen one that is not among them.
func reasonOptions(chosen string) []ui.Option {
	out := []ui.Option{{Value: "", Text: "Choose one"}}
	for _, r := range marqeta.Reasons() {
		out = append(out, ui.Option{Value: string(r.Code), Text: ui.ReasonOf(string(r.Code), r.Words)})
	}
	if chosen != "" && marqeta.ReasonCode(chosen).Words() == "" {
		out = append(out, ui.Option{Value: chosen, Text: chosen})
	}
	return out
}
