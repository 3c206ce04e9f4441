package fundingsources

import (
	"context"
	"net/http"

	"carddeck/marqeta"
	"carddeck/web/change"
	"carddeck/web/form"
)

// New asks for the kind, then draws its form. Answers in the address fill it in, so
// that the preview can follow what is typed.
func (h *Handler) New(w http.ResponseWriter, r *http.Request) error {
	in, err := read(r)
	switch {
	case err != nil:
		return err
	case in.Kind != program && in.Kind != gateway:
		return h.choose(w, r, http.StatusOK)
	case !r.URL.Query().Has("name"):
		in = fresh(in.Kind, h.changes.NewKey())
	}
	return h.draw(w, r, http.StatusOK, drawn{form: in})
}

// Create makes a funding source of either kind.
func (h *Handler) Create(w http.ResponseWriter, r *http.Request) error {
	in, err := read(r)
	if err != nil {
		return err
	}
	if in.Kind != program && in.Kind != gateway {
		return h.choose(w, r, http.StatusUnprocessableEntity)
	}
	errs := in.check(false)
	if !form.Token(in.Token) {
		errs.Add("token", form.TokenRule)
	}
	form.Confirm(r, errs)
	if len(errs) > 0 {
		return h.again(w, r, drawn{form: in, errs: errs})
	}
	ch := change.Change{
		Area: "funding-sources", Action: "create program funding source", Target: in.Token, Request: in.programRequest(),
		Path: path(in.Token), Said: "Program funding source " + in.Name + " was created.", Repeatable: true,
	}
	if in.Kind == gateway {
		ch.Action, ch.Request = "create program gateway", shown(in.gatewayRequest(nil))
		ch.Said = "Program gateway " + in.Name + " was created."
	}
	err = h.changes.Carry(w, r, ch, func(ctx context.Context, ch *change.Change) error {
		made, err := h.create(ctx, in)
		if err != nil {
			return err
		}
		ch.Record = h.keep(made)
		return nil
	})
	if refused, ok := marqeta.AsError(err); ok {
		return h.again(w, r, drawn{form: in, refused: refused})
	}
	return err
}

func (h *Handler) create(ctx context.Context, in sourceForm) (source, error) {
	if in.Kind == gateway {
		g, err := h.program.CreateGatewayFundingSource(ctx, in.gatewayRequest(nil))
		return gatewaySource(g), err
	}
	f, err := h.program.CreateFundingSource(ctx, in.programRequest())
	return programSource(f), err
}

// keep writes the local copy of what was made.
func (h *Handler) keep(s source) func(context.Context) error {
	return func(ctx context.Context) error { return h.store.PutFundingSource(ctx, s.FundingSource) }
}
