package spend

import (
	"context"
	"net/http"

	"carddeck/marqeta"
	"carddeck/views/spendcontrols"
	"carddeck/views/ui"
	"carddeck/web/change"
	"carddeck/web/form"
	"carddeck/web/problem"
	"carddeck/web/render"
	"carddeck/web/reqlog"
)

// Switch puts objects of one kind in force and out of force again, each after a question.
type Switch struct {
	Kind    Kind
	Changes *change.Carrier
	BaseURL string
	API     string // path of the Core API's list

	// Find gives an object's name and whether it is active now.
	Find func(ctx context.Context, token string) (name string, active bool, err error)
	Set  func(ctx context.Context, token string, active bool) error
	// Request is what Set sends, for the preview; without a token for the audit trail,
	// where a token of its own would tell that something was made.
	Request func(token string, active bool) any

	On, Off Effect
}

// Effect says what follows from switching.
type Effect struct{ Text, Detail string }

func (s Switch) words(active bool) (verb, done string, e Effect, tone ui.Tone) {
	if active {
		return "Activate", "is active now", s.On, ui.Note
	}
	return "Deactivate", "is out of force now", s.Off, ui.Caution
}

// Ask draws the question.
func (s Switch) Ask(active bool) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		name, is, err := s.Find(r.Context(), r.PathValue("token"))
		if err != nil {
			return s.missing(err)
		}
		if is == active {
			return &problem.Problem{Status: http.StatusConflict, Title: "It is so already", Detail: "Somebody was faster, or the page was old. Nothing was changed.",
				Href: s.Kind.Of(r.PathValue("token")), Action: "Back to the " + s.Kind.Name}
		}
		return s.draw(w, r, http.StatusOK, active, name, nil, nil)
	}
}

// Carry switches.
func (s Switch) Carry(active bool) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		token := r.PathValue("token")
		name, _, err := s.Find(r.Context(), token)
		if err != nil {
			return s.missing(err)
		}
		var in struct{}
		if err := form.Read(r, &in); err != nil {
			return err
		}
		errs := form.Errors{}
		form.Confirm(r, errs)
		if len(errs) > 0 {
			return s.draw(w, r, http.StatusUnprocessableEntity, active, name, errs, nil)
		}
		verb, done, _, _ := s.words(active)
		err = s.Changes.Carry(w, r, change.Change{
			Area: s.Kind.Trail(), Action: lower(verb) + " " + s.Kind.Name, Target: token, Request: s.Request("", active), Repeatable: true,
			Path: s.Kind.Of(token), Said: name + " " + done + ".",
		}, func(ctx context.Context, _ *change.Change) error { return s.Set(ctx, token, active) })
		if refused, ok := marqeta.AsError(err); ok && !marqeta.IsNotFound(err) {
			return s.draw(w, r, http.StatusUnprocessableEntity, active, name, nil, refused)
		}
		return s.missing(err)
	}
}

func (s Switch) missing(err error) error {
	if marqeta.IsNotFound(err) {
		return s.Kind.NotFound()
	}
	return err
}

// NotFound says that there is no such object of the kind.
func (k Kind) NotFound() *problem.Problem { return problem.NotFound(k.Name, k.Path(), k.List) }

func (s Switch) draw(w http.ResponseWriter, r *http.Request, status int, active bool, name string, errs form.Errors, refused *marqeta.Error) error {
	token := r.PathValue("token")
	verb, _, effect, tone := s.words(active)
	reference := reqlog.From(r.Context()).Reference
	c := spendcontrols.SwitchPage{
		Title: verb + " " + name, Back: s.Kind.Of(token), Where: name, Tone: tone, Effect: effect.Text, Detail: effect.Detail,
		Action: s.Kind.Of(token) + "/" + lower(verb), Key: s.Changes.NewKey(),
		Refusal: errs.Refusal("Nothing was changed", reference, nil),
		Request: form.Preview(s.BaseURL, http.MethodPut, s.API+"/"+token, s.Request(token, active)),
		Foot: ui.Foot{Note: "You will be recorded as the one who did it.", Cancel: s.Kind.Of(token), Submit: verb, Danger: !active,
			Confirm: r.PostFormValue("confirmation"), Error: errs["confirmation"]},
	}
	if refused != nil {
		c.Refusal = form.MarqetaRefusal("Nothing was changed", reference, refused)
	}
	return render.Page(w, r, status, render.View{Title: c.Title, Section: Section, Body: spendcontrols.Switch(c)})
}

// Step is the button on an object's page that leads to the question.
func (k Kind) Step(token string, active bool) ui.Step {
	if active {
		return ui.Step{Text: "Deactivate", Icon: "pause", Href: k.Of(token) + "/deactivate"}
	}
	return ui.Step{Text: "Activate", Icon: "play", Href: k.Of(token) + "/activate"}
}

func lower(verb string) string { return string(verb[0]|0x20) + verb[1:] }
