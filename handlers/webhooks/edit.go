package webhooks

import (
	"context"
	"net/http"

	"carddeck/marqeta"
	"carddeck/web/change"
	"carddeck/web/form"
	"carddeck/web/problem"
)

// Ask draws the page that asks about an endpoint: edit or ping. The pattern is wider,
// since one with either word would contradict the one for notifications.
func (h *Handler) Ask(w http.ResponseWriter, r *http.Request) error {
	switch r.PathValue("page") {
	case "edit":
		return h.edit(w, r)
	case "ping":
		return h.askPing(w, r, http.StatusOK, nil)
	}
	return missing()
}

// edit draws the form with what the endpoint has.
func (h *Handler) edit(w http.ResponseWriter, r *http.Request) error {
	token := r.PathValue("token")
	if r.URL.Query().Has("name") {
		in, err := read(r)
		if err != nil {
			return err
		}
		return h.draw(w, r, http.StatusOK, drawn{form: in, editing: token})
	}
	found, err := h.find(r.Context(), token)
	if err != nil {
		return err
	}
	return h.draw(w, r, http.StatusOK, drawn{form: answers(found), editing: token})
}

// Update changes an endpoint.
func (h *Handler) Update(w http.ResponseWriter, r *http.Request) error {
	token := r.PathValue("token")
	in, err := read(r)
	if err != nil {
		return err
	}
	in.Token = ""
	errs := in.check(true)
	form.Confirm(r, errs)
	if len(errs) > 0 {
		return h.again(w, r, drawn{form: in, errs: errs, editing: token})
	}
	var kept marqeta.WebhookConfig
	if in.configured() {
		found, err := h.find(r.Context(), token)
		if err != nil {
			return err
		}
		kept = found.Config
	}
	request := in.request(kept)
	err = h.changes.Carry(w, r, change.Change{
		Area: "webhooks", Action: "change endpoint", Target: token, Request: shown(request), Repeatable: true,
		Path: path(token), Said: "Endpoint " + in.Name + " was changed. Marqeta may take up to an hour to follow.",
	}, func(ctx context.Context, _ *change.Change) error {
		_, err := h.program.UpdateWebhook(ctx, token, request)
		return err
	})
	refused, ok := marqeta.AsError(err)
	switch {
	case marqeta.IsNotFound(err):
		return missing()
	case ok:
		return h.again(w, r, drawn{form: in, refused: refused, full: in.Active && h.full(r.Context()), editing: token})
	}
	return err
}

// find reads an endpoint; there is no local copy of them.
func (h *Handler) find(ctx context.Context, token string) (marqeta.Webhook, error) {
	found, err := h.program.Webhook(ctx, token)
	if marqeta.IsNotFound(err) {
		return found, missing()
	}
	return found, err
}

func missing() error { return problem.NotFound("endpoint", "/webhooks", "All endpoints") }
