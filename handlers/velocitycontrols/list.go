package velocitycontrols

import (
	"cmp"
	"fmt"
	"net/http"
	"sync"

	"github.com/a-h/templ"

	"carddeck/marqeta"
	"carddeck/marqeta/control"
	"carddeck/views/spendcontrols"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/render"
	"carddeck/web/spend"
)

// List shows the velocity controls as Marqeta has them now.
func (h *Handler) List(w http.ResponseWriter, r *http.Request) error {
	asked, err := spend.Read(r, h.store)
	if err != nil {
		return err
	}
	found, err := h.find(r, asked)
	if err != nil {
		return err
	}
	p := spendcontrols.ListPage{
		Title: spend.Velocity.List, Sub: "How much, and how often, cards are used. Every control that applies has to be kept.",
		Tabs: spend.Tabs(spend.Velocity), Path: spend.Velocity.Path(), Problems: asked.Problem,
		Level: spend.Level(found.inUse), Columns: []string{"Allows", "Where", "Level", "Whose spending", "Counts"},
	}
	if p.Filters, p.Chips, err = asked.Filters(r.Context(), h.store, true); err != nil {
		return err
	}
	var of []marqeta.Association
	for _, v := range found.rows {
		of = append(of, v.Association)
	}
	names, err := spend.ReadNames(r.Context(), h.store, of...)
	if err != nil {
		return err
	}
	for _, v := range found.rows {
		if asked.Wants(v.Active, v.Name, v.Token) {
			p.Rows = append(p.Rows, row(v, names, found.groups))
		}
	}
	mayWrite := auth.From(r.Context()).May(auth.WriteSpendControls)
	if mayWrite {
		p.New, p.NewText = spend.Velocity.Path()+"/new", "New velocity control"
	}
	if len(p.Rows) == 0 {
		p.Empty = spend.Velocity.Empty(len(p.Chips) > 0, mayWrite, about)
	} else {
		p.Note = spend.Note(len(p.Rows), found.cut, spend.Velocity)
	}
	return render.Page(w, r, http.StatusOK, render.View{
		Title: spend.Velocity.List, Section: spend.Section, Fragments: []string{spendcontrols.Region}, Body: spendcontrols.List(p),
	})
}

const about = "Without one, only the money there is limits a cardholder. A velocity control sets how much each user may spend, " +
	"or how often, in a day, a week, a month or for ever: in the whole program, on one card product, or as one user."

// found is what Marqeta answered.
type found struct {
	rows   []marqeta.VelocityControl
	cut    bool
	groups control.Groups
	inUse  int
}

func (h *Handler) find(r *http.Request, asked spend.Asked) (f found, err error) {
	var (
		failed   [3]error
		together sync.WaitGroup
	)
	if asked.Problem == "" {
		together.Go(func() {
			f.rows, f.cut, failed[0] = spend.AllOf(r.Context(), asked.Controls(), h.program.VelocityControls)
		})
	}
	together.Go(func() { f.groups, failed[1] = spend.ReadGroups(r.Context(), h.program) })
	together.Go(func() { f.inUse, failed[2] = spend.InUse(r.Context(), h.program) })
	together.Wait()
	if err := cmp.Or(failed[:]...); err != nil {
		return f, fmt.Errorf("read velocity controls: %w", err)
	}
	return f, nil
}

func row(v marqeta.VelocityControl, names spend.Names, groups control.Groups) spendcontrols.Row {
	counts := ui.Text("approvals")
	if !v.ApprovalsOnly {
		counts = ui.Status(ui.Mark{Tone: ui.Caution, Icon: "warn", Text: "declines only"})
	}
	return spendcontrols.Row{
		Mark: spend.Mark(v.Active), Name: title(v), Href: spend.Velocity.Of(v.Token), Token: v.Token,
		Cells: []templ.Component{
			ui.Text(spend.Limit(v)), spend.WhereCell(v.MerchantScope, groups), ui.Text(spend.LevelWords(v.Association.Level())),
			names.Link(v.Association), counts,
		},
	}
}

// title is what a control is called; one without a name is called by what it allows.
func title(v marqeta.VelocityControl) string {
	return cmp.Or(ui.Name(v.Name), spend.Limit(v))
}
