package exemptmerchants

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

const about = "An exempt merchant is let through whatever the authorization controls say. " +
	"Limits, balances and the card's own state are still checked."

// List shows the exemptions as Marqeta has them now.
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
	for _, e := range found.rows {
		of = append(of, e.Association)
	}
	names, err := spend.ReadNames(r.Context(), h.store, of...)
	if err != nil {
		return err
	}
	for _, e := range found.rows {
		if asked.Wants(e.Active, e.Name, e.Token, e.MID) {
			rows = append(rows, h.row(e, names, found.groups))
		}
	}
	return spend.Listed{
		Kind: spend.Exempt, Sub: "Merchants that no authorization control is asked about.", About: about, New: "Exempt a merchant", OfControls: true, Cut: found.cut,
		Columns: []string{"Merchant", "Level", "Whose cards", "In force"}, Rows: rows,
	}.Draw(w, r, h.store, asked)
}

// found is what Marqeta answered.
type found struct {
	rows   []marqeta.ExemptMID
	cut    bool
	groups control.Groups
}

func (h *Handler) find(r *http.Request, asked spend.Asked) (f found, err error) {
	var (
		failed   [2]error
		together sync.WaitGroup
	)
	if asked.Problem == "" {
		together.Go(func() { f.rows, f.cut, failed[0] = spend.AllOf(r.Context(), asked.Controls(), h.program.ExemptMIDs) })
	}
	together.Go(func() { f.groups, failed[1] = spend.ReadGroups(r.Context(), h.program) })
	together.Wait()
	if err := cmp.Or(failed[:]...); err != nil {
		return f, fmt.Errorf("read exemptions: %w", err)
	}
	return f, nil
}

func (h *Handler) row(e marqeta.ExemptMID, names spend.Names, groups control.Groups) spendcontrols.Row {
	return spendcontrols.Row{
		Mark: spend.MarkDuring(e.Active, e.StartTime, e.EndTime, h.now()), Name: ui.Name(e.Name), Href: spend.Exempt.Of(e.Token), Token: e.Token,
		Cells: []templ.Component{
			spend.WhereCell(scope(e), groups), ui.Text(spend.LevelWords(e.Association.Level())),
			names.Link(e.Association), spend.PeriodCell(e.StartTime, e.EndTime),
		},
	}
}
