package mccgroups

import (
	"context"
	"net/http"

	"carddeck/marqeta"
	"carddeck/views/ui"
	"carddeck/web/spend"
)

// New draws the form. Answers in the address fill it in.
func (h *Handler) New(w http.ResponseWriter, r *http.Request) error {
	d := drawn{form: groupForm{Token: h.changes.NewKey(), Active: true}}
	if r.URL.Query().Has("name") {
		var err error
		if d.form, err = read(r); err != nil {
			return err
		}
	}
	return h.draw(w, r, d)
}

// Create makes a group.
func (h *Handler) Create(w http.ResponseWriter, r *http.Request) error {
	in, err := read(r)
	if err != nil {
		return err
	}
	d := drawn{form: in, errs: in.check(marqeta.MCCGroup{})}
	request := in.request()
	return spend.Write{
		Kind: spend.MCCGroups, Changes: h.changes, Token: in.Token, Name: ui.Name(in.Name), Request: request,
		Call: func(ctx context.Context) error {
			_, err := h.program.CreateMCCGroup(ctx, request)
			return err
		},
		Draw: h.redraw(w, r, d),
	}.Create(w, r, d.errs)
}
