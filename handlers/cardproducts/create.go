package cardproducts

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/change"
	"carddeck/web/form"
)

// New draws the form. Answers in the address fill it in, so that a link can propose a
// card product and the preview can follow what is typed.
func (h *Handler) New(w http.ResponseWriter, r *http.Request) error {
	in := fresh(h.changes.NewKey(), h.now().UTC().Format(time.DateOnly))
	if r.URL.RawQuery != "" {
		in = productForm{Token: in.Token}
		if err := form.Read(r, &in); err != nil {
			return err
		}
		return h.draw(w, r, http.StatusOK, drawn{form: in})
	}
	var err error
	if in.Source, err = h.onlySource(r.Context(), "program"); err != nil {
		return err
	}
	if in.Gateway, err = h.onlySource(r.Context(), "programgateway"); err != nil {
		return err
	}
	return h.draw(w, r, http.StatusOK, drawn{form: in})
}

// Create makes a card product.
func (h *Handler) Create(w http.ResponseWriter, r *http.Request) error {
	var in productForm
	if err := form.Read(r, &in); err != nil {
		return err
	}
	errs := in.check()
	if !form.Token(in.Token) {
		errs.Add("token", form.TokenRule)
	}
	form.Confirm(r, errs)
	if len(errs) > 0 {
		return h.draw(w, r, http.StatusUnprocessableEntity, drawn{form: in, errs: errs})
	}
	request := in.request()
	err := h.changes.Carry(w, r, change.Change{
		Area: "card-products", Action: "create card product", Target: in.Token, Request: request, Repeatable: true,
		Path: path(in.Token), Said: "Card product " + in.Name + " was created.",
	}, func(ctx context.Context, ch *change.Change) error {
		made, err := h.program.CreateCardProduct(ctx, request)
		if err != nil {
			return err
		}
		ch.Record = func(ctx context.Context) error { return h.store.PutCardProduct(ctx, local(made)) }
		return nil
	})
	if refused, ok := marqeta.AsError(err); ok {
		return h.draw(w, r, http.StatusUnprocessableEntity, drawn{form: in, refused: refused})
	}
	return err
}

// sources lists funding sources of one kind for a choice; the newest hundred will do.
func (h *Handler) sources(ctx context.Context, kind string) ([]store.FundingSource, error) {
	found, err := h.store.ListFundingSources(ctx, store.FundingSourceFilter{Kind: kind}, store.Page{Limit: 100})
	return found.Rows, err
}

// onlySource is the funding source of a kind when there is just one that works, so that
// nobody has to choose where there is no choice.
func (h *Handler) onlySource(ctx context.Context, kind string) (string, error) {
	found, err := h.sources(ctx, kind)
	if err != nil {
		return "", fmt.Errorf("look for the only funding source: %w", err)
	}
	only := ""
	for _, s := range found {
		switch {
		case !s.Active:
		case only != "":
			return "", nil
		default:
			only = s.Token
		}
	}
	return only, nil
}
