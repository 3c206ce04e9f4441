package authcontrols

import (
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"carddeck/marqeta"
	"carddeck/marqeta/control"
	"carddeck/views/spendcontrols"
	"carddeck/views/ui"
	"carddeck/web/form"
	"carddeck/web/spend"
)

// drawn is everything that the form page depends on.
type drawn struct {
	form    gateForm
	errs    form.Errors
	refused *marqeta.Error
	before  marqeta.AuthControl // the control that is changed; empty for a new one
	groups  control.Groups
}

func (h *Handler) draw(w http.ResponseWriter, r *http.Request, d drawn) error {
	page := spend.Drawn{
		Kind: spend.Auth, Editing: d.before.Token, Name: ui.Name(d.before.Name), Errs: d.errs, Refused: d.refused, Order: order,
		Submit: "Create authorization control", Sub: "Denies the merchants it names; in a program that denies by default it allows them.",
	}
	after := d.form.control(d.before)
	p := spendcontrols.FormPage{Try: spend.Auth.TryOf(d.before.Token), Request: form.Preview(h.program.BaseURL(), http.MethodPost, "/authcontrols", request(after))}
	p.Try.Defaults = []ui.Option{{Value: "allow", Text: "Allows whatever no control denies (usual)"}, {Value: "deny", Text: "Denies whatever no control allows"}}
	if d.before.Token != "" {
		names, err := spend.ReadNames(r.Context(), h.store, d.before.Association, after.Association)
		if err != nil {
			return err
		}
		p.Changes = spend.Differences(sayings(d.before, names, d.groups), sayings(after, names, d.groups))
		body, _ := changed(d.before, after)
		body.Token = d.before.Token
		p.Request = form.Preview(h.program.BaseURL(), http.MethodPut, "/authcontrols/"+d.before.Token, body)
	}
	whose, err := d.form.reach.WhoseQuestion(r.Context(), h.store, d.errs)
	if err != nil {
		return err
	}
	p.Questions = []spendcontrols.Question{
		{Title: "What is it called?", Fields: []templ.Component{
			ui.Input(ui.Field{Name: "name", Label: "Name", API: "name", Value: d.form.Name, Error: d.errs["name"], MaxLength: 255, Help: "Operators see it; users do not."}),
			ui.Input(page.TokenField(d.form.Token)),
		}},
		whose, d.form.reach.WhereQuestion(d.groups, d.errs, true),
		d.form.period.Question(d.errs, spend.ActiveField(d.form.Active, d.errs["active"])),
	}
	return page.Draw(w, r, p, h.changes.NewKey())
}

// redraw draws the form again with what Marqeta refused.
func (h *Handler) redraw(w http.ResponseWriter, r *http.Request, d drawn) func(*marqeta.Error) error {
	return func(refused *marqeta.Error) error {
		d.refused = refused
		return h.draw(w, r, d)
	}
}

// order names the fields as they stand on the page, for the summary of what is wrong.
var order = slices.Concat([]ui.Fault{{Field: "name", Text: "Name"}, {Field: "token", Text: "Token"}}, spend.Order, spend.PeriodOrder,
	[]ui.Fault{{Field: "active", Text: "Status"}})
