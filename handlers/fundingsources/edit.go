package fundingsources

import (
	"context"
	"net/http"
	"slices"

	"carddeck/marqeta"
	"carddeck/web/change"
	"carddeck/web/form"
	"carddeck/web/problem"
)

// Edit draws the form with what the funding source has.
func (h *Handler) Edit(w http.ResponseWriter, r *http.Request) error {
	token := r.PathValue("token")
	if r.URL.Query().Has("name") {
		in, err := read(r)
		if err != nil {
			return err
		}
		return h.draw(w, r, http.StatusOK, drawn{form: in, editing: token})
	}
	found, stale, err := h.find(r.Context(), token)
	if err != nil {
		return err
	}
	if stale != "" {
		return &problem.Problem{Status: http.StatusBadGateway, Title: stale,
			Detail: "A funding source can be changed only from what it is now. Reload to ask again; nothing was changed.",
			Href:   path(token), Action: "Back to the funding source"}
	}
	return h.draw(w, r, http.StatusOK, drawn{form: answers(found), editing: token})
}

// Update changes a funding source of either kind.
func (h *Handler) Update(w http.ResponseWriter, r *http.Request) error {
	token := r.PathValue("token")
	in, err := read(r)
	if err != nil {
		return err
	}
	if in.Kind != program && in.Kind != gateway {
		return &problem.Problem{Status: http.StatusBadRequest, Title: "The form could not be read",
			Detail: "Open the funding source and edit it from there. Nothing was changed.", Href: path(token), Action: "Open the funding source"}
	}
	in.Token = ""
	errs := in.check(true)
	form.Confirm(r, errs)
	if len(errs) > 0 {
		return h.again(w, r, drawn{form: in, errs: errs, editing: token})
	}
	kept, err := h.keptHeaders(r.Context(), token, in.gateway.Headers)
	if err != nil {
		return err
	}
	ch := change.Change{
		Area: "funding-sources", Action: "change program funding source", Target: token, Request: in.programRequest(),
		Path: path(token), Said: "Program funding source " + in.Name + " was changed.", Repeatable: true,
	}
	if in.Kind == gateway {
		ch.Action, ch.Request = "change program gateway", shown(in.gatewayRequest(kept))
		ch.Said = "Program gateway " + in.Name + " was changed."
	}
	err = h.changes.Carry(w, r, ch, func(ctx context.Context, ch *change.Change) error {
		changed, err := h.update(ctx, token, in, kept)
		if err != nil {
			return err
		}
		ch.Record = h.keep(changed)
		return nil
	})
	if refused, ok := marqeta.AsError(err); ok && !marqeta.IsNotFound(err) {
		return h.again(w, r, drawn{form: in, refused: refused, editing: token})
	}
	if marqeta.IsNotFound(err) {
		return problem.NotFound("funding source", "/funding-sources", "All funding sources")
	}
	return err
}

func (h *Handler) update(ctx context.Context, token string, in sourceForm, kept map[string]string) (source, error) {
	if in.Kind == gateway {
		g, err := h.program.UpdateGatewayFundingSource(ctx, token, in.gatewayRequest(kept))
		return gatewaySource(g), err
	}
	f, err := h.program.UpdateFundingSource(ctx, token, in.programRequest())
	return programSource(f), err
}

// keptHeaders gives the gateway's headers with their values when any is to stay while
// others change: Marqeta takes them all or none, and the page never had the values.
func (h *Handler) keptHeaders(ctx context.Context, token string, headers []header) (map[string]string, error) {
	if !headersChanged(headers) || !slices.ContainsFunc(headers, header.stays) {
		return nil, nil
	}
	g, err := h.program.GatewayFundingSource(ctx, token)
	return g.CustomHeader, err
}
