package webhooks

import (
	"context"
	"net/http"

	"carddeck/marqeta"
	"carddeck/web/change"
	"carddeck/web/form"
)

// New draws the form. Answers in the address fill it in, so that a link can propose an
// endpoint and the preview can follow what is typed.
func (h *Handler) New(w http.ResponseWriter, r *http.Request) error {
	in := fresh(h.changes.NewKey())
	if r.URL.Query().Has("name") {
		token := in.Token
		var err error
		if in, err = read(r); err != nil {
			return err
		}
		if in.Token == "" {
			in.Token = token
		}
	}
	return h.draw(w, r, http.StatusOK, drawn{form: in})
}

// Create makes an endpoint.
func (h *Handler) Create(w http.ResponseWriter, r *http.Request) error {
	in, err := read(r)
	if err != nil {
		return err
	}
	errs := in.check(false)
	if !form.Token(in.Token) || in.Token == "notifications" {
		errs.Add("token", "1 to 36 letters, digits, dots, dashes or underscores, and none of the words new and notifications.")
	}
	form.Confirm(r, errs)
	if len(errs) > 0 {
		return h.again(w, r, drawn{form: in, errs: errs})
	}
	request := in.request(marqeta.WebhookConfig{})
	err = h.changes.Carry(w, r, change.Change{
		Area: "webhooks", Action: "create endpoint", Target: in.Token, Request: shown(request), Repeatable: true,
		Path: path(in.Token), Said: "Endpoint " + in.Name + " was created.",
	}, func(ctx context.Context, _ *change.Change) error {
		_, err := h.program.CreateWebhook(ctx, request)
		return err
	})
	if refused, ok := marqeta.AsError(err); ok {
		return h.again(w, r, drawn{form: in, refused: refused, full: in.Active && h.full(r.Context())})
	}
	return err
}
