package velocitycontrols

import (
	"context"
	"net/http"

	"carddeck/web/spend"
)

// Edit draws the form with what the control has, or with answers in the address.
func (h *Handler) Edit(w http.ResponseWriter, r *http.Request) error {
	before, err := spend.Find(r.Context(), spend.Velocity, r.PathValue("token"), h.program.VelocityControl)
	if err != nil {
		return err
	}
	d := drawn{form: answers(before), before: before}
	if r.URL.Query().Has("velocity_window") {
		if d.form, err = read(r); err != nil {
			return err
		}
		d.form.Token = before.Token
	}
	if d.groups, err = spend.ReadGroups(r.Context(), h.program); err != nil {
		return err
	}
	return h.draw(w, r, d)
}

// Update sends what is different from what Marqeta has now.
func (h *Handler) Update(w http.ResponseWriter, r *http.Request) error {
	before, err := spend.Find(r.Context(), spend.Velocity, r.PathValue("token"), h.program.VelocityControl)
	if err != nil {
		return err
	}
	d, err := h.answered(r, before)
	if err != nil {
		return err
	}
	body, different := changed(before, d.form.control(before))
	return spend.Write{
		Kind: spend.Velocity, Changes: h.changes, Token: before.Token, Name: title(d.form.control(before)), Request: body,
		Call: func(ctx context.Context) error {
			_, err := h.program.UpdateVelocityControl(ctx, before.Token, body)
			return err
		},
		Draw: h.redraw(w, r, d),
	}.Update(w, r, d.errs, different)
}
