package spend

import (
	"cmp"
	"context"
	"net/http"

	"carddeck/marqeta"
	"carddeck/web/change"
	"carddeck/web/form"
)

// Write is an object of a kind on its way from its form to Marqeta.
type Write struct {
	Kind    Kind
	Changes *change.Carrier
	Token   string // of the object
	Name    string // what messages call it
	Request any    // what is sent
	Call    func(ctx context.Context) error

	// Action and Said are the audit trail's and the message's words, where the usual
	// ones will not do.
	Action, Said string

	// Draw draws the form again, with what Marqeta refused; nil when it was not asked.
	Draw func(refused *marqeta.Error) error
}

// Create makes a new object.
func (o Write) Create(w http.ResponseWriter, r *http.Request, errs form.Errors) error {
	if !form.Token(o.Token) {
		errs.Add("token", form.TokenRule)
	}
	o.Action = cmp.Or(o.Action, "create "+o.Kind.Name)
	o.Said = cmp.Or(o.Said, capital(o.Kind.Name)+" "+o.Name+" was created.")
	return o.carry(w, r, errs, func(*marqeta.Error) bool { return true })
}

// Update sends what is different from what Marqeta has now. That it has the object no
// more is not for the form to show.
func (o Write) Update(w http.ResponseWriter, r *http.Request, errs form.Errors, different bool) error {
	if len(errs) == 0 && !different {
		errs.Add("name", NothingNew)
	}
	o.Action, o.Said = "change "+o.Kind.Name, capital(o.Kind.Name)+" "+o.Name+" was changed."
	return o.carry(w, r, errs, func(refused *marqeta.Error) bool { return !marqeta.IsNotFound(refused) })
}

func (o Write) carry(w http.ResponseWriter, r *http.Request, errs form.Errors, shown func(*marqeta.Error) bool) error {
	form.Confirm(r, errs)
	if len(errs) > 0 {
		return o.Draw(nil)
	}
	err := o.Changes.Carry(w, r, change.Change{
		Area: o.Kind.Trail(), Action: o.Action, Target: o.Token, Request: o.Request, Repeatable: true,
		Path: o.Kind.Of(o.Token), Said: o.Said,
	}, func(ctx context.Context, _ *change.Change) error { return o.Call(ctx) })
	if refused, ok := marqeta.AsError(err); ok && shown(refused) {
		return o.Draw(refused)
	}
	return err
}
