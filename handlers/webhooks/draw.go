package webhooks

import (
	"fmt"
	"net/http"

	"carddeck/marqeta"
	"carddeck/views/ui"
	"carddeck/views/webhooks"
	"carddeck/web/form"
	"carddeck/web/render"
	"carddeck/web/reqlog"
)

// drawn is everything that the form page depends on.
type drawn struct {
	form    endpointForm
	errs    form.Errors
	refused *marqeta.Error
	full    bool   // as many endpoints are active as Marqeta allows
	editing string // token of the endpoint that is changed; empty for a new one
}

func (h *Handler) draw(w http.ResponseWriter, r *http.Request, status int, d drawn) error {
	p := formPage(d, reqlog.From(r.Context()).Reference)
	p.Own = d.editing != "" && h.receiver != "" && d.form.WasURL == h.receiver
	p.Key = h.changes.NewKey()
	method, at := http.MethodPost, "/webhooks"
	if d.editing != "" {
		d.form.Token = ""
		method, at = http.MethodPut, at+"/"+d.editing
	}
	p.Request = form.Preview(h.program.BaseURL(), method, at, shown(d.form.request(hiddenConfig(d.form.HeaderNames))))
	p.Foot.Confirm, p.Foot.Error = r.PostFormValue("confirmation"), d.errs["confirmation"]
	return render.Page(w, r, status, render.View{
		Title: p.Title, Section: "/webhooks", Body: webhooks.Form(p), Fragments: []string{ui.RequestRegion},
	})
}

// again draws a form that was not carried out. What was typed stays, except what is
// secret: that is taken away and asked for once more.
func (h *Handler) again(w http.ResponseWriter, r *http.Request, d drawn) error {
	if d.errs == nil {
		d.errs = form.Errors{}
	}
	d.form.forget(d.errs)
	return h.draw(w, r, http.StatusUnprocessableEntity, d)
}

// order names the fields as they stand on the page, for the summary of what is wrong.
var order = []ui.Fault{
	{Field: "name", Text: "Name"}, {Field: "token", Text: "Token"}, {Field: "url", Text: "Address"},
	{Field: "basic_auth_username", Text: "User name"}, {Field: "basic_auth_password", Text: "Password"},
	{Field: "secret", Text: "Secret"}, {Field: "signature_algorithm", Text: "Signature"},
	{Field: "events", Text: "Events"}, {Field: "other_events", Text: "Other events"},
}

func formPage(d drawn, reference string) webhooks.FormPage {
	f, e := d.form, d.errs
	p := webhooks.FormPage{
		Title: "New endpoint", Sub: "An address to which Marqeta posts what happens, within a second and again until it is received.",
		Action: "/webhooks", Preview: "/webhooks/new",

		Name:   ui.Field{Name: "name", Label: "Name", API: "name", Value: f.Name, Error: e["name"], MaxLength: 64},
		Token:  ui.Field{Name: "token", Label: "Token", API: "token", Value: f.Token, Error: e["token"], Help: "It can never be changed.", Mono: true, MaxLength: 36},
		URL:    ui.Field{Name: "url", Label: "Address", API: "config.url", Value: f.URL, Error: e["url"], Help: "https, or http on this machine. It has to answer 200 and nothing else.", Placeholder: "https://example.com/marqeta", MaxLength: 255, Mono: true, Wide: true},
		Active: ui.Check{Name: "active", Label: "The endpoint is active", Help: fmt.Sprintf("Marqeta sends to at most %d active endpoints.", maxActive), On: f.Active},

		Username:  ui.Field{Name: "basic_auth_username", Label: "User name", API: "basic_auth_username", Value: f.Username, Error: e["basic_auth_username"], Help: "Marqeta signs in to your endpoint with it.", MaxLength: 50, Mono: true},
		Password:  ui.Field{Name: "basic_auth_password", Label: "Password", API: "basic_auth_password", Value: f.Password, Error: e["basic_auth_password"], Help: passwordHelp(d), MaxLength: 50, Mono: true, Autofill: "new-password"},
		Secret:    ui.Field{Name: "secret", Label: "Secret", API: "secret", Error: e["secret"], Help: secretHelp(d), MaxLength: 50, Mono: true, Optional: true, Autofill: "new-password"},
		Algorithm: ui.Field{Name: "signature_algorithm", Label: "Signature", API: "signature_algorithm", Value: f.Algorithm, Error: e["signature_algorithm"], Help: "With a secret each message is signed in X-Marqeta-Signature."},
		Algorithms: []ui.Option{
			{Value: marqeta.SignatureSHA256, Text: "HMAC SHA-256"}, {Value: marqeta.SignatureSHA1, Text: "HMAC SHA-1"}, {Value: "", Text: "Marqeta's default"},
		},

		Events: boxes(f.Events), EventsError: e["events"],
		Other: ui.Field{Name: "other_events", Label: "Other events", API: "events", Value: f.Other, Error: e["other_events"], Help: "One a line, such as transaction.authorization.clearing.", Mono: true, Optional: true, Wide: true},

		WasURL: f.WasURL, WasAlgorithm: f.WasAlgorithm, HeaderNames: f.HeaderNames,
		Foot: ui.Foot{Note: "You will be recorded as the one who created it.", Cancel: "/webhooks", Submit: "Create endpoint"},
	}
	nothing := "Nothing was created"
	if d.editing != "" {
		nothing = "Nothing was changed"
		p.Title, p.Sub = "Edit endpoint", "What is left alone on this page keeps its value."
		p.Action, p.Preview, p.Editing = path(d.editing), path(d.editing)+"/edit", true
		p.Token = ui.Field{Name: "token", Label: "Token", API: "token", Value: d.editing, Help: "It can never be changed.", Mono: true, Readonly: true}
		p.Username.Help = "Leave it empty to keep the one it has."
		p.Foot = ui.Foot{Note: "You will be recorded as the one who changed it.", Cancel: path(d.editing), Submit: "Save changes"}
	}
	p.Refusal = e.Refusal(nothing, reference, order)
	if d.refused != nil {
		p.Refusal = form.MarqetaRefusal(nothing, reference, d.refused)
		if d.full {
			p.Refusal.Faults = append(p.Refusal.Faults, ui.Fault{Field: "active",
				Text: fmt.Sprintf("%d endpoints are active, as many as Marqeta allows. Deactivate another one first, or leave this one inactive.", maxActive)})
		}
	}
	return p
}

func passwordHelp(d drawn) string {
	switch {
	case d.editing != "":
		return "Leave it empty to keep the one it has."
	case d.form.Password != "":
		return "A proposal; give it to your endpoint now. It is sent once and never shown again."
	}
	return "20 to 50 characters of four kinds. It is sent once and never shown again."
}

func secretHelp(d drawn) string {
	if d.editing != "" {
		return "Leave it empty to keep the one it has, if any. 20 to 50 characters of four kinds."
	}
	return "20 to 50 characters of four kinds. Without one, messages are not signed."
}
