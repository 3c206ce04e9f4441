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
	var rows []spendcontrols.Row
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
			rows = append(rows, row(v, names, found.groups))
		}
	}
	return spend.Listed{
		Kind: spend.Velocity, Sub: "How much, and how often, cards are used. Every control that applies has to be kept.", About: about, OfControls: true, Level: spend.Level(found.inUse), Cut: found.cut,
		Columns: []string{"Allows", "Where", "Level", "Whose spending", "Counts"}, Rows: rows,
	}.Draw(w, r, h.store, asked)
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
