package velocitycontrols

import (
	"context"
	"fmt"
	"net/http"

	"carddeck/marqeta"
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
	if d.groups, err = spend.ReadGroups(r.Context(), h.program); err != nil {
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
	v := d.form.control(d.before)
	return spend.Write{
		Kind: spend.Velocity, Changes: h.changes, Token: v.Token, Name: title(v), Request: request(v),
		Call: func(ctx context.Context) error {
			_, err := h.program.CreateVelocityControl(ctx, request(v))
			return err
		},
		Draw: h.redraw(w, r, d),
	}.Create(w, r, d.errs)
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
	if d.groups, err = spend.ReadGroups(r.Context(), h.program); err != nil {
		return d, err
	}
	d.errs = d.form.check(before)
	if err := d.form.reach.Find(r.Context(), h.program, h.store, d.groups, d.errs); err != nil {
		return d, err
	}
	after := d.form.control(before)
	if spend.Counted(after.Active, after.Association) && !spend.Counted(before.Active, before.Association) {
		if err := spend.NoRoom(r.Context(), h.program, "active", d.errs); err != nil {
			return d, fmt.Errorf("count active spend controls: %w", err)
		}
	}
	return d, nil
}
