package authcontrols

import (
	"net/http"

	"carddeck/marqeta"
	"carddeck/marqeta/control"
	"carddeck/views/ui"
	"carddeck/web/form"
	"carddeck/web/spend"
)

// gateForm holds the answers of the form, as typed.
type gateForm struct {
	Token  string `form:"token"`
	Name   string `form:"name" validate:"required,max=255"`
	Active bool   `form:"active"`

	reach  spend.Reach
	period spend.Period
}

// read reads the form from the body, or on GET from the address.
func read(r *http.Request) (f gateForm, err error) {
	for _, part := range []any{&f, &f.reach, &f.period} {
		if err = form.Read(r, part); err != nil {
			return f, err
		}
	}
	return f, nil
}

// answers is the form as an existing control would have been made by it.
func answers(a marqeta.AuthControl) gateForm {
	return gateForm{
		Token: a.Token, Name: a.Name, Active: a.Active,
		reach: spend.ReachOf(a.Association, a.MerchantScope), period: spend.PeriodOf(a.StartTime, a.EndTime),
	}
}

// check says what is wrong: each field's own rules, then Marqeta's between them. Before is
// the control as it is; it is empty for a new one.
func (f gateForm) check(before marqeta.AuthControl) form.Errors {
	errs := form.Check(f)
	f.reach.Check(errs)
	f.period.Check(spend.PeriodOf(before.StartTime, before.EndTime), errs)
	if f.reach.Association() == (marqeta.Association{}) && f.reach.Scope() == (marqeta.MerchantScope{}) {
		errs.Add("mcc", "Name a merchant, a category or a group: a control of the whole program at every merchant is not taken.")
	}
	return errs
}

// control is the control that the answers mean.
func (f gateForm) control(before marqeta.AuthControl) marqeta.AuthControl {
	a := marqeta.AuthControl{Token: f.Token, Name: f.Name, Active: f.Active, Association: f.reach.Association(), MerchantScope: f.reach.Scope()}
	a.StartTime, a.EndTime = f.period.Times(spend.PeriodOf(before.StartTime, before.EndTime), before.StartTime, before.EndTime)
	return a
}

// request makes a new control.
func request(a marqeta.AuthControl) marqeta.AuthControlRequest {
	out := marqeta.AuthControlRequest{Token: a.Token, Name: a.Name, Active: &a.Active, StartTime: a.StartTime, EndTime: a.EndTime}
	if a.Association != (marqeta.Association{}) {
		out.Association = &a.Association
	}
	if a.MerchantScope != (marqeta.MerchantScope{}) {
		out.MerchantScope = &a.MerchantScope
	}
	return out
}

// changed sends what is different alone, as a production program demands.
func changed(before, after marqeta.AuthControl) (out marqeta.AuthControlRequest, any bool) {
	if after.Name != before.Name {
		out.Name, any = after.Name, true
	}
	if after.Active != before.Active {
		out.Active, any = &after.Active, true
	}
	if after.Association != before.Association {
		out.Association, any = &after.Association, true
	}
	if after.MerchantScope != before.MerchantScope {
		out.MerchantScope, any = &after.MerchantScope, true
	}
	if !after.StartTime.Equal(before.StartTime.Time) {
		out.StartTime, any = after.StartTime, true
	}
	if !after.EndTime.Equal(before.EndTime.Time) {
		out.EndTime, any = after.EndTime, true
	}
	return out, any
}

// sayings are the facts of a control, to be compared before and after a change.
func sayings(a marqeta.AuthControl, names spend.Names, groups control.Groups) []spend.Saying {
	return []spend.Saying{
		{Label: "Name", Text: ui.Name(a.Name)}, {Label: "Whose cards", Text: names.Whose(a.Association)},
		{Label: "Where", Text: spend.Where(a.MerchantScope, groups)}, {Label: "In force", Text: spend.PeriodWords(a.StartTime, a.EndTime)},
		{Label: "Status", Text: spend.Mark(a.Active).Text},
	}
}
