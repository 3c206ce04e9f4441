package spend

import (
	"cmp"
	"net/http"

	"carddeck/views/spendcontrols"
	"carddeck/web/auth"
	"carddeck/web/render"
)

// Listed is what the list of one kind has of its own.
type Listed struct {
	Kind       Kind
	Sub        string // one sentence under the title
	About      string // said instead of an empty list
	New        string // words of the button, where the usual ones will not do
	Search     string // what the search looks at, where it is more than the usual
	OfControls bool   // the kind has a level, and can be asked for by whom it is about
	Level      spendcontrols.Level
	Columns    []string
	Rows       []spendcontrols.Row
	Cut        bool // Marqeta has more than were read
}

// Draw writes the list's page.
func (l Listed) Draw(w http.ResponseWriter, r *http.Request, s Store, asked Asked) error {
	p := spendcontrols.ListPage{
		Title: l.Kind.List, Sub: l.Sub, Tabs: Tabs(l.Kind), Path: l.Kind.Path(), Problems: asked.Problem,
		Level: l.Level, Columns: l.Columns, Rows: l.Rows,
	}
	var err error
	if p.Filters, p.Chips, err = asked.Filters(r.Context(), s, l.OfControls); err != nil {
		return err
	}
	p.Filters[0].Label = cmp.Or(l.Search, p.Filters[0].Label)
	mayWrite := auth.From(r.Context()).May(auth.WriteSpendControls)
	if mayWrite {
		p.New, p.NewText = l.Kind.Path()+"/new", cmp.Or(l.New, "New "+l.Kind.Name)
	}
	if len(p.Rows) == 0 {
		p.Empty = l.Kind.Empty(len(p.Chips) > 0, mayWrite, l.About)
	} else {
		p.Note = Note(len(p.Rows), l.Cut, l.Kind)
	}
	return render.Page(w, r, http.StatusOK, render.View{
		Title: l.Kind.List, Section: Section, Fragments: []string{spendcontrols.Region}, Body: spendcontrols.List(p),
	})
}
