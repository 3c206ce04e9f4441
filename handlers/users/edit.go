package users

import (
	"context"
	"net/http"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/change"
	"carddeck/web/form"
)

// Edit draws the form with what the user has.
func (h *Handler) Edit(w http.ResponseWriter, r *http.Request) error {
	token := r.PathValue("token")
	if r.URL.RawQuery != "" {
		var in userForm
		if err := form.Read(r, &in); err != nil {
			return err
		}
		return h.draw(w, r, http.StatusOK, token, drawn[userForm]{form: in})
	}
	live, err := h.program.User(r.Context(), token)
	if err != nil {
		return err
	}
	return h.draw(w, r, http.StatusOK, token, drawn[userForm]{form: answers(live)})
}

// Update changes a user.
func (h *Handler) Update(w http.ResponseWriter, r *http.Request) error {
	token := r.PathValue("token")
	var in userForm
	if err := form.Read(r, &in); err != nil {
		return err
	}
	errs := form.Check(in)
	form.Confirm(r, errs)
	if len(errs) > 0 {
		return h.draw(w, r, http.StatusUnprocessableEntity, token, drawn[userForm]{form: in, errs: errs})
	}
	request := in.update()
	err := h.changes.Carry(w, r, change.Change{
		Area: "users", Action: "change user", Target: token, Request: request, Repeatable: true, Path: path(token),
	}, func(ctx context.Context, ch *change.Change) error {
		made, err := h.program.UpdateUser(ctx, token, request)
		if err != nil {
			return err
		}
		ch.Said = "User " + called(made) + " was changed."
		ch.Record = func(ctx context.Context) error { return h.store.PutUser(ctx, store.UserOf(made)) }
		return nil
	})
	if refused, ok := marqeta.AsError(err); ok && !marqeta.IsNotFound(err) {
		return h.draw(w, r, http.StatusUnprocessableEntity, token, drawn[userForm]{form: in, refused: refused})
	}
	return err
}
