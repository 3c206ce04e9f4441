package merchantgroups

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"carddeck/marqeta"
	"carddeck/views/spendcontrols"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/listing"
	"carddeck/web/render"
	"carddeck/web/spend"
)

const about = "A merchant group gathers merchants by their MID under one name. " +
	"Authorization controls deny, and exemptions let through, the whole group at once. Velocity controls cannot name one."

// List shows the groups as Marqeta has them now. A MID in the search finds the groups
// that hold it.
func (h *Handler) List(w http.ResponseWriter, r *http.Request) error {
	asked, err := spend.Read(r, h.store)
	if err != nil {
		return err
	}
	groups, cut, err := spend.All(r.Context(), func(ctx context.Context, o marqeta.ListOptions) (marqeta.Page[marqeta.MerchantGroup], error) {
		return h.program.MerchantGroups(ctx, "", o)
	})
	if err != nil {
		return fmt.Errorf("read merchant groups: %w", err)
	}
	p := spendcontrols.ListPage{
		Title: spend.MerchantGroups.List, Sub: "Sets of merchants that authorization controls and exemptions name.",
		Tabs: spend.Tabs(spend.MerchantGroups), Path: spend.MerchantGroups.Path(), Columns: []string{"Merchants", "Last changed, UTC"},
	}
	if p.Filters, p.Chips, err = asked.Filters(r.Context(), h.store, false); err != nil {
		return err
	}
	p.Filters[0].Label = "Name, token or MID"
	q := asked.List.Get("q")
	for _, g := range groups {
		texts := []string{g.Name, g.Token}
		if slices.Contains(g.MIDs, q) {
			texts = append(texts, q)
		}
		if asked.Wants(g.Active, texts...) {
			p.Rows = append(p.Rows, row(g))
		}
	}
	mayWrite := auth.From(r.Context()).May(auth.WriteSpendControls)
	if mayWrite {
		p.New, p.NewText = spend.MerchantGroups.Path()+"/new", "New merchant group"
	}
	if len(p.Rows) == 0 {
		p.Empty = spend.MerchantGroups.Empty(len(p.Chips) > 0, mayWrite, about)
	} else {
		p.Note = spend.Note(len(p.Rows), cut, spend.MerchantGroups)
	}
	return render.Page(w, r, http.StatusOK, render.View{
		Title: spend.MerchantGroups.List, Section: spend.Section, Fragments: []string{spendcontrols.Region}, Body: spendcontrols.List(p),
	})
}

func row(g marqeta.MerchantGroup) spendcontrols.Row {
	return spendcontrols.Row{
		Mark: spend.Mark(g.Active), Name: ui.Name(g.Name), Href: spend.MerchantGroups.Of(g.Token), Token: g.Token,
		Cells: []templ.Component{ui.Text(listing.Count(len(g.MIDs), "merchant")), ui.When(ui.MomentOf(g.LastModifiedTime.Time))},
	}
}
