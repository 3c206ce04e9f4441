package velocitycontrols

import (
	"net/http"

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
	form    limitForm
	errs    form.Errors
	refused *marqeta.Error
	before  marqeta.VelocityControl // the control that is changed; empty for a new one
	groups  control.Groups
}

func (h *Handler) draw(w http.ResponseWriter, r *http.Request, d drawn) error {
	page := spend.Drawn{
		Kind: spend.Velocity, Editing: d.before.Token, Errs: d.errs, Refused: d.refused, Order: order, Submit: "Create velocity control",
		Sub: "Each user may spend, or use the card, only so much within a window.",
	}
	after := d.form.control(d.before)
	p := spendcontrols.FormPage{Try: spend.Velocity.TryOf(d.before.Token), Request: form.Preview(h.program.BaseURL(), http.MethodPost, "/velocitycontrols", request(after))}
	if d.before.Token != "" {
		page.Name = title(d.before)
		names, err := spend.ReadNames(r.Context(), h.store, d.before.Association, after.Association)
		if err != nil {
			return err
		}
		p.Changes = spend.Differences(sayings(d.before, names, d.groups), sayings(after, names, d.groups))
		body, _ := changed(d.before, after)
		body.Token = d.before.Token
		p.Request = form.Preview(h.program.BaseURL(), http.MethodPut, "/velocitycontrols/"+d.before.Token, body)
	}
	whose, err := d.form.reach.WhoseQuestion(r.Context(), h.store, d.errs)
	if err != nil {
		return err
	}
	p.Questions = append([]spendcontrols.Question{nameQuestion(d, page), whose, d.form.reach.WhereQuestion(d.groups, d.errs, false)}, limitQuestions(d)...)
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
var order = append(append([]ui.Fault{{Field: "name", Text: "Name"}, {Field: "token", Text: "Token"}}, spend.Order...), []ui.Fault{
	{Field: "amount_limit", Text: "Amount"}, {Field: "currency_code", Text: "Currency"}, {Field: "velocity_window", Text: "Window"},
	{Field: "usage_limit", Text: "Uses"}, {Field: "counts", Text: "What counts"}, {Field: "active", Text: "Status"},
}...)

func nameQuestion(d drawn, page spend.Drawn) spendcontrols.Question {
	return spendcontrols.Question{Title: "What is it called?", Fields: []templ.Component{
		ui.Input(ui.Field{Name: "name", Label: "Name", API: "name", Value: d.form.Name, Error: d.errs["name"], Optional: true, MaxLength: 255,
			Help: "Every decline carries it, so word it for whoever has the cardholder on the phone."}),
		ui.Input(page.TokenField(d.form.Token)),
	}}
}

func limitQuestions(d drawn) []spendcontrols.Question {
	f, e := d.form, d.errs
	return []spendcontrols.Question{
		{Title: "How much, how often?", Note: "The limit is each user's own; nobody uses up another's.", Fields: []templ.Component{
			ui.Input(ui.Field{Name: "amount_limit", Label: "Amount", API: "amount_limit", Value: f.Amount, Error: e["amount_limit"], Help: "The most within the window. 0 refuses every use that costs anything."}),
			ui.Input(ui.Field{Name: "currency_code", Label: "Currency", API: "currency_code", Value: f.Currency, Error: e["currency_code"], Mono: true, MaxLength: 3, Help: "Purchases in other currencies are not counted."}),
			ui.Select(ui.Field{Name: "velocity_window", Label: "Window", API: "velocity_window", Value: f.Window, Error: e["velocity_window"], Help: "In UTC. All but a lifetime look back to the window's beginning at once."}, windows(d)),
			ui.Input(ui.Field{Name: "usage_limit", Label: "Uses", API: "usage_limit", Value: f.Uses, Error: e["usage_limit"], Optional: true, MaxLength: 7, Help: "The most uses within the window; empty for any number."}),
		}},
		{Title: "What counts?", Note: "Refunds and reversals give back what they undo.", Fields: []templ.Component{
			ui.Select(ui.Field{Name: "counts", Label: "Verdict", API: "approvals_only", Value: f.Counts, Error: e["counts"],
				Help: "Approvals are nearly always meant. With declines, approved purchases use up nothing at all."},
				[]ui.Option{{Value: approvals, Text: "Approved transactions (true)"}, {Value: declines, Text: "Only declined ones (false)"}}),
			spendcontrols.Checks(
				ui.Check{Name: "include_purchases", Label: "Purchases", Help: "With PIN debit, quasi-cash and the goods of a purchase with cash back. Sent as include_purchases.", On: f.Purchases},
				ui.Check{Name: "include_withdrawals", Label: "Withdrawals of cash", Help: "At cash machines. Sent as include_withdrawals.", On: f.Withdrawals},
				ui.Check{Name: "include_cashback", Label: "Cash back", Help: "The cash paid out at the till. Sent as include_cashback.", On: f.Cashback},
				ui.Check{Name: "include_credits", Label: "Money received by card", Help: "Original credits. Sent as include_credits.", On: f.Credits},
				ui.Check{Name: "include_transfers", Label: "Transfers", Help: "Marqeta takes the answer and counts none today. Sent as include_transfers.", On: f.Transfers},
			),
		}},
		{Title: "From now on?", Fields: []templ.Component{
			spend.ActiveField(f.Active, e["active"]),
		}},
	}
}

func windows(d drawn) []ui.Option {
	all := []marqeta.VelocityWindow{marqeta.TransactionWindow, marqeta.DayWindow, marqeta.WeekWindow, marqeta.MonthWindow, marqeta.LifetimeWindow}
	if d.before.Token != "" || d.form.Window == string(marqeta.QuarterWindow) || d.form.Window == string(marqeta.YearWindow) {
		all = append(all, marqeta.QuarterWindow, marqeta.YearWindow)
	}
	var out []ui.Option
	for _, w := range all {
		out = append(out, ui.Option{Value: string(w), Text: spend.WindowRule(w)})
	}
	return out
}
