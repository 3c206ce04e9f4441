package cardproducts

import (
	"context"
	"net/http"
	"strings"

	"carddeck/marqeta"
	"carddeck/marqeta/productfields"
	"carddeck/web/change"
	"carddeck/web/form"
)

// Update saves what was compared: the members that the form names, and nothing else. It
// sends them as they were typed even when they differ no more, so that a second click is
// the same change as the first.
func (h *Handler) Update(w http.ResponseWriter, r *http.Request) error {
	e, err := h.posted(r)
	if err != nil {
		return err
	}
	asked := e.asked(r.PostForm)
	errs := e.check()
	if len(asked) == 0 {
		errs.Add("name", nothingDiffers)
	}
	if len(errs) > 0 {
		return h.drawEditor(w, r, http.StatusUnprocessableEntity, e, errs)
	}
	form.Confirm(r, errs)
	if len(errs) > 0 || e.overtaken() && len(e.changes()) > 0 {
		return h.drawReview(w, r, http.StatusUnprocessableEntity, e, errs, nil)
	}
	err = h.save(w, r, e.product, asked)
	if refused, ok := marqeta.AsError(err); ok && !marqeta.IsNotFound(err) {
		return h.drawReview(w, r, http.StatusUnprocessableEntity, e, errs, refused)
	}
	return err
}

// save sends changes of one card product.
func (h *Handler) save(w http.ResponseWriter, r *http.Request, p marqeta.CardProduct, changes []productfields.Change) error {
	patch := productfields.Patch(changes)
	return h.changes.Carry(w, r, change.Change{
		Area: "card-products", Action: "change card product", Target: p.Token, Request: patch, Repeatable: true,
		Path: path(p.Token), Said: "Card product " + p.Name + " was changed: " + countWords(len(changes)) + ".",
	}, func(ctx context.Context, ch *change.Change) error {
		made, err := h.program.PatchCardProduct(ctx, p.Token, patch)
		if err != nil {
			return err
		}
		ch.Said += unheeded(made, changes)
		ch.Record = func(ctx context.Context) error { return h.store.PutCardProduct(ctx, local(made)) }
		return nil
	})
}

// unheeded names the fields that Marqeta accepted and left as they were.
func unheeded(made marqeta.CardProduct, changes []productfields.Change) string {
	got, err := productfields.Read(made.Raw)
	if err != nil {
		return ""
	}
	var names []string
	for _, c := range changes {
		if got[c.Field.Path] != c.After {
			names = append(names, c.Field.Label)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return " Marqeta answered with another value for: " + strings.Join(names, ", ") + "."
}
