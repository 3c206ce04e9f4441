package authcontrols

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

// List shows the authorization controls as Marqeta has them now.
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
	for _, a := range found.rows {
		of = append(of, a.Association)
	}
	names, err := spend.ReadNames(r.Context(), h.store, of...)
	if err != nil {
		return err
	}
	for _, a := range found.rows {
		if asked.Wants(a.Active, a.Name, a.Token) {
			rows = append(rows, h.row(a, names, found.groups))
		}
	}
	return spend.Listed{
		Kind: spend.Auth, Sub: "At which merchants cards may not be used. In a program that denies by default each control is a permission instead.", About: about, OfControls: true, Level: spend.Level(found.inUse), Cut: found.cut,
		Columns: []string{"Where", "Level", "Whose cards", "In force"}, Rows: rows,
	}.Draw(w, r, h.store, asked)
}

const about = "Without one, cards work wherever their card product lets them. An authorization control closes single merchants, " +
	"a merchant category or a group of either: for everybody, for one card product, or for one user."

// found is what Marqeta answered.
type found struct {
	rows   []marqeta.AuthControl
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
		together.Go(func() { f.rows, f.cut, failed[0] = spend.AllOf(r.Context(), asked.Controls(), h.program.AuthControls) })
	}
	together.Go(func() { f.groups, failed[1] = spend.ReadGroups(r.Context(), h.program) })
	together.Go(func() { f.inUse, failed[2] = spend.InUse(r.Context(), h.program) })
	together.Wait()
	if err := cmp.Or(failed[:]...); err != nil {
		return f, fmt.Errorf("read authorization controls: %w", err)
	}
	return f, nil
}

func (h *Handler) row(a marqeta.AuthControl, names spend.Names, groups control.Groups) spendcontrols.Row {
	return spendcontrols.Row{
		Mark: spend.MarkDuring(a.Active, a.StartTime, a.EndTime, h.now()), Name: ui.Name(a.Name), Href: spend.Auth.Of(a.Token), Token: a.Token,
		Cells: []templ.Component{
			spend.WhereCell(a.MerchantScope, groups), ui.Text(spend.LevelWords(a.Association.Level())),
			names.Link(a.Association), spend.PeriodCell(a.StartTime, a.EndTime),
		},
	}
}
