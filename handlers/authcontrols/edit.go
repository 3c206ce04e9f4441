package authcontrols

import (
	"context"
	"fmt"
	"net/http"

	"carddeck/marqeta"
	"carddeck/views/ui"
	"carddeck/web/change"
	"carddeck/web/form"
	"carddeck/web/spend"
)

// Edit draws the form with what the control has, or with answers in the address.
func (h *Handler) Edit(w http.ResponseWriter, r *http.Request) error {
	before, err := h.read(r.Context(), r.PathValue("token"))
	if err != nil {
		return err
	}
	d := drawn{form: answers(before), before: before}
	if r.URL.Query().Has("name") {
		if d.form, err = read(r); err != nil {
			return err
		}
		d.form.Token = before.Token
	}
	if d.groups, err = h.groups(r); err != nil {
		return err
	}
	return h.draw(w, r, d)
}

// Update sends what is different from what Marqeta has now.
func (h *Handler) Update(w http.ResponseWriter, r *http.Request) error {
	before, err := h.read(r.Context(), r.PathValue("token"))
	if err != nil {
		return err
	}
	d, err := h.answered(r, before)
	if err != nil {
		return err
	}
	body, different := changed(before, d.form.control(before))
	if len(d.errs) == 0 && !different {
		d.errs.Add("name", spend.NothingNew)
	}
	form.Confirm(r, d.errs)
	if len(d.errs) > 0 {
		return h.draw(w, r, d)
	}
	err = h.changes.Carry(w, r, change.Change{
		Area: spend.Auth.Trail(), Action: "change authorization control", Target: before.Token, Request: body, Repeatable: true,
		Path: spend.Auth.Of(before.Token), Said: "Authorization control " + ui.Name(d.form.Name) + " was changed.",
	}, func(ctx context.Context, _ *change.Change) error {
		_, err := h.program.UpdateAuthControl(ctx, before.Token, body)
		return err
	})
	if refused, ok := marqeta.AsError(err); ok && !marqeta.IsNotFound(err) {
		d.refused = refused
		return h.draw(w, r, d)
	}
	return err
}

func (h *Handler) read(ctx context.Context, token string) (marqeta.AuthControl, error) {
	v, err := h.program.AuthControl(ctx, token)
	if marqeta.IsNotFound(err) {
		return v, spend.Auth.NotFound()
	}
	if err != nil {
		return v, fmt.Errorf("read authorization control: %w", err)
	}
	return v, nil
}
