package mccgroups

import (
	"context"
	"net/http"

	"carddeck/marqeta"
	"carddeck/views/ui"
	"carddeck/web/change"
	"carddeck/web/form"
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
	if !form.Token(in.Token) {
		d.errs.Add("token", form.TokenRule)
	}
	form.Confirm(r, d.errs)
	if len(d.errs) > 0 {
		return h.draw(w, r, d)
	}
	request := in.request()
	err = h.changes.Carry(w, r, change.Change{
		Area: spend.MCCGroups.Trail(), Action: "create MCC group", Target: in.Token, Request: request, Repeatable: true,
		Path: spend.MCCGroups.Of(in.Token), Said: "MCC group " + ui.Name(in.Name) + " was created.",
	}, func(ctx context.Context, _ *change.Change) error {
		_, err := h.program.CreateMCCGroup(ctx, request)
		return err
	})
	if refused, ok := marqeta.AsError(err); ok {
		d.refused = refused
		return h.draw(w, r, d)
	}
	return err
}
