package velocitycontrols

import (
	"context"
	"fmt"
	"net/http"

	"carddeck/marqeta"
	"carddeck/web/change"
	"carddeck/web/form"
	"carddeck/web/spend"
)

// New draws the form. Answers in the address fill it in.
func (h *Handler) New(w http.ResponseWriter, r *http.Request) error {
	d, err := drawn{form: fresh(h.changes.NewKey())}, error(nil)
	if r.URL.Query().Has("velocity_window") {
		d.form, err = read(r)
	} else {
		err = form.Read(r, &d.form.reach)
	}
	if err != nil {
		return err
	}
	if d.groups, err = h.groups(r); err != nil {
		return err
	}
	return h.draw(w, r, d)
}

// Create makes a velocity control.
func (h *Handler) Create(w http.ResponseWriter, r *http.Request) error {
	d, err := h.answered(r, marqeta.VelocityControl{})
	if err != nil {
		return err
	}
	if !form.Token(d.form.Token) {
		d.errs.Add("token", form.TokenRule)
	}
	form.Confirm(r, d.errs)
	if len(d.errs) > 0 {
		return h.draw(w, r, d)
	}
	v := d.form.control(d.before)
	err = h.changes.Carry(w, r, change.Change{
		Area: spend.Velocity.Trail(), Action: "create velocity control", Target: v.Token, Request: request(v), Repeatable: true,
		Path: spend.Velocity.Of(v.Token), Said: "Velocity control " + title(v) + " was created.",
	}, func(ctx context.Context, _ *change.Change) error {
		_, err := h.program.CreateVelocityControl(ctx, request(v))
		return err
	})
	if refused, ok := marqeta.AsError(err); ok {
		d.refused = refused
		return h.draw(w, r, d)
	}
	return err
}

// answered reads and checks the form, also against what Marqeta knows.
func (h *Handler) answered(r *http.Request, before marqeta.VelocityControl) (d drawn, err error) {
	d.before = before
	if d.form, err = read(r); err != nil {
		return d, err
	}
	if before.Token != "" {
		d.form.Token = before.Token
	}
	if d.groups, err = h.groups(r); err != nil {
		return d, err
	}
	d.errs = d.form.check(before)
	if err := d.form.reach.Find(r.Context(), h.program, h.store, d.groups, d.errs); err != nil {
		return d, err
	}
	after := d.form.control(before)
	counted := func(v marqeta.VelocityControl) bool {
		return v.Active && v.Association.Level() == marqeta.ProgramLevel
	}
	if counted(after) && !counted(before) {
		if err := spend.NoRoom(r.Context(), h.program, "active", d.errs); err != nil {
			return d, fmt.Errorf("count active spend controls: %w", err)
		}
	}
	return d, nil
}
