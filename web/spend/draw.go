package spend

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
	"carddeck/web/render"
	"carddeck/web/reqlog"
)

// Drawn is what the form pages of every kind depend on besides their questions.
type Drawn struct {
	Kind    Kind
	Editing string // token of the object that is changed; empty for a new one
	Name    string // of that object
	Errs    form.Errors
	Refused *marqeta.Error
	Order   []ui.Fault // the fields as they stand on the page
	Submit  string     // words of the button of a new object
	Sub     string     // one sentence under the title
}

// Draw writes a form page.
func (d Drawn) Draw(w http.ResponseWriter, r *http.Request, p spendcontrols.FormPage, key string) error {
	status, reference := http.StatusOK, reqlog.From(r.Context()).Reference
	if len(d.Errs) > 0 || d.Refused != nil {
		status = http.StatusUnprocessableEntity
	}
	nothing := "Nothing was created"
	p.Head = ui.Head{Title: "New " + d.Kind.Name, Sub: d.Sub, Back: d.Kind.Path(), Where: d.Kind.List}
	p.Action, p.Preview, p.Key = d.Kind.Path(), d.Kind.Path()+"/new", key
	p.Foot = ui.Foot{Note: "You will be recorded as the one who created it.", Cancel: d.Kind.Path(), Submit: d.Submit}
	if d.Editing != "" {
		nothing, p.Editing = "Nothing was changed", true
		p.Head = ui.Head{Title: "Edit " + d.Kind.Name, Sub: "Only what is different from what Marqeta has now is sent.", Back: d.Kind.Of(d.Editing), Where: d.Name}
		p.Action, p.Preview = d.Kind.Of(d.Editing), d.Kind.Of(d.Editing)+"/edit"
		p.Foot = ui.Foot{Note: "You will be recorded as the one who changed it.", Cancel: d.Kind.Of(d.Editing), Submit: "Save changes"}
	}
	p.Foot.Confirm, p.Foot.Error = r.PostFormValue("confirmation"), d.Errs["confirmation"]
	p.Refusal = d.Errs.Refusal(nothing, reference, d.Order)
	if d.Refused != nil {
		p.Refusal = form.MarqetaRefusal(nothing, reference, d.Refused)
	}
	return render.Page(w, r, status, render.View{Title: p.Head.Title, Section: Section, Body: spendcontrols.Form(p), Fragments: []string{ui.RequestRegion}})
}

// TokenField is the field of a new object's token, or shows that of an existing one.
func (d Drawn) TokenField(value string) ui.Field {
	f := ui.Field{Name: "token", Label: "Token", API: "token", Value: value, Error: d.Errs["token"], Help: "It can never be changed.", Mono: true, MaxLength: 36}
	if d.Editing != "" {
		f.Value, f.Readonly = d.Editing, true
	}
	return f
}

// Saying is one fact of an object in words, to be compared with what it is to become.
type Saying struct{ Label, Text string }

// Differences gives the facts that are not the same before and after.
func Differences(before, after []Saying) []spendcontrols.Difference {
	var out []spendcontrols.Difference
	for _, b := range before {
		i := slices.IndexFunc(after, func(a Saying) bool { return a.Label == b.Label })
		if i >= 0 && after[i].Text != b.Text {
			out = append(out, spendcontrols.Difference{Label: b.Label, Before: orNone(b.Text), After: orNone(after[i].Text)})
		}
	}
	return out
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

// Counted reports whether a control is one of those that Marqeta's limit is about.
func Counted(active bool, a marqeta.Association) bool {
	return active && a.Level() == marqeta.ProgramLevel
}

// NoRoom adds an error to the field that activates a control when Marqeta would take no
// more of them.
func NoRoom(ctx context.Context, p Program, field string, errs form.Errors) error {
	n, err := InUse(ctx, p)
	if err == nil && n >= control.MaxActive {
		errs.Add(field, "All 90 active program-wide controls are in use. Deactivate one first, or make this one for a card product or a user.")
	}
	return err
}

// NothingNew is said when a change changes nothing.
const NothingNew = "Nothing on this page is different from what Marqeta has now."

// ActiveField asks whether an object is in force.
func ActiveField(active bool, wrong string) templ.Component {
	f := ui.Field{Name: "active", Label: "Status", API: "active", Value: "true", Error: wrong, Help: "An active one decides from the next purchase on."}
	if !active {
		f.Value = "false"
	}
	return ui.Select(f, []ui.Option{{Value: "true", Text: "Active"}, {Value: "false", Text: "Inactive"}})
}
