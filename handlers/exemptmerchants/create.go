package exemptmerchants

import (
	"context"
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

// exemptForm holds the answers of the form, as typed. Of its reach it uses the merchant,
// the merchant group and whose cards.
type exemptForm struct {
	Token string `form:"token"`
	Name  string `form:"name" validate:"required,max=255"`

	reach  spend.Reach
	period spend.Period
}

// drawn is everything that the form page depends on.
type drawn struct {
	form    exemptForm
	errs    form.Errors
	refused *marqeta.Error
	groups  control.Groups
}

func read(r *http.Request) (f exemptForm, err error) {
	for _, part := range []any{&f, &f.reach, &f.period} {
		if err = form.Read(r, part); err != nil {
			return f, err
		}
	}
	return f, nil
}

func (f exemptForm) check() form.Errors {
	errs := form.Check(f)
	f.reach.Check(errs)
	f.period.Check(spend.Period{}, errs)
	switch {
	case f.reach.MCC != "" || f.reach.MCCGroup != "":
		errs.Add("mid", "An exemption names a merchant or a merchant group, not a category.")
	case f.reach.MID == "" && f.reach.MerchantGroup == "":
		errs.Add("mid", "Name a merchant, or a merchant group.")
	}
	return errs
}

func (f exemptForm) request() marqeta.ExemptMIDRequest {
	out := marqeta.ExemptMIDRequest{Token: f.Token, Name: f.Name, MID: f.reach.MID, MerchantGroupToken: f.reach.MerchantGroup}
	out.StartTime, out.EndTime = f.period.Times(spend.Period{}, marqeta.Time{}, marqeta.Time{})
	if a := f.reach.Association(); a != (marqeta.Association{}) {
		out.Association = &a
	}
	return out
}

// New draws the form. Answers in the address fill it in.
func (h *Handler) New(w http.ResponseWriter, r *http.Request) error {
	in, err := read(r)
	if err != nil {
		return err
	}
	if in.Token == "" && !r.URL.Query().Has("name") {
		in.Token = h.changes.NewKey()
	}
	d := drawn{form: in}
	if d.groups, err = spend.ReadGroups(r.Context(), h.program); err != nil {
		return err
	}
	return h.draw(w, r, d)
}

// Create exempts a merchant.
func (h *Handler) Create(w http.ResponseWriter, r *http.Request) error {
	in, err := read(r)
	if err != nil {
		return err
	}
	d := drawn{form: in, errs: in.check()}
	if d.groups, err = spend.ReadGroups(r.Context(), h.program); err != nil {
		return err
	}
	if err := d.form.reach.Find(r.Context(), h.program, h.store, d.groups, d.errs); err != nil {
		return err
	}
	request := d.form.request()
	return spend.Write{
		Kind: spend.Exempt, Changes: h.changes, Token: request.Token, Request: request,
		Action: "exempt merchant", Said: ui.Name(request.Name) + " is exempt now.",
		Call: func(ctx context.Context) error {
			_, err := h.program.CreateExemptMID(ctx, request)
			return err
		},
		Draw: func(refused *marqeta.Error) error {
			d.refused = refused
			return h.draw(w, r, d)
		},
	}.Create(w, r, d.errs)
}

func (h *Handler) draw(w http.ResponseWriter, r *http.Request, d drawn) error {
	page := spend.Drawn{
		Kind: spend.Exempt, Errs: d.errs, Refused: d.refused, Order: order, Submit: "Exempt the merchant",
		Sub: "An exemption can later be switched off and on; nothing else of it can ever be changed.",
	}
	whose, err := d.form.reach.WhoseQuestion(r.Context(), h.store, d.errs)
	if err != nil {
		return err
	}
	whose.Title = "Whose cards?"
	p := spendcontrols.FormPage{
		Request: form.Preview(h.program.BaseURL(), http.MethodPost, "/authcontrols/exemptmids", d.form.request()),
		Questions: []spendcontrols.Question{
			{Title: "What is it called?", Fields: []templ.Component{
				ui.Input(ui.Field{Name: "name", Label: "Name", API: "name", Value: d.form.Name, Error: d.errs["name"], MaxLength: 255, Help: "Operators see it; users do not."}),
				ui.Input(page.TokenField(d.form.Token)),
			}},
			d.form.reach.MerchantQuestion(d.groups, d.errs), whose, d.form.period.Question(d.errs),
		},
	}
	return page.Draw(w, r, p, h.changes.NewKey())
}

// order names the fields as they stand on the page, for the summary of what is wrong.
var order = slices.Concat([]ui.Fault{{Field: "name", Text: "Name"}, {Field: "token", Text: "Token"}}, spend.Order, spend.PeriodOrder)
