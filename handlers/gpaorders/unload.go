package gpaorders

import (
	"context"
	"net/http"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/views/gpaorders"
	"carddeck/views/ui"
	"carddeck/web/change"
	"carddeck/web/form"
	"carddeck/web/problem"
	"carddeck/web/render"
	"carddeck/web/reqlog"
)

// Ask draws the form that returns money of a load.
func (h *Handler) Ask(w http.ResponseWriter, r *http.Request) error {
	s, err := h.read(r.Context(), r.PathValue("token"))
	if err != nil {
		return err
	}
	if err := unloadable(s); err != nil {
		return err
	}
	digits := store.Digits(s.Currency)
	in := unloadForm{Token: h.changes.NewKey(), Amount: marqeta.AmountFromMinor(s.left(), digits).Fixed(digits)}
	if err := form.Read(r, &in); err != nil {
		return err
	}
	return h.drawUnload(w, r, http.StatusOK, s, drawnUnload{form: in})
}

// Unload returns money of a load.
func (h *Handler) Unload(w http.ResponseWriter, r *http.Request) error {
	s, err := h.copy(r.Context(), r.PathValue("token"))
	if err != nil {
		return err
	}
	if err := unloadable(s); err != nil {
		return err
	}
	var in unloadForm
	if err := form.Read(r, &in); err != nil {
		return err
	}
	errs := in.check(s.Currency)
	form.Confirm(r, errs)
	if len(errs) > 0 {
		return h.drawUnload(w, r, http.StatusUnprocessableEntity, s, drawnUnload{form: in, errs: errs})
	}
	request := in.request(s.Token)
	err = h.changes.Carry(w, r, change.Change{
		Area: "gpa-orders", Action: "unload account", Target: in.Token, Request: request, Repeatable: true,
		Path: path(in.Token), Said: in.Amount + " " + s.Currency + " went back to the funding source.",
	}, func(ctx context.Context, ch *change.Change) error {
		made, err := h.program.UnloadGPA(ctx, request)
		if err != nil {
			return err
		}
		ch.Record = h.record(localUnload(made, s.GPAOrder))
		return nil
	})
	if refused, ok := marqeta.AsError(err); ok {
		return h.drawUnload(w, r, http.StatusUnprocessableEntity, s, drawnUnload{form: in, refused: refused})
	}
	return err
}

// unloadable is nil for an order of which money can go back.
func unloadable(s seen) error {
	if s.Kind != "load" || !ordered(s.GPAOrder) || s.State != "COMPLETION" {
		return &problem.Problem{Status: http.StatusConflict, Title: "This order cannot be unloaded",
			Detail: "Only a completed load that somebody ordered can. What JIT Funding moved follows its purchase.",
			Href:   path(s.Token), Action: "The order"}
	}
	return nil
}

// drawnUnload is what the form page depends on beside the load.
type drawnUnload struct {
	form    unloadForm
	errs    form.Errors
	refused *marqeta.Error
}

var unloadOrder = []ui.Fault{{Field: "amount", Text: "Amount"}, {Field: "memo", Text: "Memo"}, {Field: "token", Text: "Token"}}

func (h *Handler) drawUnload(w http.ResponseWriter, r *http.Request, status int, s seen, d drawnUnload) error {
	f, e := d.form, d.errs
	p := gpaorders.UnloadPage{
		Back: path(s.Token), Action: path(s.Token) + "/unload", Key: h.changes.NewKey(),
		Amount: ui.Field{Name: "amount", Label: "Amount in " + s.Currency, API: "amount", Value: f.Amount, Error: e["amount"], MaxLength: 20},
		Memo:   ui.Field{Name: "memo", Label: "Memo", API: "memo", Value: f.Memo, Error: e["memo"], Optional: true, MaxLength: 99},
		Token:  ui.Field{Name: "token", Label: "Token", API: "token", Value: f.Token, Error: e["token"], Help: "It can never be changed.", Mono: true, MaxLength: 36},
		Now: []ui.Fact{
			{Label: "Loaded", Value: ui.Amount(ui.MoneyOf(s.AmountMinor, s.Currency))},
			{Label: "Not gone back yet", Value: ui.Amount(ui.MoneyOf(s.left(), s.Currency))},
		},
		Request: form.Preview(h.program.BaseURL(), http.MethodPost, "/gpaorders/unloads", f.request(s.Token)),
		Foot: ui.Foot{Note: "You will be recorded as the one who unloaded it.", Cancel: path(s.Token), Submit: "Unload the account",
			Confirm: r.PostFormValue("confirmation"), Error: e["confirmation"]},
	}
	const nothing = "Nothing was unloaded"
	reference := reqlog.From(r.Context()).Reference
	p.Refusal = e.Refusal(nothing, reference, unloadOrder)
	if d.refused != nil {
		p.Refusal = form.MarqetaRefusal(nothing, reference, d.refused)
	}
	return render.Page(w, r, status, render.View{
		Title: "Unload an account", Section: "/gpa-orders", Body: gpaorders.UnloadForm(p), Fragments: []string{ui.RequestRegion},
	})
}
