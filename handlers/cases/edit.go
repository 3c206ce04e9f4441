package cases

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"unicode/utf8"

	"carddeck/store"
	views "carddeck/views/cases"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/casework"
	"carddeck/web/change"
	"carddeck/web/form"
	"carddeck/web/render"
)

type editForm struct {
	Version  int64  `form:"version" json:"-"`
	Title    string `form:"title" json:"title"`
	Expected string `form:"expected" json:"expected,omitempty"`
}

// Edit draws the form of a case's title and of what should have happened.
func (h *Handler) Edit(w http.ResponseWriter, r *http.Request) error {
	c, err := h.find(r)
	if err != nil {
		return err
	}
	return h.drawEdit(w, r, http.StatusOK, c, editForm{c.Version, c.Title, c.Expected}, nil, "")
}

// Update changes them.
func (h *Handler) Update(w http.ResponseWriter, r *http.Request) error {
	c, err := h.find(r)
	if err != nil {
		return err
	}
	var in editForm
	if err := form.Read(r, &in); err != nil {
		return err
	}
	errs := form.Errors{}
	switch n := utf8.RuneCountInString(in.Title); {
	case n == 0:
		errs.Add("title", "Fill this in.")
	case n > longestTitle:
		errs.Add("title", "Shorten it: a title has at most 200 characters.")
	}
	if utf8.RuneCountInString(in.Expected) > longest {
		errs.Add("expected", "Shorten it: at most 4,000 characters.")
	}
	if len(errs) > 0 {
		return h.drawEdit(w, r, http.StatusUnprocessableEntity, c, in, errs, "")
	}
	err = h.changes.Carry(w, r, change.Change{
		Area: "cases", Action: "change case", Target: number(c), Request: in, Path: path(c), Said: "The case is changed.",
	}, func(ctx context.Context, _ *change.Change) error {
		return refused(h.store.EditCase(ctx, c.ID, in.Version, in.Title, in.Expected, auth.From(ctx).Email), c)
	})
	if !errors.Is(err, store.ErrStale) {
		return err
	}
	now, err := h.find(r)
	if err != nil {
		return err
	}
	in.Version = now.Version
	stale := "By now the title is “" + ui.Name(now.Title) + "”"
	if now.Expected != "" {
		stale += ", and what should have happened: “" + ui.Name(now.Expected) + "”"
	}
	return h.drawEdit(w, r, http.StatusConflict, now, in, nil, stale+". Nothing was changed now. Below is what you typed; sending it again replaces that.")
}

func (h *Handler) drawEdit(w http.ResponseWriter, r *http.Request, status int, c store.Case, in editForm, errs form.Errors, stale string) error {
	p := views.EditPage{
		Head: ui.Head{Title: "Change case " + number(c), Back: path(c), Where: casework.Name(c)}, Action: path(c), Key: h.changes.NewKey(),
		Version: strconv.FormatInt(in.Version, 10), Stale: stale,
		Refusal: refusal(r, errs, "Nothing was changed", ui.Fault{Field: "title", Text: "Title"}, ui.Fault{Field: "expected", Text: "What should have happened"}),
		Title:   ui.Field{Name: "title", Label: "Title", Value: in.Title, Error: errs["title"], Wide: true, MaxLength: longestTitle},
		Expected: ui.Field{Name: "expected", Label: "What should have happened", Value: in.Expected, Error: errs["expected"], Optional: true, Wide: true, MaxLength: longest,
			Help: "The platform's support asks for it: “an approval, since the card was reinstated at 14:02 UTC”. It goes into the bundle; names and addresses are taken out there."},
		Foot: ui.Foot{Note: "You will be recorded as the one who did it.", Cancel: path(c), Submit: "Change"},
	}
	return render.Page(w, r, status, render.View{Title: p.Head.Title, Section: section, Body: views.Edit(p)})
}
