package merchantgroups

import (
	"context"
	"net/http"

	"carddeck/views/ui"
	"carddeck/web/spend"
)

// Edit draws the form with what the group has, or with answers in the address.
func (h *Handler) Edit(w http.ResponseWriter, r *http.Request) error {
	before, err := spend.Find(r.Context(), spend.MerchantGroups, r.PathValue("token"), h.program.MerchantGroup)
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
	return h.draw(w, r, d)
}

// Update sends what is different from what Marqeta has now.
func (h *Handler) Update(w http.ResponseWriter, r *http.Request) error {
	before, err := spend.Find(r.Context(), spend.MerchantGroups, r.PathValue("token"), h.program.MerchantGroup)
	if err != nil {
		return err
	}
	in, err := read(r)
	if err != nil {
		return err
	}
	in.Token = before.Token
	d := drawn{form: in, errs: in.check(before), before: before}
	body, different := in.changed(before)
	return spend.Write{
		Kind: spend.MerchantGroups, Changes: h.changes, Token: before.Token, Name: ui.Name(in.Name), Request: body,
		Call: func(ctx context.Context) error {
			_, err := h.program.UpdateMerchantGroup(ctx, before.Token, body)
			return err
		},
		Draw: h.redraw(w, r, d),
	}.Update(w, r, d.errs, different)
}
