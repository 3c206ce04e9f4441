package users

import (
	"cmp"
	"net/http"

	"carddeck/marqeta"
	"carddeck/views/ui"
	"carddeck/views/users"
	"carddeck/web/form"
	"carddeck/web/render"
	"carddeck/web/reqlog"
)

// drawn is everything that a form page depends on.
type drawn[F any] struct {
	form    F
	errs    form.Errors
	refused *marqeta.Error
}

// refusal words what stands above the form; order names its fields as they stand on
// the page.
func (d drawn[F]) refusal(r *http.Request, nothing string, order []ui.Fault) ui.Refusal {
	reference := reqlog.From(r.Context()).Reference
	if d.refused != nil {
		return form.MarqetaRefusal(nothing, reference, d.refused)
	}
	return d.errs.Refusal(nothing, reference, order)
}

// order names the fields as they stand on the page, for the summary of what is wrong.
var order = []ui.Fault{
	{Field: "first_name", Text: "First name"}, {Field: "last_name", Text: "Last name"}, {Field: "middle_name", Text: "Middle name"},
	{Field: "token", Text: "Token"}, {Field: "email", Text: "Email"}, {Field: "phone", Text: "Phone"},
	{Field: "address1", Text: "Street"}, {Field: "address2", Text: "Second line"}, {Field: "city", Text: "City"},
	{Field: "state", Text: "State"}, {Field: "postal_code", Text: "Postal code"}, {Field: "country", Text: "Country"},
}

// draw draws the form of a new user, or of the one whose token is given.
func (h *Handler) draw(w http.ResponseWriter, r *http.Request, status int, editing string, d drawn[userForm]) error {
	d.form.Key = cmp.Or(d.form.Key, h.changes.NewKey())
	p := formPage(d.form, d.errs)
	if editing == "" {
		p.Head = ui.Head{Title: "New user", Sub: "The person who holds cards, with an account behind them.", Back: "/users", Where: "Users"}
		p.Action, p.Preview = "/users", "/users/new"
		p.Refusal = d.refusal(r, "Nothing was created", order)
		p.Request = form.Preview(h.program.BaseURL(), http.MethodPost, "/users", d.form.request())
		p.Foot = ui.Foot{Note: "You will be recorded as the one who created it.", Cancel: "/users", Submit: "Create user"}
	} else {
		p.Head = ui.Head{Title: "Edit user", Sub: "What is not on this page keeps its value.", Back: path(editing), Where: "The user"}
		p.Action, p.Preview = path(editing)+"/edit", path(editing)+"/edit"
		p.Token.Value, p.Token.Readonly = editing, true
		p.Refusal = d.refusal(r, "Nothing was changed", order)
		p.Request = form.Preview(h.program.BaseURL(), http.MethodPut, path(editing), d.form.update())
		p.Foot = ui.Foot{Note: "You will be recorded as the one who changed it.", Cancel: path(editing), Submit: "Save changes"}
	}
	p.Foot.Confirm, p.Foot.Error = r.PostFormValue("confirmation"), d.errs["confirmation"]
	return render.Page(w, r, status, render.View{
		Title: p.Head.Title, Section: "/users", Body: users.Form(p), Fragments: []string{ui.RequestRegion},
	})
}

func formPage(f userForm, e form.Errors) users.FormPage {
	return users.FormPage{
		Key: f.Key, Filled: f.Filled,

		FirstName:  ui.Field{Name: "first_name", Label: "First name", API: "first_name", Value: f.FirstName, Error: e["first_name"], MaxLength: 40},
		MiddleName: ui.Field{Name: "middle_name", Label: "Middle name", API: "middle_name", Value: f.MiddleName, Error: e["middle_name"], MaxLength: 40},
		LastName:   ui.Field{Name: "last_name", Label: "Last name", API: "last_name", Value: f.LastName, Error: e["last_name"], MaxLength: 40},
		Token:      ui.Field{Name: "token", Label: "Token", API: "token", Value: f.Token, Error: e["token"], Help: "It can never be changed.", Mono: true, MaxLength: 36},

		Email: ui.Field{Name: "email", Label: "Email", API: "email", Type: "email", Value: f.Email, Error: e["email"], Help: "No two users may have the same.", MaxLength: 255},
		Phone: ui.Field{Name: "phone", Label: "Phone", API: "phone", Type: "tel", Value: f.Phone, Error: e["phone"], Help: "With + and the country's code, without spaces.", MaxLength: 16},

		Address1:   ui.Field{Name: "address1", Label: "Street", API: "address1", Value: f.Address1, Error: e["address1"], MaxLength: 255},
		Address2:   ui.Field{Name: "address2", Label: "Second line", API: "address2", Value: f.Address2, Error: e["address2"], MaxLength: 255},
		City:       ui.Field{Name: "city", Label: "City", API: "city", Value: f.City, Error: e["city"], MaxLength: 40},
		State:      ui.Field{Name: "state", Label: "State", API: "state", Value: f.State, Error: e["state"], Help: "Two letters, such as CA.", MaxLength: 32},
		PostalCode: ui.Field{Name: "postal_code", Label: "Postal code", API: "postal_code", Value: f.PostalCode, Error: e["postal_code"], MaxLength: 10},
		Country:    ui.Field{Name: "country", Label: "Country", API: "country", Value: f.Country, Error: e["country"], Help: "Such as USA.", MaxLength: 40},
	}
}
