package mccgroups

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
	before  marqeta.MCCGroup // the group that is changed; empty for a new one
}

func (h *Handler) draw(w http.ResponseWriter, r *http.Request, d drawn) error {
	page := spend.Drawn{
		Kind: spend.MCCGroups, Editing: d.before.Token, Name: ui.Name(d.before.Name), Errs: d.errs, Refused: d.refused, Order: order,
		Submit: "Create MCC group", Sub: "A category may be in several groups.",
	}
	p := spendcontrols.FormPage{Request: form.Preview(h.program.BaseURL(), http.MethodPost, "/mccgroups", d.form.request())}
	if d.before.Token != "" {
		p.Changes = spend.Differences(sayings(d.before), sayings(d.form.group()))
		body, _ := d.form.changed(d.before)
		p.Request = form.Preview(h.program.BaseURL(), http.MethodPut, "/mccgroups/"+d.before.Token, body)
	}
	f, e := d.form, d.errs
	p.Questions = []spendcontrols.Question{
		{Title: "What is it called?", Fields: []templ.Component{
			ui.Input(ui.Field{Name: "name", Label: "Name", API: "name", Value: f.Name, Error: e["name"], MaxLength: 255, Help: "Controls are worded with it, such as Filling stations."}),
			ui.Input(page.TokenField(f.Token)),
		}},
		{Title: "Which categories?", Fields: []templ.Component{
			ui.TextArea(ui.Field{Name: "mccs", Label: "Codes and ranges", API: "mccs", Value: f.MCCs, Error: e["mccs"], Mono: true, Wide: true,
				Help: "Four digits such as 5541, or a range such as 3000-3299; one in each line, or between commas. The list is sent whole."}),
		}},
		{Title: "Does it change how much is held?", Note: "For every card product that does not opt out. Leave it alone for Marqeta's own way.", Fields: []templ.Component{
			ui.Select(ui.Field{Name: "hold_increase_type", Label: "Raise a hold", API: "hold_increase.type", Value: f.Raise, Error: e["hold_increase_type"], Optional: true}, []ui.Option{
				{Value: "", Text: "Not at all"}, {Value: "AMOUNT", Text: "By an amount"}, {Value: "PERCENT", Text: "By percent"}, {Value: "UP_TO_LIMIT", Text: "Up to an amount"},
			}),
			ui.Input(ui.Field{Name: "hold_increase_value", Label: "Number", API: "hold_increase.value", Value: f.Value, Error: e["hold_increase_value"], Optional: true, Help: "An amount in the purchase's currency, or percent."}),
			ui.Input(ui.Field{Name: "hold_expiration_days", Label: "Days until a hold ends", API: "hold_expiration_days", Value: f.Days, Error: e["hold_expiration_days"], Optional: true, MaxLength: 3, Help: "7 when empty."}),
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
	{Field: "name", Text: "Name"}, {Field: "token", Text: "Token"}, {Field: "mccs", Text: "Codes and ranges"},
	{Field: "hold_increase_type", Text: "Raise a hold"}, {Field: "hold_increase_value", Text: "Number"},
	{Field: "hold_expiration_days", Text: "Days until a hold ends"}, {Field: "active", Text: "Status"},
}
