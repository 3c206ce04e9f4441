package users

import (
	"context"
	"net/http"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/change"
	"carddeck/web/form"
)

// New draws the form. Answers in the address fill it in, so that a link can propose a
// user and the preview can follow what is typed.
func (h *Handler) New(w http.ResponseWriter, r *http.Request) error {
	var in userForm
	if err := form.Read(r, &in); err != nil {
		return err
	}
	if !r.URL.Query().Has("token") {
		in.Token = h.changes.NewKey()
	}
	return h.draw(w, r, http.StatusOK, "", drawn[userForm]{form: in})
}

// Create makes a user.
func (h *Handler) Create(w http.ResponseWriter, r *http.Request) error {
	var in userForm
	if err := form.Read(r, &in); err != nil {
		return err
	}
	errs := in.checkNew()
	form.Confirm(r, errs)
	if len(errs) > 0 {
		return h.draw(w, r, http.StatusUnprocessableEntity, "", drawn[userForm]{form: in, errs: errs})
	}
	request := in.request()
	err := h.changes.Carry(w, r, change.Change{
		Area: "users", Action: "create user", Target: request.Token, Request: request, Repeatable: true,
		Path: path(request.Token),
	}, func(ctx context.Context, ch *change.Change) error {
		made, err := h.program.CreateUser(ctx, request)
		if err != nil {
			return err
		}
		ch.Said = "User " + called(made) + " was created."
		ch.Record = func(ctx context.Context) error { return h.store.PutUser(ctx, store.UserOf(made)) }
		return nil
	})
	if refused, ok := marqeta.AsError(err); ok {
		return h.draw(w, r, http.StatusUnprocessableEntity, "", drawn[userForm]{form: in, refused: refused})
	}
	return err
}
