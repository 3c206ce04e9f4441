package webhooks

import (
	"context"
	"net/http"

	"carddeck/marqeta"
	"carddeck/views/ui"
	"carddeck/views/webhooks"
	"carddeck/web/change"
	"carddeck/web/form"
	"carddeck/web/reqlog"
)

// resendForm says which event is to be sent again.
type resendForm struct {
	Type  string `form:"event_type" validate:"required,oneof=transaction cardtransition usertransition businesstransition digitalwallettokentransition chargebacktransition threedstransition" json:"event_type"`
	Event string `form:"event_token" validate:"required,max=255" json:"event_token"`
}

// resending is the form with what is wrong with it.
type resending struct {
	form    resendForm
	errs    form.Errors
	refusal ui.Refusal
}

// Resend makes Marqeta send one event to the endpoint again, as after a gap.
func (h *Handler) Resend(w http.ResponseWriter, r *http.Request) error {
	token := r.PathValue("token")
	var in resendForm
	if err := form.Read(r, &in); err != nil {
		return err
	}
	reference := reqlog.From(r.Context()).Reference
	errs := form.Check(in)
	form.Confirm(r, errs)
	if len(errs) > 0 {
		return h.show(w, r, http.StatusUnprocessableEntity, resending{form: in, errs: errs, refusal: errs.Refusal("Nothing was sent", reference, resendOrder)})
	}
	err := h.changes.Carry(w, r, change.Change{
		Area: "webhooks", Action: "resend event", Target: token, Request: in, Repeatable: true,
		Path: path(token), Said: "Marqeta sends the event again: " + in.Type + " " + clip(in.Event, 60) + ".",
	}, func(ctx context.Context, _ *change.Change) error {
		_, err := h.program.ResendEvent(ctx, token, in.Type, in.Event)
		return err
	})
	if refused, ok := marqeta.AsError(err); ok {
		return h.show(w, r, http.StatusUnprocessableEntity, resending{form: in, refusal: form.MarqetaRefusal("Nothing was sent", reference, refused)})
	}
	return err
}

var resendOrder = []ui.Fault{{Field: "event_type", Text: "Kind of event"}, {Field: "event_token", Text: "Token of the event"}}

func (s resending) page(action, key, confirmation string) *webhooks.Resend {
	return &webhooks.Resend{
		Action: action, Key: key, Refusal: s.refusal, Confirm: confirmation, Wrong: s.errs["confirmation"],
		Type: ui.Field{Name: "event_type", Label: "Kind of event", Value: s.form.Type, Error: s.errs["event_type"]},
		Types: []ui.Option{
			{Value: "transaction", Text: "Transaction"}, {Value: "cardtransition", Text: "Change of a card"},
			{Value: "usertransition", Text: "Change of a user"}, {Value: "businesstransition", Text: "Change of a business"},
			{Value: "digitalwallettokentransition", Text: "Digital wallet"}, {Value: "chargebacktransition", Text: "Chargeback"},
			{Value: "threedstransition", Text: "3-D Secure"},
		},
		Event: ui.Field{Name: "event_token", Label: "Token of the event", Value: s.form.Event, Error: s.errs["event_token"], Help: "Of the transaction, or of the change itself.", Mono: true, MaxLength: 255},
	}
}
