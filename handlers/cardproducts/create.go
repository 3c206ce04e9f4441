package cardproducts

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/productfields"
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
		if err := h.takeMade(r, &in); err != nil {
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
	values, err := h.whole(r.Context(), in)
	if err != nil {
		return err
	}
	err = h.make(w, r, in.Token, values)
	if refused, ok := marqeta.AsError(err); ok {
		return h.draw(w, r, http.StatusUnprocessableEntity, drawn{form: in, refused: refused})
	}
	return err
}

// whole is everything that the answers ask for: they lie over the card product that
// this one starts from, where there is one.
func (h *Handler) whole(ctx context.Context, in productForm) (productfields.Values, error) {
	raw, err := json.Marshal(in.request())
	if err != nil {
		return nil, fmt.Errorf("write card product: %w", err)
	}
	answered, err := productfields.Read(raw)
	if err != nil || in.Like == "" {
		return answered, err
	}
	like, err := h.edition(ctx, in.Like)
	if err != nil {
		return nil, err
	}
	base := like.before.Own()
	delete(base, "end_date") // of the form, whether it is answered or not
	return base.Over(answered), nil
}

// make creates a card product from values.
func (h *Handler) make(w http.ResponseWriter, r *http.Request, token string, v productfields.Values) error {
	request, err := productfields.Request(token, v)
	if err != nil {
		return fmt.Errorf("write card product: %w", err)
	}
	return h.changes.Carry(w, r, change.Change{
		Area: "card-products", Action: "create card product", Target: token, Request: request, Repeatable: true,
		Path: path(token), Said: "Card product " + v["name"] + " was created.",
	}, func(ctx context.Context, ch *change.Change) error {
		made, err := h.program.CreateCardProduct(ctx, request)
		if err != nil {
			return err
		}
		ch.Record = func(ctx context.Context) error { return h.store.PutCardProduct(ctx, local(made)) }
		return nil
	})
}
