package fundingsources

import (
	"fmt"
	"net/http"

	"carddeck/marqeta"
	"carddeck/views/fundingsources"
	"carddeck/views/ui"
	"carddeck/web/form"
	"carddeck/web/render"
	"carddeck/web/reqlog"
)

// drawn is everything that the form page depends on.
type drawn struct {
	form    sourceForm
	errs    form.Errors
	refused *marqeta.Error
	editing string // token of the funding source that is changed; empty for a new one
}

// choose asks which kind is wanted.
func (h *Handler) choose(w http.ResponseWriter, r *http.Request, status int) error {
	return render.Page(w, r, status, render.View{
		Title: "New funding source", Section: "/funding-sources", Body: fundingsources.Choose(status != http.StatusOK),
	})
}

func (h *Handler) draw(w http.ResponseWriter, r *http.Request, status int, d drawn) error {
	p := formPage(d, reqlog.From(r.Context()).Reference)
	p.Key = h.changes.NewKey()
	p.Request = h.preview(d)
	p.Foot.Confirm, p.Foot.Error = r.PostFormValue("confirmation"), d.errs["confirmation"]
	return render.Page(w, r, status, render.View{
		Title: p.Title, Section: "/funding-sources", Body: fundingsources.Form(p), Fragments: []string{ui.RequestRegion},
	})
}

// again draws a form that was not carried out. What was typed stays, except what is
// secret: that is taken away and asked for once more.
func (h *Handler) again(w http.ResponseWriter, r *http.Request, d drawn) error {
	if d.errs == nil {
		d.errs = form.Errors{}
	}
	d.form.gateway.forget(d.errs)
	return h.draw(w, r, http.StatusUnprocessableEntity, d)
}

// preview is the request that the answers make, without what may not be shown.
func (h *Handler) preview(d drawn) ui.Request {
	method, at := http.MethodPost, "/fundingsources/"+d.form.Kind
	if d.editing != "" {
		d.form.Token = ""
		method, at = http.MethodPut, at+"/"+d.editing
	}
	if d.form.Kind == gateway {
		return form.Preview(h.program.BaseURL(), method, at, shown(d.form.gatewayRequest(hiddenHeaders(d.form.gateway.Headers))))
	}
	return form.Preview(h.program.BaseURL(), method, at, d.form.programRequest())
}

func formPage(d drawn, reference string) fundingsources.FormPage {
	f, e := d.form, d.errs
	p := fundingsources.FormPage{
		Title: "New funding source", Sub: kindSentence(f.Kind), Action: "/funding-sources", Preview: "/funding-sources/new", Kind: f.Kind,
		Name:   ui.Field{Name: "name", Label: "Name", API: "name", Value: f.Name, Error: e["name"], Help: "Operators and reports see it; users do not.", MaxLength: 50},
		Token:  ui.Field{Name: "token", Label: "Token", API: "token", Value: f.Token, Error: e["token"], Help: "It can never be changed.", Mono: true, MaxLength: 36},
		Active: ui.Check{Name: "active", Label: "The funding source is active", Help: "Purchases draw from it only while it is.", On: f.Active},
		Foot:   ui.Foot{Note: "You will be recorded as the one who created it.", Cancel: "/funding-sources", Submit: "Create program funding source"},
	}
	nothing := "Nothing was created"
	if f.Kind == gateway {
		p.Gateway = gatewayFields(d)
		p.Foot.Submit = "Create program gateway"
	}
	if d.editing != "" {
		nothing = "Nothing was changed"
		p.Title, p.Sub = "Edit funding source", "What is left alone on this page keeps its value."
		p.Action, p.Preview, p.Editing = path(d.editing), path(d.editing)+"/edit", true
		p.Token = ui.Field{Name: "token", Label: "Token", API: "token", Value: d.editing, Help: "It can never be changed.", Mono: true, Readonly: true}
		p.Foot = ui.Foot{Note: "You will be recorded as the one who changed it.", Cancel: path(d.editing), Submit: "Save changes"}
	}
	p.Refusal = e.Refusal(nothing, reference, order)
	if d.refused != nil {
		p.Refusal = form.MarqetaRefusal(nothing, reference, d.refused)
	}
	return p
}

// order names the fields as they stand on the page, for the summary of what is wrong.
var order = fieldOrder()

func fieldOrder() []ui.Fault {
	out := []ui.Fault{
		{Field: "name", Text: "Name"}, {Field: "token", Text: "Token"}, {Field: "url", Text: "Address"},
		{Field: "timeout_millis", Text: "Time limit"}, {Field: "basic_auth_username", Text: "User name"},
		{Field: "basic_auth_password", Text: "Password"},
	}
	for i := range maxHeaders {
		out = append(out,
			ui.Fault{Field: headerField(i, "name"), Text: fmt.Sprintf("Name of header %d", i+1)},
			ui.Fault{Field: headerField(i, "value"), Text: fmt.Sprintf("Value of header %d", i+1)})
	}
	return out
}
