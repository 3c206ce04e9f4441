package merchantgroups

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

// Edit draws the form with what the group has, or with answers in the address.
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
	return h.draw(w, r, d)
}

// Update sends what is different from what Marqeta has now.
func (h *Handler) Update(w http.ResponseWriter, r *http.Request) error {
	before, err := h.read(r.Context(), r.PathValue("token"))
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
	if len(d.errs) == 0 && !different {
		d.errs.Add("name", spend.NothingNew)
	}
	form.Confirm(r, d.errs)
	if len(d.errs) > 0 {
		return h.draw(w, r, d)
	}
	err = h.changes.Carry(w, r, change.Change{
		Area: spend.MerchantGroups.Trail(), Action: "change merchant group", Target: before.Token, Request: body, Repeatable: true,
		Path: spend.MerchantGroups.Of(before.Token), Said: "Merchant group " + ui.Name(in.Name) + " was changed.",
	}, func(ctx context.Context, _ *change.Change) error {
		_, err := h.program.UpdateMerchantGroup(ctx, before.Token, body)
		return err
	})
	if refused, ok := marqeta.AsError(err); ok && !marqeta.IsNotFound(err) {
		d.refused = refused
		return h.draw(w, r, d)
	}
	return err
}

func (h *Handler) read(ctx context.Context, token string) (marqeta.MerchantGroup, error) {
	g, err := h.program.MerchantGroup(ctx, token)
	if marqeta.IsNotFound(err) {
		return g, spend.MerchantGroups.NotFound()
	}
	if err != nil {
		return g, fmt.Errorf("read merchant group: %w", err)
	}
	return g, nil
}
