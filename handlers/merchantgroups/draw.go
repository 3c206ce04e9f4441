package merchantgroups

import (
	"net/http"

	"github.com/a-h/templ"

	"carddeck/marqeta"
	"carddeck/views/spendcontrols"
	"carddeck/views/ui"
	"carddeck/web/form"
	"carddeck/web/spend"
)

// drawn is everything that the form page depends on.
type drawn struct {
	form    groupForm
	errs    form.Errors
	refused *marqeta.Error
	before  marqeta.MerchantGroup // the group that is changed; empty for a new one
}

func (h *Handler) draw(w http.ResponseWriter, r *http.Request, d drawn) error {
	page := spend.Drawn{
		Kind: spend.MerchantGroups, Editing: d.before.Token, Name: ui.Name(d.before.Name), Errs: d.errs, Refused: d.refused, Order: order,
		Submit: "Create merchant group", Sub: "Authorization controls and exemptions name it; velocity controls cannot.",
	}
	p := spendcontrols.FormPage{Request: form.Preview(h.program.BaseURL(), http.MethodPost, "/merchantgroups", d.form.request())}
	if d.before.Token != "" {
		after := d.form.group()
		p.Changes = spend.Differences(sayings(d.before, after), sayings(after, d.before))
		body, _ := d.form.changed(d.before)
		p.Request = form.Preview(h.program.BaseURL(), http.MethodPut, "/merchantgroups/"+d.before.Token, body)
	}
	f, e := d.form, d.errs
	p.Questions = []spendcontrols.Question{
		{Title: "What is it called?", Fields: []templ.Component{
			ui.Input(ui.Field{Name: "name", Label: "Name", API: "name", Value: f.Name, Error: e["name"], MaxLength: 40, Help: "Controls are worded with it, such as Casinos."}),
			ui.Input(page.TokenField(f.Token)),
		}},
		{Title: "Which merchants?", Fields: []templ.Component{
			ui.TextArea(ui.Field{Name: "mids", Label: "MIDs", API: "mids", Value: f.MIDs, Error: e["mids"], Mono: true, Wide: true, Optional: d.before.Token == "",
				Help: "As transactions show them; one in each line, or between commas. The list is sent whole."}),
		}},
		{Title: "From now on?", Fields: []templ.Component{spend.ActiveField(f.Active, e["active"])}},
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
var order = []ui.Fault{
	{Field: "name", Text: "Name"}, {Field: "token", Text: "Token"}, {Field: "mids", Text: "MIDs"}, {Field: "active", Text: "Status"},
}
